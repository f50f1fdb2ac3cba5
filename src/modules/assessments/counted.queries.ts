import type { EntityManager } from 'typeorm';
import type { CountedClaim, Standing } from '../../domain/assessment/counted-answers.js';

/** What counts for a site now, by question id, with the meaning in which each question was asked. */
export type Counted = ReadonlyMap<string, CountedClaim & { readonly meaning: number }>;

interface CountedRow {
  question_id: string;
  meaning: number;
  state: 'answered' | 'unknown';
  value: unknown;
  evidence: CountedClaim['evidence'];
  dated: string;
  documented_until: string | null;
}

/**
 * Of the site that an assessment is about; empty for an assessment that does not exist. What a verification of a held finding found is left
 * out: what a supplier says again would otherwise count as proved, and its own score would show it.
 */
export async function countedForSiteOf(db: EntityManager, tenantId: string, assessmentId: string): Promise<Counted> {
  const rows: CountedRow[] = await db.query(
    `SELECT DISTINCT ON (c.question_id) c.question_id, c.meaning, c.state, c.value, c.evidence, c.dated::text, c.documented_until::text
     FROM released_answer c JOIN assessment a ON a.tenant_id = c.tenant_id AND a.site_id = c.site_id AND a.manual_family = c.manual_family
     WHERE c.tenant_id = $1 AND a.id = $2 ORDER BY c.question_id, c.id DESC`,
    [tenantId, assessmentId],
  );
  return new Map(
    rows.map(({ question_id: question, documented_until: documentedUntil, meaning, state, value, evidence, dated }) => [
      question,
      { meaning, state, value, evidence, dated, documentedUntil },
    ]),
  );
}

export interface NewCounted extends Standing {
  readonly id: string;
  readonly question: string;
  readonly meaning: number;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
}

export interface CountedSource {
  readonly tenantId: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly source: string;
  readonly manual: { readonly id: string; readonly version: string; readonly family: string };
  readonly now: Date;
}

/** One statement for all of them; rows are added, never changed. */
export async function appendCounted(db: EntityManager, from: CountedSource, answers: readonly NewCounted[]): Promise<void> {
  if (answers.length === 0) return;
  await db.query(
    `INSERT INTO counted_answer (tenant_id, id, supplier_id, site_id, question_id, state, value, evidence, dated, documented_until, source,
                                 manual_id, manual_version, manual_family, counted_at, meaning)
     SELECT $1, n.id, $2, $3, n.question_id, n.state, n.value, n.evidence, n.dated, n.documented_until, $4, $5, $6, $15, $7, n.meaning
     FROM unnest($8::uuid[], $9::text[], $10::text[], $11::jsonb[], $12::text[], $13::date[], $14::date[], $16::integer[])
       AS n (id, question_id, state, value, evidence, dated, documented_until, meaning)`,
    [
      from.tenantId,
      from.supplierId,
      from.siteId,
      from.source,
      from.manual.id,
      from.manual.version,
      from.now,
      answers.map(({ id }) => id),
      answers.map(({ question }) => question),
      answers.map(({ state }) => state),
      answers.map(({ value }) => (value === null ? null : JSON.stringify(value))),
      answers.map(({ evidence }) => evidence),
      answers.map(({ dated }) => dated),
      answers.map(({ documentedUntil }) => documentedUntil),
      from.manual.family,
      answers.map(({ meaning }) => meaning),
    ],
  );
}

/** An answer that counts anew, on other proof: nothing else of it changes. */
export interface NewStanding extends Standing {
  /** Id of the row in force so far. */
  readonly countedId: string;
  readonly id: string;
}

/** One statement for all of them. */
export async function appendStandings(db: EntityManager, tenantId: string, now: Date, standings: readonly NewStanding[]): Promise<void> {
  if (standings.length === 0) return;
  await db.query(
    `INSERT INTO counted_answer (tenant_id, id, supplier_id, site_id, question_id, state, value, evidence, dated, documented_until, source,
                                 manual_id, manual_version, manual_family, counted_at, meaning)
     SELECT c.tenant_id, n.id, c.supplier_id, c.site_id, c.question_id, c.state, c.value, n.evidence, n.dated, n.documented_until, c.source,
            c.manual_id, c.manual_version, c.manual_family, $2, c.meaning
     FROM unnest($3::uuid[], $4::uuid[], $5::text[], $6::date[], $7::date[]) AS n (counted_id, id, evidence, dated, documented_until)
     JOIN counted_answer c ON c.tenant_id = $1 AND c.id = n.counted_id`,
    [
      tenantId,
      now,
      standings.map(({ countedId }) => countedId),
      standings.map(({ id }) => id),
      standings.map(({ evidence }) => evidence),
      standings.map(({ dated }) => dated),
      standings.map(({ documentedUntil }) => documentedUntil),
    ],
  );
}
