import type { EntityManager } from 'typeorm';
import type { Manual, Question } from '../../domain/manual/manual.js';
import { toManual } from '../../platform/content/to-manual.js';

/** A published or retired version of the tenant's own. */
export interface OwnManualRow {
  readonly id: string;
  readonly manualId: string;
  readonly version: string;
  readonly sha256: string;
  readonly family: string;
  readonly state: 'published' | 'retired';
  readonly confirmedAgainst: string | null;
}

export async function findOwnManual(
  db: EntityManager,
  tenantId: string,
  { id, version }: { readonly id: string; readonly version: string },
  lock: '' | 'FOR SHARE' | 'FOR UPDATE' = '',
): Promise<OwnManualRow | undefined> {
  const rows: OwnManualRow[] = await db.query(
    `SELECT id, manual_id AS "manualId", version, sha256, family, state, confirmed_against AS "confirmedAgainst"
     FROM tenant_manual WHERE tenant_id = $1 AND manual_id = $2 AND version = $3 AND state <> 'draft' ${lock}`,
    [tenantId, id, version],
  );
  return rows[0];
}

export interface Publication {
  readonly id: string;
  readonly manual: Manual;
  readonly sha256: string;
  readonly confirmedAgainst: string | null;
}

/** The caller holds the row's lock. From now on the database itself keeps the row as it is. */
export async function publishDraft(
  db: EntityManager,
  tenantId: string,
  now: Date,
  { id, manual, sha256, confirmedAgainst }: Publication,
): Promise<void> {
  await db.query(
    `UPDATE tenant_manual SET state = 'published', body = $3, sha256 = $4, confirmed_against = $5, published_at = $6, updated_at = $6
     WHERE tenant_id = $1 AND id = $2 AND state = 'draft'`,
    [tenantId, id, JSON.stringify(manual), sha256, confirmedAgainst, now],
  );
}

export async function retireManual(db: EntityManager, tenantId: string, now: Date, id: string): Promise<void> {
  await db.query(`UPDATE tenant_manual SET state = 'retired', retired_at = $3, updated_at = $3 WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    id,
    now,
  ]);
}

/** How each question last read in any version of the family: the tenant's own, whether retired or not, and the shipped ones. */
export async function lastWordings(
  db: EntityManager,
  tenantId: string,
  family: string,
  questions: readonly string[],
): Promise<readonly Question[]> {
  if (questions.length === 0) return [];
  const rows: { question: unknown }[] = await db.query(
    `SELECT DISTINCT ON (q->>'id') q AS question
     FROM (SELECT body, published_at AS at FROM tenant_manual WHERE tenant_id = $1 AND family = $2 AND state <> 'draft'
           UNION ALL SELECT body, loaded_at FROM content_version WHERE kind = 'manual' AND coalesce(body->>'family', id) = $2) m,
          jsonb_path_query(m.body, '$.chapters[*].questions[*]') AS q
     WHERE q->>'id' = ANY ($3::text[]) ORDER BY q->>'id', m.at DESC`,
    [tenantId, family, questions],
  );
  return toManual({}, [{ questions: rows.map(({ question }) => question) }]).chapters.flatMap((chapter) => chapter.questions);
}
