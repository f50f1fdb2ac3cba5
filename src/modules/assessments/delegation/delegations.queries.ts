import type { EntityManager } from 'typeorm';

export interface DelegationRow {
  readonly id: string;
  readonly contact_id: string;
  readonly key_id: string;
  readonly name_sealed: Buffer | null;
  readonly email_sealed: Buffer | null;
  readonly chapters: string[];
  readonly delegated_by: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
}

const SELECT = `SELECT l.id, l.contact_id, c.key_id, c.name_sealed, c.email_sealed, l.chapters, l.delegated_by, l.created_at, l.expires_at, l.revoked_at
  FROM assessment_link l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id`;

/** In order of entry; one row more than `limit`, to tell whether there is another page. */
export function listDelegations(
  db: EntityManager,
  tenantId: string,
  assessmentId: string,
  after: string | null,
  limit: number,
): Promise<DelegationRow[]> {
  return db.query(
    `${SELECT} WHERE l.tenant_id = $1 AND l.assessment_id = $2 AND l.chapters IS NOT NULL AND ($3::uuid IS NULL OR l.id > $3) ORDER BY l.id LIMIT $4`,
    [tenantId, assessmentId, after, limit + 1],
  );
}

export async function findDelegation(db: EntityManager, tenantId: string, assessmentId: string, id: string): Promise<DelegationRow | null> {
  const rows: DelegationRow[] = await db.query(
    `${SELECT} WHERE l.tenant_id = $1 AND l.assessment_id = $2 AND l.id = $3 AND l.chapters IS NOT NULL`,
    [tenantId, assessmentId, id],
  );
  return rows[0] ?? null;
}

/** How often parts of a round were handed over so far, taken back or not. */
export async function countDelegations(db: EntityManager, tenantId: string, assessmentId: string): Promise<number> {
  const rows: { count: number }[] = await db.query(
    `SELECT count(*)::integer AS count FROM assessment_link
     WHERE tenant_id = $1 AND assessment_id = $2 AND chapters IS NOT NULL AND renewed_from IS NULL`,
    [tenantId, assessmentId],
  );
  return rows[0]?.count ?? 0;
}
