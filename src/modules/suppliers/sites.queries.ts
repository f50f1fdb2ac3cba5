import type { EntityManager } from 'typeorm';
import type { SiteFacts } from '../../domain/suppliers/site-facts.js';
import type { Cursor } from '../../platform/db/pages.js';
import { Conditions, readSegments, segmentsAfter, type Sort } from '../../platform/db/keyset.js';
import type { ScoreColumns } from './score-summary.js';

export interface SiteRow extends ScoreColumns {
  readonly id: string;
  readonly supplier_id: string;
  readonly name: string;
  readonly country: string;
  readonly region: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isic: string | null;
  readonly goods_mode: 'services' | 'declared' | 'undeclared';
  readonly goods: readonly { readonly good: string; readonly iso3: string }[];
  readonly goods_unmatched: readonly string[];
  readonly workers: number | null;
  readonly status: 'active' | 'archived';
  readonly identity_key: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

const COLUMNS = `s.id, s.supplier_id, s.name, s.country, s.region, s.address, s.latitude, s.longitude, s.isic, s.goods_mode, s.goods, s.goods_unmatched,
  s.workers, s.status, s.identity_key, s.score_id, s.inherent, s.residual, s.best, s.worst, s.band, s.confidence, s.scored_at, s.created_at, s.updated_at, s.version`;

export const factsOf = (row: SiteRow): SiteFacts => ({
  name: row.name,
  country: row.country,
  region: row.region,
  address: row.address,
  latitude: row.latitude,
  longitude: row.longitude,
  isic: row.isic,
  goods: { mode: row.goods_mode, items: row.goods.map(({ good, iso3 }) => ({ good, iso3 })), unmatched: row.goods_unmatched },
  workers: row.workers,
});

export async function readSite(db: EntityManager, tenantId: string, id: string): Promise<SiteRow | null> {
  const rows: SiteRow[] = await db.query(`SELECT ${COLUMNS} FROM site s WHERE s.tenant_id = $1 AND s.id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

/** With the state of its supplier. */
export async function lockSite(
  db: EntityManager,
  tenantId: string,
  id: string,
): Promise<(SiteRow & { readonly supplier_status: string }) | null> {
  const rows: (SiteRow & { readonly supplier_status: string })[] = await db.query(
    `SELECT ${COLUMNS}, p.status AS supplier_status FROM site s JOIN supplier p ON p.tenant_id = s.tenant_id AND p.id = s.supplier_id
     WHERE s.tenant_id = $1 AND s.id = $2 FOR NO KEY UPDATE OF s`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}

export interface SiteListFilter {
  readonly status: string;
  readonly band: string | undefined;
  readonly country: string | undefined;
  readonly supplierId: string | undefined;
}

export const SITE_RISK: Omit<Sort, 'descending'> = { column: 's.residual', id: 's.id', kind: 'number', nullable: true };

/** One row more than `limit`, to know whether there is a next page. */
export function listSites(
  db: EntityManager,
  tenantId: string,
  filter: SiteListFilter,
  sort: Sort,
  cursor: Cursor | null,
  limit: number,
): Promise<readonly SiteRow[]> {
  return readSegments(segmentsAfter(sort, cursor), limit + 1, (segment, wanted) => {
    const conditions = new Conditions('s.tenant_id = $1 AND s.status = $2', [tenantId, filter.status]);
    conditions.add(segment.where(conditions.parameter));
    conditions.also(filter.band, (band) => `s.band = ${band}`);
    conditions.also(filter.country, (country) => `s.country = ${country}`);
    conditions.also(filter.supplierId, (supplier) => `s.supplier_id = ${supplier}`);
    return db.query(
      `SELECT ${COLUMNS} FROM site s JOIN supplier p ON p.tenant_id = s.tenant_id AND p.id = s.supplier_id AND p.status = 'active'
       WHERE ${conditions.sql} ORDER BY ${segment.order} LIMIT ${wanted}`,
      conditions.params,
    );
  });
}

/** Whether another active site stands at this place. */
export async function isPlaceTaken(db: EntityManager, tenantId: string, identityKey: string, exceptId: string): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM site WHERE tenant_id = $1 AND identity_key = $2 AND status = 'active' AND id <> $3`,
    [tenantId, identityKey, exceptId],
  );
  return rows.length > 0;
}

export interface SiteWrite {
  readonly id: string;
  readonly supplierId: string;
  readonly facts: SiteFacts;
  readonly identityKey: string;
}

const valuesOf = ({ facts, identityKey }: SiteWrite): unknown[] => [
  facts.name,
  facts.country,
  facts.region,
  facts.address,
  facts.latitude,
  facts.longitude,
  facts.isic,
  facts.goods.mode,
  JSON.stringify(facts.goods.items),
  JSON.stringify(facts.goods.unmatched),
  facts.workers,
  identityKey,
];

export async function insertSite(db: EntityManager, tenantId: string, site: SiteWrite, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO site (tenant_id, id, supplier_id, created_at, updated_at, status, name, country, region, address, latitude, longitude, isic,
       goods_mode, goods, goods_unmatched, workers, identity_key)
     VALUES ($1, $2, $3, $4, $4, 'active', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [tenantId, site.id, site.supplierId, now, ...valuesOf(site)],
  );
}

export async function updateSite(db: EntityManager, tenantId: string, site: SiteWrite, now: Date): Promise<void> {
  await db.query(
    `UPDATE site SET updated_at = $3, version = version + 1, name = $4, country = $5, region = $6, address = $7, latitude = $8, longitude = $9, isic = $10,
       goods_mode = $11, goods = $12, goods_unmatched = $13, workers = $14, identity_key = $15
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, site.id, now, ...valuesOf(site)],
  );
}

export async function setSiteStatus(
  db: EntityManager,
  tenantId: string,
  id: string,
  status: 'active' | 'archived',
  now: Date,
): Promise<void> {
  await db.query('UPDATE site SET status = $3, updated_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    status,
    now,
  ]);
}
