import type { EntityManager } from 'typeorm';
import type { LinkFacts, SupplyKind, SupplySource, VolumeUnit } from '../../domain/supply/supply-link.js';
import type { Cursor } from '../../platform/db/pages.js';

export interface SupplyLinkRow {
  readonly id: string;
  readonly supplied_id: string;
  readonly supplied_name: string;
  readonly supplied_site_id: string | null;
  readonly supplied_site_name: string | null;
  readonly supplied_country: string;
  readonly upstream_id: string;
  readonly upstream_name: string;
  readonly upstream_site_id: string | null;
  readonly upstream_site_name: string | null;
  readonly upstream_country: string;
  readonly kind: SupplyKind;
  readonly goods: LinkFacts['goods'];
  readonly goods_unmatched: LinkFacts['unmatched'];
  readonly recruited_from: readonly string[];
  readonly recruited_via: readonly string[];
  readonly share: number | null;
  readonly volume: number | null;
  readonly volume_unit: VolumeUnit | null;
  readonly source: SupplySource;
  readonly shared: boolean;
  readonly since: string | null;
  readonly until: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly withdrawn_at: Date | null;
  readonly version: number;
}

const SELECT = `SELECT l.id, l.supplied_id, a.name AS supplied_name, l.supplied_site_id, x.name AS supplied_site_name, coalesce(x.country, a.country) AS supplied_country,
    l.upstream_id, b.name AS upstream_name, l.upstream_site_id, y.name AS upstream_site_name, coalesce(y.country, b.country) AS upstream_country,
    l.kind, l.goods, l.goods_unmatched, l.recruited_from, l.recruited_via, l.share, l.volume, l.volume_unit, l.source, l.shared,
    to_char(l.since, 'YYYY-MM-DD') AS since, to_char(l.until, 'YYYY-MM-DD') AS until, l.created_at, l.updated_at, l.withdrawn_at, l.version
  FROM supply_link l
  JOIN supplier a ON a.tenant_id = l.tenant_id AND a.id = l.supplied_id
  JOIN supplier b ON b.tenant_id = l.tenant_id AND b.id = l.upstream_id
  LEFT JOIN site x ON x.tenant_id = l.tenant_id AND x.id = l.supplied_site_id
  LEFT JOIN site y ON y.tenant_id = l.tenant_id AND y.id = l.upstream_site_id`;

