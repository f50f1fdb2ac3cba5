import { standingOf } from '../../domain/relationships/relationship-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Page } from '../../platform/db/pages.js';
import { pageOf } from '../../platform/db/pages.js';
import type { Sort } from '../../platform/db/keyset.js';
import { type Overrides, viewScore } from './score-summary.js';
import type { RelationshipStateSummary, SupplierView } from './suppliers.dto.js';
import type { SupplierWithScore } from './suppliers.queries.js';

/** The sites whose scores are shown as the suppliers'. */
export const worstSitesOf = (rows: readonly SupplierWithScore[]): readonly string[] =>
  rows.flatMap(({ worst_site_id: site }) => site ?? []);

/** What leaves of a supplier. */
export const viewSupplier = (row: SupplierWithScore, today: IsoDate, overrides: Overrides): SupplierView => ({
  id: row.id,
  name: row.name,
  country: row.country,
  registrationNumber: row.registration_number,
  status: row.status,
  worstSite:
    row.worst_site_id === null ? null : { id: row.worst_site_id, name: row.worst_site_name ?? '', country: row.worst_site_country ?? '' },
  score: viewScore(row, overrides.get(row.worst_site_id ?? '') ?? null),
  relationship: row.relationship === null ? null : { ...row.relationship, tags: [...row.relationship.tags] },
  relationshipState: viewRelationshipState(row, today),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  version: row.version,
});

export const pageOfSuppliers = (
  rows: readonly SupplierWithScore[],
  limit: number,
  sort: Sort,
  today: IsoDate,
  overrides: Overrides,
): Page<SupplierView> =>
  pageOf(
    rows,
    limit,
    (row) => ({ key: sort.kind === 'text' ? row.name_key : row.residual, id: row.id }),
    (row) => viewSupplier(row, today, overrides),
  );

function viewRelationshipState(
  { relationship_state: decided, relationship_until: expiresOn }: SupplierWithScore,
  today: IsoDate,
): RelationshipStateSummary {
  return { state: standingOf(decided === null ? null : { state: decided, expiresOn }, today), decided, expiresOn };
}
