import type { Hop } from '../../domain/supply/mark-hop.js';
import type { ChainPlaceRow } from './chains.queries.js';
import type { SupplyLinkRow } from './supply-links.queries.js';

export type PlacesBySupplier = ReadonlyMap<string, readonly ChainPlaceRow[]>;

export function placesOf(rows: readonly ChainPlaceRow[]): PlacesBySupplier {
  const all = new Map<string, ChainPlaceRow[]>();
  for (const row of rows) {
    const known = all.get(row.supplierId);
    if (known === undefined) all.set(row.supplierId, [row]);
    else known.push(row);
  }
  return all;
}

/** What a link brings, from the site that it names or else from any of its supplier. */
export const hopOf = (row: SupplyLinkRow, bySupplier: PlacesBySupplier): Hop => ({
  kind: row.kind,
  goods: row.goods,
  unmatched: row.goods_unmatched,
  recruitedFrom: row.recruited_from,
  recruitedVia: row.recruited_via,
  places: (bySupplier.get(row.upstream_id) ?? []).filter(({ id }) => row.upstream_site_id === null || row.upstream_site_id === id),
});

/** What a supplier's own places make of a good; of none known to make it all may, and what they make is then not known. */
export function ownHop(places: readonly ChainPlaceRow[], good: string | null): Hop {
  const makes = (place: ChainPlaceRow): boolean =>
    good === null || (place.goodsMode === 'declared' && place.goods.some((item) => item.good === good));
  const making = places.filter(makes);
  const goods = making
    .flatMap((place) => (place.goodsMode === 'declared' ? place.goods : []))
    .filter((item) => good === null || item.good === good);
  return {
    kind: 'goods',
    goods: [...new Map(goods.map((item) => [`${item.good} ${item.iso3}`, item])).values()],
    unmatched: [],
    recruitedFrom: [],
    recruitedVia: [],
    places: making.length > 0 ? making : places.map((place) => ({ ...place, goods: [], goodsMode: 'undeclared' as const })),
  };
}
