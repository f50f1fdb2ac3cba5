import type { EntityManager } from 'typeorm';
import { toManual } from '../../platform/content/to-manual.js';
import { askedQuestions, type Questionnaire } from '../../domain/questionnaire/select-questions.js';

/** Questions to be frozen into rounds, with the SHA-256 of their canonical JSON: rounds that ask the same share one row. */
export interface FrozenQuestionnaire {
  readonly questionnaireSha256: string;
  readonly questionnaire: Questionnaire;
}

/** Keeps a statement far below what one may carry, however many different questionnaires a sending has. */
const CHUNK = 100;

/** Stores each content that is not there yet; in order of hash, so that no two sendings wait for each other. */
export async function storeQuestionnaires(
  db: EntityManager,
  tenantId: string,
  now: Date,
  frozen: readonly FrozenQuestionnaire[],
): Promise<void> {
  const distinct = [...new Map(frozen.map(({ questionnaireSha256, questionnaire }) => [questionnaireSha256, questionnaire]))].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  );
  for (let start = 0; start < distinct.length; start += CHUNK) {
    const rows = distinct.slice(start, start + CHUNK).map(([sha256, questionnaire]) => ({
      sha256,
      body: questionnaire,
      asked: askedQuestions(questionnaire).map(({ id }) => id),
    }));
    await db.query(
      `INSERT INTO questionnaire (tenant_id, sha256, body, asked, created_at)
       SELECT $1, n.sha256, n.body, n.asked, $2 FROM jsonb_to_recordset($3::jsonb) AS n (sha256 text, body jsonb, asked text[])
       ORDER BY n.sha256 ON CONFLICT DO NOTHING`,
      [tenantId, now, JSON.stringify(rows)],
    );
  }
}

/** What was frozen under a hash that a round names. */
export async function readQuestionnaire(db: EntityManager, tenantId: string, sha256: string): Promise<Questionnaire> {
  const rows: { body: StoredQuestionnaire }[] = await db.query('SELECT body FROM questionnaire WHERE tenant_id = $1 AND sha256 = $2', [
    tenantId,
    sha256,
  ]);
  if (rows[0] === undefined) throw new Error(`no questionnaire ${sha256}`);
  return withDefaults(rows[0].body);
}

/** By hash; one that is not there is missing. */
export async function readQuestionnaires(
  db: EntityManager,
  tenantId: string,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, Questionnaire>> {
  if (hashes.length === 0) return new Map();
  const rows: { sha256: string; body: StoredQuestionnaire }[] = await db.query(
    'SELECT sha256, body FROM questionnaire WHERE tenant_id = $1 AND sha256 = ANY ($2::text[])',
    [tenantId, hashes],
  );
  return new Map(rows.map(({ sha256, body }) => [sha256, withDefaults(body)]));
}

/** Whether a tenant's own version was taken out of use; a shipped one never is. */
export async function isRetired(db: EntityManager, tenantId: string, manual: { id: string; version: string }): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM tenant_manual WHERE tenant_id = $1 AND manual_id = $2 AND version = $3 AND state = 'retired'`,
    [tenantId, manual.id, manual.version],
  );
  return rows.length > 0;
}

/** A questionnaire as an earlier release may have frozen it: its hash covers what was stored, so it is completed when it is read. */
type StoredQuestionnaire = Omit<Questionnaire, 'manual' | 'contradictions'> & {
  readonly manual: Omit<Questionnaire['manual'], 'family'> & { readonly family?: string };
  readonly contradictions?: Questionnaire['contradictions'];
};

function withDefaults(stored: StoredQuestionnaire): Questionnaire {
  const { family = stored.manual.id } = stored.manual;
  const { chapters, languages } = toManual({ ...stored, ...stored.manual });
  return { ...stored, manual: { ...stored.manual, family }, chapters, languages, contradictions: stored.contradictions ?? [] };
}
