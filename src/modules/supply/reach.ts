/**
 * Places that are reached over links, each at its fewest steps, as common table expressions: `nodes (key, supplier_id, site_id, depth)`. A place
 * is a supplier of which the site is not known, or one site. Every step looks at the places that the step before was the first to reach, so each
 * link is read once, however dense the graph and whatever circles are in it; a recursive expression would read it again on every way there.
 */

export interface Reach {
  readonly direction: 'upstream' | 'downstream';
  readonly depth: number;
  /** Conditions of a link `l`, beginning with AND. */
  readonly where: string;
  /** SQL with the columns supplier_id, site_id: where to begin. */
  readonly from: string;
  /** SQL for the tenant. */
  readonly tenant: string;
}

const ENDS = {
  upstream: { near: 'supplied', far: 'upstream' },
  downstream: { near: 'upstream', far: 'supplied' },
} as const;

/** A link that joins a place `n`: a known site has its own links and those of its whole supplier, an unknown one may have any. */
export const linksOf = (direction: Reach['direction'], tenant: string): string => {
  const { near } = ENDS[direction];
  return `l.tenant_id = ${tenant} AND l.${near}_id = n.supplier_id AND (n.site_id IS NULL OR l.${near}_site_id IS NULL OR l.${near}_site_id = n.site_id)`;
};

/** The place at the other end of a link, as the key of a node. */
export const farKey = (direction: Reach['direction']): string => {
  const { far } = ENDS[direction];
  return `coalesce(l.${far}_site_id, l.${far}_id)`;
};

/** Only places that are at work: an archived supplier or site supplies nobody. */
export const AT_WORK = `EXISTS (SELECT FROM supplier p WHERE p.tenant_id = r.tenant_id AND p.id = r.supplier_id AND p.status = 'active')
  AND (r.site_id IS NULL OR EXISTS (SELECT FROM site s WHERE s.tenant_id = r.tenant_id AND s.id = r.site_id AND s.status = 'active'))`;

export function reachedNodes({ direction, depth, where, from, tenant }: Reach): string {
  const { far } = ENDS[direction];
  const steps = Array.from({ length: depth }, (_, index) => {
    const before = Array.from({ length: index + 1 }, (_step, n) => `SELECT supplier_id, site_id FROM n${n}`).join(' UNION ALL ');
    return `n${index + 1} AS MATERIALIZED (
      SELECT r.supplier_id, r.site_id FROM (
        SELECT ${tenant} AS tenant_id, x.supplier_id, x.site_id FROM (
          SELECT l.${far}_id AS supplier_id, l.${far}_site_id AS site_id
          FROM n${index} n JOIN supply_link l ON ${linksOf(direction, tenant)} ${where}
          EXCEPT (${before})
        ) x
      ) r WHERE ${AT_WORK}
    )`;
  });
  const all = Array.from({ length: depth + 1 }, (_, n) => `SELECT supplier_id, site_id, ${n} AS depth FROM n${n}`).join(' UNION ALL ');
  return `n0 AS MATERIALIZED (${from}), ${steps.join(', ')}, nodes AS MATERIALIZED (SELECT coalesce(site_id, supplier_id) AS key, supplier_id, site_id, depth FROM (${all}) every_step)`;
}
