import type { EntityManager } from 'typeorm';
import type { SiteImpact } from '../../domain/methods/site-impact.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** One site of a report. */
export interface NewImpactRow extends SiteImpact {
  readonly siteId: string;
  readonly supplierId: string;
  readonly dueBefore: IsoDate;
  readonly dueAfter: IsoDate;
}

export interface NamedImpactRow extends NewImpactRow {
  readonly site: string;
  readonly supplier: string;
  readonly country: string;
  readonly isic: string | null;
}

export async function insertImpactRows(
  db: EntityManager,
  tenantId: string,
  impactId: string,
  rows: readonly NewImpactRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.query(
    `INSERT INTO method_impact_row (tenant_id, impact_id, site_id, supplier_id, residual_before, residual_after, band_before, band_after, move, causes,
                                    contributions, floor_before, floor_after, zero_tolerance_before, zero_tolerance_after, due_before, due_after)
     SELECT $1, $2, n.* FROM jsonb_to_recordset($3::jsonb) AS n (
       "siteId" uuid, "supplierId" uuid, "residualBefore" float8, "residualAfter" float8, "bandBefore" text, "bandAfter" text, move float8, causes jsonb,
       contributions jsonb, "floorBefore" text, "floorAfter" text, "zeroToleranceBefore" boolean, "zeroToleranceAfter" boolean, "dueBefore" date, "dueAfter" date)`,
    [tenantId, impactId, JSON.stringify(rows)],
  );
}

const COLUMNS = `r.site_id AS "siteId", r.supplier_id AS "supplierId", s.name AS site, u.name AS supplier, s.country, s.isic,
  r.residual_before AS "residualBefore", r.residual_after AS "residualAfter", r.band_before AS "bandBefore", r.band_after AS "bandAfter", r.move,
  r.causes, r.contributions, r.floor_before AS "floorBefore", r.floor_after AS "floorAfter", r.zero_tolerance_before AS "zeroToleranceBefore",
  r.zero_tolerance_after AS "zeroToleranceAfter", to_char(r.due_before, 'YYYY-MM-DD') AS "dueBefore", to_char(r.due_after, 'YYYY-MM-DD') AS "dueAfter"`;

const NAMED = `JOIN site s ON s.tenant_id = r.tenant_id AND s.id = r.site_id JOIN supplier u ON u.tenant_id = r.tenant_id AND u.id = r.supplier_id`;

export type WhichSites = 'all' | 'moved' | 'band' | 'due' | 'floor' | 'zero_tolerance';

const WHICH: Readonly<Record<WhichSites, string>> = {
  all: 'true',
  moved: 'r.move >= 0.005',
  band: 'r.band_before <> r.band_after',
  due: 'r.due_before <> r.due_after',
  floor: 'r.floor_after IS NOT NULL AND r.floor_after IS DISTINCT FROM r.floor_before',
  zero_tolerance: 'r.zero_tolerance_after AND NOT r.zero_tolerance_before',
};

/** The largest moves first, beginning after a site; one more than `limit`. */
export function listImpactRows(
  db: EntityManager,
  tenantId: string,
  impactId: string,
  which: WhichSites,
  after: { readonly move: number; readonly siteId: string } | null,
  limit: number,
): Promise<readonly NamedImpactRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM (
       SELECT * FROM method_impact_row r WHERE tenant_id = $1 AND impact_id = $2 AND ${WHICH[which]}
         AND ($3::float8 IS NULL OR (move <= $3 AND (move < $3 OR site_id > $4)))
       ORDER BY move DESC, site_id LIMIT $5) r ${NAMED}
     ORDER BY r.move DESC, r.site_id`,
    [tenantId, impactId, after?.move ?? null, after?.siteId ?? null, limit + 1],
  );
}

/** In the order of the sites' ids, beginning after one: for an export. */
export async function impactBatch(
  db: EntityManager,
  tenantId: string,
  impactId: string,
  after: string,
  limit: number,
): Promise<readonly NamedImpactRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM (
       SELECT * FROM method_impact_row WHERE tenant_id = $1 AND impact_id = $2 AND site_id > $3 ORDER BY site_id LIMIT $4) r ${NAMED}
     ORDER BY r.site_id`,
    [tenantId, impactId, after, limit],
  );
}
