import type { EntityManager } from 'typeorm';
import type { RelationshipStanding } from '../../domain/relationships/relationship-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { prefixRange } from '../../domain/suppliers/name-key.js';
import type { Cursor } from '../../platform/db/pages.js';
import { Conditions, readSegments, segmentsAfter, type Sort } from '../../platform/db/keyset.js';
import type { SupplierSort } from './suppliers.dto.js';
import { SELECT_SUPPLIERS, type SupplierWithScore } from './suppliers.queries.js';

/** What to list; what is not given does not matter. `nameKey`: beginning of the normalised name. */
export interface SupplierFilter {
  readonly status: string;
  readonly band: string | undefined;
  readonly country: string | undefined;
  readonly tier: number | undefined;
  readonly tag: string | undefined;
  readonly ownerId: string | undefined;
  readonly nameKey: string | undefined;
  /** How we stand to it on a day. */
  readonly relationship?: { readonly standing: RelationshipStanding; readonly today: IsoDate } | undefined;
}

/** The column behind each order. */
export const sortOf = (sort: SupplierSort): Sort => {
  const descending = sort.startsWith('-');
  return sort.endsWith('name')
    ? { column: 's.name_key', id: 's.id', kind: 'text', descending, nullable: false }
    : { column: 's.residual', id: 's.id', kind: 'number', descending, nullable: true };
};

/** One row more than `limit`, to know whether there is a next page. */
export function listSuppliers(
  db: EntityManager,
  tenantId: string,
  filter: SupplierFilter,
  sort: Sort,
  cursor: Cursor | null,
  limit: number,
): Promise<readonly SupplierWithScore[]> {
  return readSegments(segmentsAfter(sort, cursor), limit + 1, (segment, wanted) => {
    const conditions = new Conditions('s.tenant_id = $1 AND s.status = $2', [tenantId, filter.status]);
    conditions.add(segment.where(conditions.parameter));
    conditions.also(filter.band, (band) => `s.band = ${band}`);
    conditions.also(filter.country, (country) => `s.country = ${country}`);
    conditions.also(filter.tier, (tier) => `r.tier = ${tier}`);
    conditions.also(filter.ownerId, (owner) => `r.owner_id = ${owner}`);
    conditions.also(
      filter.tag,
      (tag) => `EXISTS (SELECT FROM relationship_tag t WHERE t.tenant_id = s.tenant_id AND t.supplier_id = s.id AND t.tag = ${tag})`,
    );
    const { relationship } = filter;
    if (relationship !== undefined) {
      const today = conditions.parameter(relationship.today);
      if (relationship.standing === 'needs_decision') conditions.add(`(s.relationship_state IS NULL OR s.relationship_until < ${today})`);
      else {
        conditions.also(relationship.standing, (standing) => `s.relationship_state = ${standing}`);
        conditions.add(`(s.relationship_until IS NULL OR s.relationship_until >= ${today})`);
      }
    }
    if (filter.nameKey !== undefined && filter.nameKey !== '') {
      const { from, to } = prefixRange(filter.nameKey);
      conditions.also(from, (key) => `s.name_key >= ${key}`);
      conditions.also(to, (key) => `s.name_key < ${key}`);
    }
    return db.query(`${SELECT_SUPPLIERS} WHERE ${conditions.sql} ORDER BY ${segment.order} LIMIT ${wanted}`, conditions.params);
  });
}
