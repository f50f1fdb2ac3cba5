import type { EntityManager } from 'typeorm';
import type { ManualBody } from '../../platform/content/check-manual-body.js';

/** The version a manual was begun from. */
export interface BasedOn {
  readonly id: string;
  readonly version: string;
  readonly sha256: string;
}

export interface DraftHead {
  readonly id: string;
  readonly manualId: string;
  readonly version: string;
  readonly family: string;
  readonly title: Readonly<Record<string, string>> | null;
  readonly basedOn: BasedOn | null;
  readonly revision: number;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface DraftRow extends DraftHead {
  readonly body: ManualBody;
}

const HEAD = `id, manual_id AS "manualId", version, family, body->'title' AS title, based_on AS "basedOn", revision,
  created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Newest first, beginning after the draft with id `before`; one more than `limit`. */
export function listDrafts(db: EntityManager, tenantId: string, before: string | null, limit: number): Promise<DraftHead[]> {
  return db.query(
    `SELECT ${HEAD} FROM tenant_manual WHERE tenant_id = $1 AND state = 'draft' AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [tenantId, before, limit + 1],
  );
}

export async function findDraft(
  db: EntityManager,
  tenantId: string,
  id: string,
  lock: '' | 'FOR UPDATE' = '',
): Promise<DraftRow | undefined> {
  const rows: DraftRow[] = await db.query(
    `SELECT ${HEAD}, body FROM tenant_manual WHERE tenant_id = $1 AND id = $2 AND state = 'draft' ${lock}`,
    [tenantId, id],
  );
  return rows[0];
}

/** Every version of one manual of the tenant's, whatever its state. */
export interface OwnVersion {
  readonly id: string;
  readonly version: string;
  readonly family: string;
  readonly state: 'draft' | 'published' | 'retired';
}

export function ownVersions(db: EntityManager, tenantId: string, manualId: string): Promise<OwnVersion[]> {
  return db.query('SELECT id, version, family, state FROM tenant_manual WHERE tenant_id = $1 AND manual_id = $2', [tenantId, manualId]);
}

/** The highest meaning that each question of a manual has had in any of its versions. */
export async function meaningsOf(db: EntityManager, tenantId: string, manualId: string): Promise<ReadonlyMap<string, number>> {
  const rows: { id: string; meaning: number }[] = await db.query(
    `SELECT q->>'id' AS id, max((q->'meaning')::integer) AS meaning
     FROM tenant_manual m, jsonb_path_query(m.body, 'lax $.chapters[*].questions[*]') q
     WHERE m.tenant_id = $1 AND m.manual_id = $2 AND q->>'meaning' ~ '^[0-9]{1,4}$' AND jsonb_typeof(q->'meaning') = 'number' GROUP BY 1`,
    [tenantId, manualId],
  );
  return new Map(rows.map(({ id, meaning }) => [id, meaning]));
}

export interface NewDraft {
  readonly id: string;
  readonly manualId: string;
  readonly version: string;
  readonly family: string;
  readonly basedOn: BasedOn | null;
  readonly body: ManualBody;
  readonly createdBy: string;
}

/** False: another request has begun one of this id or version at the same moment. */
export async function insertDraft(db: EntityManager, tenantId: string, now: Date, draft: NewDraft): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO tenant_manual (tenant_id, id, manual_id, version, family, state, based_on, body, created_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, 'draft', $6, $7, $8, $9, $9) ON CONFLICT DO NOTHING RETURNING id`,
    [
      tenantId,
      draft.id,
      draft.manualId,
      draft.version,
      draft.family,
      draft.basedOn === null ? null : JSON.stringify(draft.basedOn),
      JSON.stringify(draft.body),
      draft.createdBy,
      now,
    ],
  );
  return rows.length > 0;
}

/** The caller holds the row's lock. */
export async function updateDraft(
  db: EntityManager,
  tenantId: string,
  now: Date,
  { id, version, body }: { readonly id: string; readonly version: string; readonly body: ManualBody },
): Promise<void> {
  await db.query(
    `UPDATE tenant_manual SET version = $3, body = $4, revision = revision + 1, updated_at = $5 WHERE tenant_id = $1 AND id = $2 AND state = 'draft'`,
    [tenantId, id, version, JSON.stringify(body), now],
  );
}

export async function deleteDraft(db: EntityManager, tenantId: string, id: string): Promise<void> {
  await db.query(`DELETE FROM tenant_manual WHERE tenant_id = $1 AND id = $2 AND state = 'draft'`, [tenantId, id]);
}
