import type { LinkFacts } from '../../domain/supply/supply-link.js';
import type { SupplyLinkView } from './supply-links.dto.js';
import type { SupplyLinkRow } from './supply-links.queries.js';

export const factsOf = (row: SupplyLinkRow): LinkFacts => ({
  goods: row.goods.map(({ good, iso3 }) => ({ good, iso3 })),
  unmatched: row.goods_unmatched.map(({ words, iso3 }) => ({ words, iso3 })),
  recruitedFrom: row.recruited_from,
  recruitedVia: row.recruited_via,
  share: row.share,
  volume: row.volume,
  volumeUnit: row.volume_unit,
  source: row.source,
  shared: row.shared,
  since: row.since,
  until: row.until,
});

/** What leaves of a link, with the names of today at both ends. */
export const viewLink = (row: SupplyLinkRow): SupplyLinkView => {
  const { goods, unmatched, recruitedFrom, recruitedVia, ...facts } = factsOf(row);
  return {
    id: row.id,
    supplied: {
      supplierId: row.supplied_id,
      supplierName: row.supplied_name,
      siteId: row.supplied_site_id,
      siteName: row.supplied_site_name,
      country: row.supplied_country,
    },
    upstream: {
      supplierId: row.upstream_id,
      supplierName: row.upstream_name,
      siteId: row.upstream_site_id,
      siteName: row.upstream_site_name,
      country: row.upstream_country,
    },
    kind: row.kind,
    goods: [...goods],
    unmatched: [...unmatched],
    recruitedFrom: [...recruitedFrom],
    recruitedVia: [...recruitedVia],
    ...facts,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    version: row.version,
  };
};