export async function readLink(db: EntityManager, tenantId: string, id: string): Promise<SupplyLinkRow | null> {
  const rows: SupplyLinkRow[] = await db.query(`${SELECT} WHERE l.tenant_id = $1 AND l.id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

export async function lockLink(db: EntityManager, tenantId: string, id: string): Promise<SupplyLinkRow | null> {
  const rows: SupplyLinkRow[] = await db.query(`${SELECT} WHERE l.tenant_id = $1 AND l.id = $2 FOR NO KEY UPDATE OF l`, [tenantId, id]);
  return rows[0] ?? null;
}

/** In order of id; one row more than `limit`, to know whether there is a next page. */
export function listLinks(
  db: EntityManager,
  tenantId: string,
  filter: { readonly suppliedId: string | undefined; readonly upstreamId: string | undefined; readonly withdrawn: boolean },
  cursor: Cursor | null,
  limit: number,
): Promise<readonly SupplyLinkRow[]> {
  const params: unknown[] = [tenantId];
  const also = (value: unknown, sql: (parameter: string) => string): string =>
    value === undefined || value === null ? '' : ` AND ${sql(`$${params.push(value)}`)}`;
  const where = [
    also(filter.suppliedId, (id) => `l.supplied_id = ${id}`),
    also(filter.upstreamId, (id) => `l.upstream_id = ${id}`),
    also(cursor?.id, (id) => `l.id > ${id}`),
    filter.withdrawn ? '' : ' AND l.withdrawn_at IS NULL',
  ].join('');
  return db.query(`${SELECT} WHERE l.tenant_id = $1${where} ORDER BY l.id LIMIT ${limit + 1}`, params);
}

/** The standing links by which places get what they get, of those reached; in order of id. */
export function linksBetween(db: EntityManager, tenantId: string, linkIds: readonly string[]): Promise<readonly SupplyLinkRow[]> {
  return db.query(`${SELECT} WHERE l.tenant_id = $1 AND l.id = ANY ($2::uuid[]) ORDER BY l.id`, [tenantId, linkIds]);
}

/** The two ends of a link, as far as they are there. */
export interface FoundEnd {
  readonly supplierStatus: string;
  /** null: no such site of this supplier, or none was named. */
  readonly siteStatus: string | null;
}

/** Looks the ends up, in their order; null: there is no such supplier. */
export async function findEnds(
  db: EntityManager,
  tenantId: string,
  ends: readonly { readonly supplierId: string; readonly siteId: string | null }[],
): Promise<readonly (FoundEnd | null)[]> {
  const rows: { supplier_status: string | null; site_status: string | null }[] = await db.query(
    `SELECT p.status AS supplier_status, s.status AS site_status
     FROM unnest($2::uuid[], $3::uuid[]) WITH ORDINALITY AS e (supplier_id, site_id, n)
     LEFT JOIN supplier p ON p.tenant_id = $1 AND p.id = e.supplier_id
     LEFT JOIN site s ON s.tenant_id = $1 AND s.supplier_id = e.supplier_id AND s.id = e.site_id
     ORDER BY e.n`,
    [tenantId, ends.map(({ supplierId }) => supplierId), ends.map(({ siteId }) => siteId)],
  );
  return rows.map(({ supplier_status: supplierStatus, site_status: siteStatus }) =>
    supplierStatus === null ? null : { supplierStatus, siteStatus },
  );
}

export interface NewLink {
  readonly id: string;
  readonly suppliedId: string;
  readonly suppliedSiteId: string | null;
  readonly upstreamId: string;
  readonly upstreamSiteId: string | null;
  readonly kind: SupplyKind;
  readonly facts: LinkFacts;
}

const valuesOf = (facts: LinkFacts): unknown[] => [
  JSON.stringify(facts.goods),
  JSON.stringify(facts.unmatched),
  facts.recruitedFrom,
  facts.recruitedVia,
  facts.share,
  facts.volume,
  facts.volumeUnit,
  facts.source,
  facts.shared,
  facts.since,
  facts.until,
];

/** @returns whether it was stored; not where the same link stands already. */
export async function insertLink(db: EntityManager, tenantId: string, link: NewLink, personId: string, now: Date): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO supply_link (tenant_id, id, supplied_id, supplied_site_id, upstream_id, upstream_site_id, kind, entered_by, created_at, updated_at,
       goods, goods_unmatched, recruited_from, recruited_via, share, volume, volume_unit, source, shared, since, until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) ON CONFLICT DO NOTHING RETURNING id`,
    [
      tenantId,
      link.id,
      link.suppliedId,
      link.suppliedSiteId,
      link.upstreamId,
      link.upstreamSiteId,
      link.kind,
      personId,
      now,
      ...valuesOf(link.facts),
    ],
  );
  return rows.length > 0;
}

export async function updateLink(db: EntityManager, tenantId: string, id: string, facts: LinkFacts, now: Date): Promise<void> {
  await db.query(
    `UPDATE supply_link SET updated_at = $3, version = version + 1, goods = $4, goods_unmatched = $5, recruited_from = $6, recruited_via = $7, share = $8,
       volume = $9, volume_unit = $10, source = $11, shared = $12, since = $13, until = $14 WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, now, ...valuesOf(facts)],
  );
}

export async function withdrawLink(db: EntityManager, tenantId: string, id: string, personId: string, now: Date): Promise<void> {
  await db.query(
    'UPDATE supply_link SET withdrawn_at = $4, withdrawn_by = $3, updated_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, personId, now],
  );
}
