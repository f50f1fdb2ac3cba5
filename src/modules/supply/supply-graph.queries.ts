import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { StoredPath } from '../../domain/supply/stored-path.js';
import type { SupplyPlace } from '../../domain/supply/supply-place.js';
import { AT_WORK, farKey, linksOf, reachedNodes } from './reach.js';

/** `all`: every link, and own risks by everything that is known; `released`: links that the supplied company knows of, and public facts. */
export type SupplyExtent = 'all' | 'released';

export interface NeighbourRow extends SupplyPlace {
  readonly country: string;
  readonly point: number | null;
  readonly best: number | null;
  readonly worst: number | null;
  readonly changesOn: IsoDate | null;
  readonly depth: number;
  /** Positions of rows, counted from 0; null: none. */
  readonly upstream: readonly number[] | null;
}

/** Not withdrawn, not over, and not to a site that is archived. */
const STANDING = `AND l.withdrawn_at IS NULL AND (l.until IS NULL OR l.until >= $4::date) AND (l.supplied_site_id IS NULL OR l.supplied_site_id = n.site_id
  OR EXISTS (SELECT FROM site z WHERE z.tenant_id = l.tenant_id AND z.id = l.supplied_site_id AND z.status = 'active'))`;
const BEGUN = 'AND (l.since IS NULL OR l.since <= $4::date)';
const OWN = {
  all: ['coalesce(s.own_point, s.residual)', 'coalesce(s.own_best, s.best)', 'coalesce(s.own_worst, s.worst)'],
  released: ['s.public_point', 's.public_best', 's.public_worst'],
} as const;

/** SQL of `readNeighbourhood`, apart so that its plan can be looked at. Parameters: tenant, suppliers, sites, day. */
export function neighbourhoodSql(extent: SupplyExtent, depth: number): string {
  const standing = `${STANDING}${extent === 'released' ? ' AND l.shared' : ''}`;
  const reach = reachedNodes({
    direction: 'upstream',
    depth,
    where: `${standing} ${BEGUN}`,
    from: `SELECT DISTINCT supplier_id, site_id FROM (SELECT $1::uuid AS tenant_id, * FROM unnest($2::uuid[], $3::uuid[]) AS a (supplier_id, site_id)) r WHERE ${AT_WORK}`,
    tenant: '$1::uuid',
  });
  const [point, best, worst] = OWN[extent];
  return `WITH ${reach},
    numbered AS MATERIALIZED (SELECT n.*, row_number() OVER (ORDER BY supplier_id, site_id NULLS FIRST)::integer - 1 AS position FROM nodes n),
    edges AS (
      SELECT n.position, array_agg(DISTINCT t.position ORDER BY t.position) FILTER (WHERE t.position IS NOT NULL ${BEGUN}) AS upstream,
             min(CASE WHEN l.since > $4::date THEN l.since ELSE l.until + 1 END) AS changes_on
      FROM numbered n JOIN supply_link l ON ${linksOf('upstream', '$1::uuid')} ${standing}
      LEFT JOIN numbered t ON t.key = ${farKey('upstream')}
      WHERE n.depth < ${depth} GROUP BY n.position
    )
    SELECT n.supplier_id AS "supplierId", n.site_id AS "siteId", n.depth, p.country, o.point, o.best, o.worst, e.upstream,
           to_char(e.changes_on, 'YYYY-MM-DD') AS "changesOn"
    FROM numbered n
    JOIN supplier p ON p.tenant_id = $1 AND p.id = n.supplier_id
    LEFT JOIN edges e ON e.position = n.position
    LEFT JOIN LATERAL (
      SELECT max(${point}) AS point, max(${best}) AS best, max(${worst}) AS worst FROM site s
      WHERE s.tenant_id = $1 AND s.supplier_id = n.supplier_id AND (n.site_id IS NULL OR s.id = n.site_id) AND s.status = 'active'
    ) o ON true
    ORDER BY n.position`;
}

/** All places upstream of these, up to `depth` steps, each with its own risk and who supplies it. */
export function readNeighbourhood(
  db: EntityManager,
  tenantId: string,
  places: readonly SupplyPlace[],
  extent: SupplyExtent,
  depth: number,
  today: IsoDate,
): Promise<readonly NeighbourRow[]> {
  return db.query(neighbourhoodSql(extent, depth), [
    tenantId,
    places.map(({ supplierId }) => supplierId),
    places.map(({ siteId }) => siteId),
    today,
  ]);
}

