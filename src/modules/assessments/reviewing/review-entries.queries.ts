import type { EntityManager } from 'typeorm';
import { newId } from '../../../platform/db/ids.js';

export type EntryKind = 'accepted' | 'returned' | 'comment' | 'reply';

/** Something said of an answer in review. */
export interface EntryRow {
  readonly id: string;
  readonly question_id: string;
  readonly round: number;
  readonly kind: EntryKind;
  readonly shown: boolean;
  readonly text_sealed: Buffer | null;
  readonly by_kind: 'person' | 'contact';
  readonly by_id: string;
  readonly at: Date;
}

export interface NewEntry {
  readonly question: string;
  readonly kind: EntryKind;
  readonly shown: boolean;
  readonly textSealed: Buffer | null;
}

export interface EntryWriter {
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly supplierId: string;
  readonly by: { readonly kind: string; readonly id: string | null };
  readonly now: Date;
}

const COLUMNS = 'id, question_id, round, kind, shown, text_sealed, by_kind, by_id, at';

/** One statement for all of them; rows are added, never changed. @returns the id of the last, and how often the assessment was submitted by now */
export async function insertEntries(
  db: EntityManager,
  to: EntryWriter,
  entries: readonly NewEntry[],
): Promise<{ readonly id: string; readonly round: number }> {
  const ids = entries.map(() => newId<string>());
  const rows: { id: string; round: number }[] = await db.query(
    `INSERT INTO review_entry (tenant_id, id, assessment_id, question_id, supplier_id, round, kind, shown, text_sealed, by_kind, by_id, at)
     SELECT $1, n.id, $2, n.question_id, $3, r.round, n.kind, n.shown, n.text_sealed, $4, $5, $6
     FROM unnest($7::uuid[], $8::text[], $9::text[], $10::boolean[], $11::bytea[]) AS n (id, question_id, kind, shown, text_sealed)
     CROSS JOIN (SELECT coalesce(max(round), 0) AS round FROM submission_snapshot WHERE tenant_id = $1 AND assessment_id = $2) r
     RETURNING id, round`,
    [
      to.tenantId,
      to.assessmentId,
      to.supplierId,
      to.by.kind,
      to.by.id,
      to.now,
      ids,
      entries.map(({ question }) => question),
      entries.map(({ kind }) => kind),
      entries.map(({ shown }) => shown),
      entries.map(({ textSealed }) => textSealed),
    ],
  );
  return rows.at(-1) ?? { id: '', round: 0 };
}

/** Newest first, beginning after the entry `before`; one row more than `limit`, to tell whether there is another page. */
export function listEntries(
  db: EntityManager,
  tenantId: string,
  of: { readonly assessmentId: string; readonly question: string | undefined },
  before: string | null,
  limit: number,
): Promise<EntryRow[]> {
  const params: unknown[] = [tenantId, of.assessmentId, limit + 1];
  const also = (condition: string, value: unknown): string =>
    value === undefined || value === null ? '' : ` AND ${condition} $${params.push(value)}`;
  const where = `${also('question_id =', of.question)}${also('id <', before)}`;
  return db.query(
    `SELECT ${COLUMNS} FROM review_entry WHERE tenant_id = $1 AND assessment_id = $2${where} ORDER BY id DESC LIMIT $3`,
    params,
  );
}

/** The last entries of each question, oldest first; of a respondent's transaction those alone that are addressed to it. */
export function lastEntries(db: EntityManager, tenantId: string, assessmentId: string, each: number): Promise<EntryRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM (
       SELECT *, row_number() OVER (PARTITION BY question_id ORDER BY id DESC) AS place FROM review_entry WHERE tenant_id = $1 AND assessment_id = $2
     ) e WHERE place <= $3 ORDER BY question_id, id`,
    [tenantId, assessmentId, each],
  );
}

/** How many entries of a question a respondent can see, and how many of them are its own replies since the last submission. */
export async function countShown(
  db: EntityManager,
  tenantId: string,
  assessmentId: string,
  question: string,
): Promise<{ readonly entries: number; readonly replies: number }> {
  const rows: { entries: number; replies: number }[] = await db.query(
    `SELECT count(*)::integer AS entries, (count(*) FILTER (WHERE kind = 'reply' AND round = r.latest))::integer AS replies
     FROM review_entry, (SELECT coalesce(max(round), 0) AS latest FROM submission_snapshot WHERE tenant_id = $1 AND assessment_id = $2) r
     WHERE tenant_id = $1 AND assessment_id = $2 AND question_id = $3 AND shown`,
    [tenantId, assessmentId, question],
  );
  return rows[0] ?? { entries: 0, replies: 0 };
}
