import type { EntityManager } from 'typeorm';
import type { Band } from '../../domain/scoring/methodology.js';
import type { Cursor } from '../../platform/db/pages.js';

export interface ScoreRow {
  readonly id: string;
  readonly site_id: string;
  readonly supplier_id: string;
  readonly as_of: Date;
  readonly inherent: number;
  readonly controls: number;
  readonly residual: number;
  readonly best: number;
  readonly worst: number;
  readonly band: Band;
  readonly confidence: number;
  readonly next_change_at: Date | null;
  readonly method_id: string;
  readonly method_version: string;
  readonly receipt_sha256: string;
}

const COLUMNS = `c.id, c.site_id, c.supplier_id, c.as_of, c.inherent, c.controls, c.residual, c.best, c.worst, c.band, c.confidence, c.next_change_at,
  c.method_id, c.method_version, c.receipt_sha256`;

export async function scoreById(db: EntityManager, id: string): Promise<(ScoreRow & { readonly receipt: string }) | null> {
  const rows: (ScoreRow & { receipt: string })[] = await db.query(`SELECT ${COLUMNS}, c.receipt FROM score c WHERE c.id = $1`, [id]);
  return rows[0] ?? null;
}

/** The latest score of a site. */
export async function latestScoreId(db: EntityManager, siteId: string): Promise<{ readonly scoreId: string | null } | null> {
  const rows: { scoreId: string | null }[] = await db.query('SELECT score_id AS "scoreId" FROM site WHERE id = $1', [siteId]);
  return rows[0] ?? null;
}

/** The latest score of a supplier's worst site. */
export async function worstScoreId(db: EntityManager, supplierId: string): Promise<{ readonly scoreId: string | null } | null> {
  const rows: { scoreId: string | null }[] = await db.query(
    `SELECT s.score_id AS "scoreId" FROM supplier u LEFT JOIN site s ON s.tenant_id = u.tenant_id AND s.id = u.worst_site_id WHERE u.id = $1`,
    [supplierId],
  );
  return rows[0] ?? null;
}

/** A site's scores, newest first. */
export async function scoreHistory(db: EntityManager, siteId: string, after: Cursor | null, limit: number): Promise<readonly ScoreRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM score c WHERE c.tenant_id = (SELECT current_tenant()) AND c.site_id = $1 AND ($2::uuid IS NULL OR c.id < $2) ORDER BY c.id DESC LIMIT $3`,
    [siteId, after?.id ?? null, limit + 1],
  );
}