/** SQL of `readDownstreamSites`. Parameters: tenant, suppliers, sites. */
export function downstreamSql(depth: number, from: 'them' | 'beyond'): string {
  const reach = reachedNodes({
    direction: 'downstream',
    depth,
    where: 'AND l.withdrawn_at IS NULL',
    from: 'SELECT DISTINCT supplier_id, site_id FROM unnest($2::uuid[], $3::uuid[]) AS r (supplier_id, site_id)',
    tenant: '$1::uuid',
  });
  return `WITH ${reach}
    SELECT DISTINCT s.id AS "siteId", s.supplier_id AS "supplierId" FROM nodes n
    JOIN site s ON s.tenant_id = $1 AND s.supplier_id = n.supplier_id AND (n.site_id IS NULL OR s.id = n.site_id) AND s.status = 'active'
    WHERE n.depth >= ${from === 'them' ? 0 : 1}`;
}

/** Active sites up to `depth` steps downstream of these places, with `them` those of the places themselves too. */
export function readDownstreamSites(
  db: EntityManager,
  tenantId: string,
  places: readonly SupplyPlace[],
  depth: number,
  from: 'them' | 'beyond',
): Promise<readonly { readonly siteId: string; readonly supplierId: string }[]> {
  return db.query(downstreamSql(depth, from), [tenantId, places.map(({ supplierId }) => supplierId), places.map(({ siteId }) => siteId)]);
}

/** A step of a path, to be told with the link that it goes over. */
export interface Hop {
  readonly scoreId: string;
  readonly position: number;
  readonly from: SupplyPlace;
  readonly to: SupplyPlace;
}

/** Stores by which suppliers scores were what they were. */
export async function insertPaths(
  db: EntityManager,
  tenantId: string,
  owns: readonly { readonly scoreId: string; readonly ownPoint: number }[],
  hops: readonly Hop[],
  today: IsoDate,
): Promise<void> {
  if (owns.length === 0) return;
  const flat = hops.map(({ scoreId, position, from, to }) => ({
    score: scoreId,
    position,
    supplied: from.supplierId,
    supplied_site: from.siteId,
    upstream: to.supplierId,
    upstream_site: to.siteId,
  }));
  await db.query(
    `INSERT INTO score_path (tenant_id, score_id, own_point, steps)
     SELECT $1::uuid, o.score, o.own, jsonb_agg(jsonb_build_object('supplierId', h.upstream, 'siteId', h.upstream_site, 'linkId', l.id) ORDER BY h.position)
     FROM jsonb_to_recordset($2::jsonb) AS o (score uuid, own float8)
     JOIN jsonb_to_recordset($3::jsonb) AS h (score uuid, position integer, supplied uuid, supplied_site uuid, upstream uuid, upstream_site uuid)
       ON h.score = o.score
     LEFT JOIN LATERAL (
       SELECT l.id FROM supply_link l
       WHERE l.tenant_id = $1 AND l.supplied_id = h.supplied AND l.upstream_id = h.upstream AND l.upstream_site_id IS NOT DISTINCT FROM h.upstream_site
         AND (h.supplied_site IS NULL OR l.supplied_site_id IS NULL OR l.supplied_site_id = h.supplied_site)
         AND l.withdrawn_at IS NULL AND (l.since IS NULL OR l.since <= $4::date) AND (l.until IS NULL OR l.until >= $4::date)
       ORDER BY l.id LIMIT 1
     ) l ON true
     GROUP BY o.score, o.own`,
    [tenantId, JSON.stringify(owns.map(({ scoreId, ownPoint }) => ({ score: scoreId, own: ownPoint }))), JSON.stringify(flat), today],
  );
}

/** By whom a score was what it was, with the names of today; null where no other company was. */
export async function readPath(db: EntityManager, scoreId: string): Promise<StoredPath | null> {
  const rows: StoredPath[] = await db.query(
    `SELECT p.own_point AS "ownPoint", jsonb_agg(jsonb_build_object('supplierId', u.id, 'supplierName', u.name, 'siteId', s.id, 'siteName', s.name,
        'linkId', h.step->>'linkId') ORDER BY h.n) AS steps
     FROM score_path p
     CROSS JOIN LATERAL jsonb_array_elements(p.steps) WITH ORDINALITY AS h (step, n)
     JOIN supplier u ON u.tenant_id = p.tenant_id AND u.id = (h.step->>'supplierId')::uuid
     LEFT JOIN site s ON s.tenant_id = p.tenant_id AND s.id = (h.step->>'siteId')::uuid
     WHERE p.score_id = $1 GROUP BY p.own_point`,
    [scoreId],
  );
  return rows[0] ?? null;
}
