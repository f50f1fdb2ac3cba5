import type { EntityManager } from 'typeorm';
import type { OverrideDirection, StoredOverrideState } from '../../domain/overrides/override-rules.js';
import type { Band } from '../../domain/scoring/methodology.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Cursor } from '../../platform/db/pages.js';

export interface OverrideRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly site_id: string;
  readonly residual: number | null;
  readonly band: Band;
  readonly direction: OverrideDirection;
  readonly score_id: string;
  readonly state: StoredOverrideState;
  readonly key_id: string;
  readonly reason_sealed: Buffer;
  readonly until: IsoDate;
  readonly proposed_by: string;
  readonly proposed_at: Date;
  readonly approved_by: string | null;
  readonly approved_at: Date | null;
  readonly ended_by: string | null;
  readonly ended_at: Date | null;
  readonly ended_reason_sealed: Buffer | null;
  readonly version: number;
}

/** The site's computed score, and whether a zero-tolerance case is open there. */
export interface ComputedRow {
  readonly computed_residual: number | null;
  readonly computed_band: Band | null;
  readonly zero_tolerance: boolean;
}

const COLUMNS = `o.id, o.supplier_id, o.site_id, o.residual, o.band, o.direction, o.score_id, o.state, o.key_id, o.reason_sealed, o.until::text,
  o.proposed_by, o.proposed_at, o.approved_by, o.approved_at, o.ended_by, o.ended_at, o.ended_reason_sealed, o.version`;

const COMPUTED = `s.residual AS computed_residual, s.band AS computed_band, EXISTS (
    SELECT FROM finding f WHERE f.tenant_id = s.tenant_id AND f.site_id = s.id AND f.state = 'open' AND f.is_case AND f.zero_tolerance) AS zero_tolerance`;

const SITE = 'JOIN site s ON s.tenant_id = o.tenant_id AND s.id = o.site_id';

/** What is proposed or in force by its row; dates are the reader's to compare. One a site. */
export function openOverrides(db: EntityManager, siteIds: readonly string[]): Promise<readonly (OverrideRow & ComputedRow)[]> {
  return db.query(
    `SELECT ${COLUMNS}, ${COMPUTED} FROM score_override o ${SITE}
     WHERE o.tenant_id = (SELECT current_tenant()) AND o.site_id = ANY ($1::uuid[]) AND o.state IN ('proposed', 'in_force')`,
    [siteIds],
  );
}

/** Newest first; one row more than `limit`. */
export function listOverrides(
  db: EntityManager,
  siteId: string,
  before: Cursor | null,
  limit: number,
): Promise<readonly (OverrideRow & ComputedRow)[]> {
  return db.query(
    `SELECT ${COLUMNS}, ${COMPUTED} FROM score_override o ${SITE}
     WHERE o.tenant_id = (SELECT current_tenant()) AND o.site_id = $1 AND ($2::uuid IS NULL OR o.id < $2) ORDER BY o.id DESC LIMIT $3`,
    [siteId, before?.id ?? null, limit + 1],
  );
}

export async function readOverride(db: EntityManager, id: string): Promise<(OverrideRow & ComputedRow) | null> {
  const rows: (OverrideRow & ComputedRow)[] = await db.query(
    `SELECT ${COLUMNS}, ${COMPUTED} FROM score_override o ${SITE} WHERE o.id = $1`,
    [id],
  );
  return rows[0] ?? null;
}

/** A site about to be judged. */
export interface JudgedSite extends ComputedRow {
  readonly supplier_id: string;
  readonly score_id: string | null;
  readonly status: 'active' | 'archived';
}

/** Whoever judges a site, or settles a judgement, takes turns. null: there is no such site. */
export async function lockJudgedSite(db: EntityManager, siteId: string): Promise<JudgedSite | null> {
  const rows: JudgedSite[] = await db.query(
    `SELECT s.supplier_id, s.score_id, s.status, ${COMPUTED} FROM site s WHERE s.id = $1 FOR NO KEY UPDATE OF s`,
    [siteId],
  );
  return rows[0] ?? null;
}

export async function siteExists(db: EntityManager, siteId: string): Promise<boolean> {
  const rows: unknown[] = await db.query('SELECT 1 FROM site WHERE id = $1', [siteId]);
  return rows.length > 0;
}

/** Writes down what has ended by itself, so that another can take its place. */
export async function endExpired(db: EntityManager, siteId: string, today: IsoDate): Promise<void> {
  await db.query(
    `UPDATE score_override SET state = 'expired', version = version + 1 WHERE site_id = $1 AND state IN ('proposed', 'in_force') AND until < $2::date`,
    [siteId, today],
  );
}

export type NewOverride = Pick<
  OverrideRow,
  | 'id'
  | 'supplier_id'
  | 'site_id'
  | 'residual'
  | 'band'
  | 'direction'
  | 'score_id'
  | 'state'
  | 'key_id'
  | 'reason_sealed'
  | 'until'
  | 'proposed_by'
>;

export async function insertOverride(db: EntityManager, tenantId: string, row: NewOverride, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO score_override (tenant_id, id, supplier_id, site_id, residual, band, direction, score_id, state, key_id, reason_sealed, until, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      tenantId,
      row.id,
      row.supplier_id,
      row.site_id,
      row.residual,
      row.band,
      row.direction,
      row.score_id,
      row.state,
      row.key_id,
      row.reason_sealed,
      row.until,
      row.proposed_by,
      now,
    ],
  );
}

export async function approveOverride(db: EntityManager, id: string, personId: string, now: Date): Promise<void> {
  await db.query(`UPDATE score_override SET state = 'in_force', approved_by = $2, approved_at = $3, version = version + 1 WHERE id = $1`, [
    id,
    personId,
    now,
  ]);
}

export async function endOverride(
  db: EntityManager,
  id: string,
  end: { readonly state: 'declined' | 'withdrawn'; readonly by: string; readonly reason: Buffer },
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE score_override SET state = $2, ended_by = $3, ended_at = $4, ended_reason_sealed = $5, version = version + 1 WHERE id = $1`,
    [id, end.state, end.by, now, end.reason],
  );
}
