import type { Good, GoodsListing, Indices, TipTier } from '../indices/indices.js';
import type { Text } from '../manual/manual.js';
import { stateImposed } from '../scoring/assemble-facts.js';
import { NONE_OF_THESE, type SiteProfile } from '../scoring/site-facts.js';
import type { SupplyKind } from './supply-link.js';

/** A place at which something is made or done, as far as it is known. */
export interface HopPlace {
  readonly country: string;
  readonly region: string | null;
  readonly goodsMode: SiteProfile['goodsMode'];
  readonly goods: SiteProfile['goods'];
  readonly goodsUnmatched: readonly unknown[];
}

/** One step of a chain: what comes, and from which places. */
export interface Hop {
  readonly kind: SupplyKind;
  readonly goods: readonly { readonly good: string; readonly iso3: string | null }[];
  readonly unmatched: readonly { readonly words: string; readonly iso3: string | null }[];
  readonly recruitedFrom: readonly string[];
  readonly recruitedVia: readonly string[];
  /** Sites of the supplier that it may come from; none: no place of it is known. */
  readonly places: readonly HopPlace[];
}

export type ReasonCode =
  | 'listed'
  | 'state_imposed'
  | 'labour_corridor'
  | 'good_unknown'
  | 'origin_unknown'
  | 'region_unknown'
  | 'place_unknown'
  | 'corridor_unknown';

export interface Reason {
  readonly code: ReasonCode;
  readonly good: string | null;
  readonly iso3: string | null;
  readonly listings: readonly GoodsListing[];
  /** Tier of the country's response to trafficking. */
  readonly tier: TipTier | null;
  /** Id of the entry of the list of labour imposed by a state. */
  readonly entry: string | null;
  /** The index's own remark: that a listing was removed by a later edition. */
  readonly note: Text | null;
}

/** `touches` a listing; `unknown`: something of it is not known, which is never safe; `nothing_found`: nothing of it is listed, which is no proof. */
export type HopMark = 'touches' | 'unknown' | 'nothing_found';

const TOUCHING: ReadonlySet<ReasonCode> = new Set(['listed', 'state_imposed', 'labour_corridor']);
/** Tiers of states whose response to trafficking is weak, or gone. */
export const WEAK_TIERS: ReadonlySet<TipTier> = new Set(['2WL', '3', 'special']);

const reason = (code: ReasonCode, more: Partial<Reason> = {}): Reason => ({
  code,
  good: null,
  iso3: null,
  listings: [],
  tier: null,
  entry: null,
  note: null,
  ...more,
});

/** Which listings a step touches, and what of it is not known. */
export function markHop(hop: Hop, indices: Indices): { readonly mark: HopMark; readonly reasons: readonly Reason[] } {
  const goods = goodsOf(hop);
  const reasons = [
    ...(hop.kind === 'goods' ? goodsReasons(hop, goods, indices) : []),
    ...(hop.kind === 'labour' ? corridorReasons(hop, indices) : []),
    ...imposedReasons(hop, goods, indices),
    ...(hop.places.length === 0 ? [reason('place_unknown')] : []),
  ];
  const mark = reasons.some(({ code }) => TOUCHING.has(code)) ? 'touches' : reasons.length > 0 ? 'unknown' : 'nothing_found';
  return { mark, reasons };
}

/** What the link names; where it names nothing, what its places declare. */
const goodsOf = ({ goods, unmatched, places }: Hop): Hop['goods'] =>
  goods.length + unmatched.length > 0 ? goods : distinct(places.flatMap((place) => (place.goodsMode === 'declared' ? place.goods : [])));

const distinct = (goods: Hop['goods']): Hop['goods'] => [...new Map(goods.map((item) => [`${item.good} ${item.iso3}`, item])).values()];

function goodsReasons({ goods: named, unmatched, places }: Hop, goods: Hop['goods'], indices: Indices): readonly Reason[] {
  const nothingNamed = named.length + unmatched.length === 0;
  const placesUnsure = places.some(({ goodsMode, goodsUnmatched }) => goodsMode === 'undeclared' || goodsUnmatched.length > 0);
  const isUnknown = unmatched.length > 0 || goods.length === 0 || (nothingNamed && placesUnsure);
  return [
    ...goods.flatMap(({ good, iso3 }) => {
      if (good === NONE_OF_THESE) return [];
      if (iso3 === null) return [reason('origin_unknown', { good })];
      return listingsOf(
        indices.goods.goods.find(({ id }) => id === good),
        iso3,
      );
    }),
    ...(isUnknown ? [reason('good_unknown')] : []),
  ];
}

function listingsOf(good: Good | undefined, iso3: string): readonly Reason[] {
  if (good === undefined) return [reason('good_unknown')];
  return good.entries
    .filter((entry) => entry.iso3 === iso3 && entry.listings.length > 0)
    .map(({ listings, note }) => reason('listed', { good: good.id, iso3, listings, note: note ?? null }));
}

/** An agency stands in one country and brings people from others: each counts. */
function corridorReasons({ recruitedFrom, recruitedVia, places }: Hop, indices: Indices): readonly Reason[] {
  const countries = new Set([...recruitedFrom, ...recruitedVia, ...places.map(({ country }) => country)]);
  return [
    ...(recruitedFrom.length === 0 ? [reason('corridor_unknown')] : []),
    ...[...countries].flatMap((iso3) => {
      // The edition holds every country of a weak tier: one that is not there is on no watch list.
      const tier = indices.trafficking.entries[iso3];
      return tier !== undefined && WEAK_TIERS.has(tier) ? [reason('labour_corridor', { iso3, tier })] : [];
    }),
  ];
}

/** By the place, by the goods' origin, and by where workers come from; a region that is not known may be the one that is meant. */
function imposedReasons({ kind, recruitedFrom, places }: Hop, goods: Hop['goods'], indices: Indices): readonly Reason[] {
  const withOrigin = goods.flatMap(({ good, iso3 }) => (iso3 === null ? [] : [{ good, iso3 }]));
  const nowhere = { country: '', region: null };
  const found = new Set(
    (places.length === 0 ? [nowhere] : places).flatMap(({ country, region }) =>
      stateImposed({ country, region, isic: null, goodsMode: 'declared', goods: withOrigin, goodsUnmatched: 0, workers: null }, indices),
    ),
  );
  const { entries } = indices.stateImposed;
  for (const { id, iso3, regions, goods: meant } of entries) {
    if (kind === 'labour' && regions.length === 0 && meant.length === 0 && recruitedFrom.includes(iso3)) found.add(id);
  }
  const regional = entries.filter(({ id, regions }) => regions.length > 0 && !found.has(id));
  return [
    ...entries.filter(({ id }) => found.has(id)).map(({ id, iso3 }) => reason('state_imposed', { iso3, entry: id })),
    ...regional.flatMap(({ id, iso3, goods: meant }) => {
      const regionKnown = places.some(({ country, region }) => country === iso3 && region !== null);
      const isMeant = withOrigin.some((item) => item.iso3 === iso3 && (meant.length === 0 || meant.includes(item.good)));
      const stands = places.some(({ country, region }) => country === iso3 && region === null);
      return !regionKnown && (isMeant || (stands && meant.length === 0)) ? [reason('region_unknown', { iso3, entry: id })] : [];
    }),
  ];
}
