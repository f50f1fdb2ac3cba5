import { pageOf, type Page } from '../../platform/db/pages.js';
import { type Overrides, viewScore } from './score-summary.js';
import type { RemarkView, SiteView } from './sites.dto.js';
import type { SiteRow } from './sites.queries.js';

/** What leaves of a site. */
export const viewSite = (row: SiteRow, overrides: Overrides): SiteView => ({
  id: row.id,
  supplierId: row.supplier_id,
  name: row.name,
  country: row.country,
  region: row.region,
  address: row.address,
  latitude: row.latitude,
  longitude: row.longitude,
  isic: row.isic,
  goods: { mode: row.goods_mode, items: row.goods.map(({ good, iso3 }) => ({ good, iso3 })), unmatched: [...row.goods_unmatched] },
  workers: row.workers,
  status: row.status,
  score: viewScore(row, overrides.get(row.id) ?? null),
  remarks: remarksOf(row),
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  version: row.version,
});

function remarksOf(row: SiteRow): RemarkView[] {
  const remarks = row.goods_unmatched.map((good) => ({
    path: 'goods.unmatched',
    code: 'GOOD_UNMATCHED',
    message: `"${good}" is not in the vocabulary; it counts as unknown, never as safe`,
  }));
  if (row.goods_mode === 'undeclared')
    remarks.push({ path: 'goods', code: 'GOODS_UNDECLARED', message: 'what it supplies is not known; it counts as unknown' });
  if (row.isic === null) remarks.push({ path: 'isic', code: 'SECTOR_UNKNOWN', message: 'its sector is not known; it counts as unknown' });
  return remarks;
}

export const pageOfSites = (rows: readonly SiteRow[], limit: number, overrides: Overrides): Page<SiteView> =>
  pageOf(
    rows,
    limit,
    (row) => ({ key: row.residual, id: row.id }),
    (row) => viewSite(row, overrides),
  );
