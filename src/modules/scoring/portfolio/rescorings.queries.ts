import type { EntityManager } from 'typeorm';
import type { Cursor } from '../../../platform/db/pages.js';

export interface RescoringRow {
  readonly id: string;
  readonly reason: string;
  readonly requested_by_kind: 'person' | 'contact' | 'system';
  readonly requested_by: string | null;
  readonly total: number;
  readonly done: number;
  readonly changed: number;
  readonly failed: number;
  readonly handed_over: number;
  readonly started_at: Date;
  readonly finished_at: Date | null;
}

const COLUMNS = 'id, reason, requested_by_kind, requested_by, total, done, changed, failed, handed_over, started_at, finished_at';

export async function rescoringById(db: EntityManager, id: string): Promise<RescoringRow | null> {
  const rows: RescoringRow[] = await db.query(`SELECT ${COLUMNS} FROM rescoring WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

/** The latest first. */
export function listRescorings(db: EntityManager, tenantId: string, after: Cursor | null, limit: number): Promise<readonly RescoringRow[]> {
  return db.query(`SELECT ${COLUMNS} FROM rescoring WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`, [
    tenantId,
    after?.id ?? null,
    limit + 1,
  ]);
}

export interface UnscoredSiteRow {
  readonly site_id: string;
  readonly supplier_id: string;
  readonly name: string;
  readonly code: string;
  readonly place: string | null;
  readonly attempts: number;
  readonly failed_at: Date;
  readonly next_try_at: Date | null;
}

/** Sites that could not be scored when their turn came last. */
export function listUnscoredSites(
  db: EntityManager,
  tenantId: string,
  after: Cursor | null,
  limit: number,
): Promise<readonly UnscoredSiteRow[]> {
  return db.query(
    `SELECT f.site_id, s.supplier_id, s.name, f.code, f.place, f.attempts, f.failed_at, d.due_at AS next_try_at
     FROM scoring_failure f JOIN site s ON s.tenant_id = f.tenant_id AND s.id = f.site_id
     LEFT JOIN scoring_due d ON d.tenant_id = f.tenant_id AND d.site_id = f.site_id
     WHERE f.tenant_id = $1 AND ($2::uuid IS NULL OR f.site_id > $2) ORDER BY f.site_id LIMIT $3`,
    [tenantId, after?.id ?? null, limit + 1],
  );
}
