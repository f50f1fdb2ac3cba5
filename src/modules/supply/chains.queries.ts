import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { HopPlace } from '../../domain/supply/mark-hop.js';
import type { Cursor } from '../../platform/db/pages.js';
import { farKey, linksOf, reachedNodes } from './reach.js';

const STANDING = `AND l.withdrawn_at IS NULL AND (l.since IS NULL OR l.since <= $3::date) AND (l.until IS NULL OR l.until >= $3::date)`;

/** SQL of `readChainLinks`. Parameters: tenant, suppliers, day, most links. */
export function chainSql(direction: 'upstream' | 'downstream', depth: number): string {
  const reach = reachedNodes({
    direction,
    depth,
    where: STANDING,
    from: 'SELECT DISTINCT supplier_id, NULL::uuid AS site_id FROM unnest($2::uuid[]) AS r (supplier_id)',
    tenant: '$1::uuid',
  });
  return `WITH ${reach}
    SELECT l.id, min(n.depth) + 1 AS depth FROM nodes n
    JOIN supply_link l ON ${linksOf(direction, '$1::uuid')} ${STANDING}
    JOIN nodes t ON t.key = ${farKey(direction)}
    WHERE n.depth < ${depth} GROUP BY l.id ORDER BY min(n.depth), l.id LIMIT $4`;
}

/** The standing links up to `depth` steps from these suppliers, nearest first. */
export function readChainLinks(
  db: EntityManager,
  tenantId: string,
  supplierIds: readonly string[],
  direction: 'upstream' | 'downstream',
  depth: number,
  today: IsoDate,
  most: number,
): Promise<readonly { readonly id: string; readonly depth: number }[]> {
  return db.query(chainSql(direction, depth), [tenantId, supplierIds, today, most]);
}

export interface ChainSupplierRow {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly residual: number | null;
  readonly band: string | null;
}

export function readChainSuppliers(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<readonly ChainSupplierRow[]> {
  return db.query('SELECT id, name, country, residual, band FROM supplier WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id', [
    tenantId,
    ids,
  ]);
}

export type ChainPlaceRow = HopPlace & { readonly id: string; readonly supplierId: string };

/** Active sites of these suppliers, with what they make. */
export function readChainPlaces(db: EntityManager, tenantId: string, supplierIds: readonly string[]): Promise<readonly ChainPlaceRow[]> {
  return db.query(
    `SELECT id, supplier_id AS "supplierId", country, region, goods_mode AS "goodsMode", goods, goods_unmatched AS "goodsUnmatched"
     FROM site WHERE tenant_id = $1 AND supplier_id = ANY ($2::uuid[]) AND status = 'active' ORDER BY id`,
    [tenantId, supplierIds],
  );
}

/** Active suppliers that make a good, or are supplied with it or supply it; in order of id, one more than `limit`. Without a good: all. */
export function readSuppliersWith(
  db: EntityManager,
  tenantId: string,
  good: string | null,
  cursor: Cursor | null,
  limit: number,
): Promise<readonly { readonly id: string }[]> {
  const holds = (goods: string): string => `${goods} @> jsonb_build_array(jsonb_build_object('good', $2::text))`;
  return db.query(
    `SELECT p.id FROM supplier p WHERE p.tenant_id = $1 AND p.status = 'active' AND ($3::uuid IS NULL OR p.id > $3) AND ($2::text IS NULL
       OR EXISTS (SELECT FROM site s WHERE s.tenant_id = p.tenant_id AND s.supplier_id = p.id AND s.status = 'active' AND ${holds('s.goods')})
       OR EXISTS (SELECT FROM supply_link l WHERE l.tenant_id = p.tenant_id AND l.supplied_id = p.id AND l.withdrawn_at IS NULL AND ${holds('l.goods')})
       OR EXISTS (SELECT FROM supply_link l WHERE l.tenant_id = p.tenant_id AND l.upstream_id = p.id AND l.withdrawn_at IS NULL AND ${holds('l.goods')}))
     ORDER BY p.id LIMIT $4`,
    [tenantId, good, cursor?.id ?? null, limit + 1],
  );
}

/** Standing links of labour by which people come from or through one of these countries, or from nobody knows where; in order of id, one more than `limit`. */
export function readCorridors(
  db: EntityManager,
  tenantId: string,
  countries: readonly string[],
  today: IsoDate,
  cursor: Cursor | null,
  limit: number,
): Promise<readonly { readonly id: string }[]> {
  return db.query(
    `SELECT l.id FROM supply_link l
     JOIN supplier a ON a.tenant_id = l.tenant_id AND a.id = l.supplied_id AND a.status = 'active'
     JOIN supplier b ON b.tenant_id = l.tenant_id AND b.id = l.upstream_id AND b.status = 'active'
     LEFT JOIN site y ON y.tenant_id = l.tenant_id AND y.id = l.upstream_site_id
     WHERE l.tenant_id = $1 AND l.kind = 'labour' AND ($4::uuid IS NULL OR l.id > $4) ${STANDING}
       AND (l.recruited_from = '{}' OR (l.recruited_from || l.recruited_via || coalesce(y.country, b.country)) && $2::text[])
     ORDER BY l.id LIMIT $5`,
    [tenantId, countries, today, cursor?.id ?? null, limit + 1],
  );
}
