import type { Good, Indices } from '../indices/indices.js';
import type { ScoreInputs } from './inputs.js';
import type { CountryPartId, Methodology } from './methodology.js';
import { NONE_OF_THESE, type SiteProfile } from './site-facts.js';

/** The country's parts as figures; what an index does not hold is null, never a good value. */
export function countryInputs(iso3: string, indices: Indices, methodology: Methodology): ScoreInputs['country'] {
  const tier = indices.trafficking.entries[iso3];
  const advancement = indices.childLabour.entries[iso3];
  const values: Readonly<Record<CountryPartId, { value: number | null; edition: string }>> = {
    governance: { value: indices.governance.entries[iso3] ?? null, edition: indices.governance.edition },
    trafficking_response: { value: tier === undefined ? null : methodology.tables.tip[tier], edition: indices.trafficking.edition },
    child_labour_response: {
      value: advancement === undefined ? null : methodology.tables.childLabour[advancement],
      edition: indices.childLabour.edition,
    },
  };
  return { iso3, parts: methodology.country.parts.map(({ id }) => ({ edition: values[id].edition, id, value: values[id].value })) };
}

export function sectorInput(isic: string | null, indices: Indices): ScoreInputs['sector'] {
  const sector = isic === null ? undefined : lookups(indices).sectors.get(isic);
  return { edition: sector?.edition ?? indices.sectors.edition, isic, value: sector?.value ?? null };
}

/** The site's goods with the value of each; a code that this edition does not know counts as unmatched, so never as safe. */
export function goodsInput(site: SiteProfile, indices: Indices, methodology: Methodology): ScoreInputs['goods'] {
  if (site.goodsMode !== 'declared') return { items: [], mode: site.goodsMode, unmatched: 0 };
  const known = site.goods.filter(({ good }) => good === NONE_OF_THESE || goodOf(good, indices) !== undefined);
  return {
    items: known.map(({ good, iso3 }) => ({
      edition: indices.goods.edition,
      good,
      iso3,
      value: goodsValue(goodOf(good, indices), iso3, methodology),
    })),
    mode: 'declared',
    unmatched: site.goodsUnmatched + site.goods.length - known.length,
  };
}

/** A good listed for forced labour, or forced child labour, in the country it comes from. */
export const madeWithForcedLabour = (site: SiteProfile, indices: Indices): boolean =>
  site.goodsMode === 'declared' && site.goods.some(({ good, iso3 }) => isForced(goodOf(good, indices), iso3));

/** Lowest values the residual can have, whatever the supplier's controls. */
export function residualFloors(site: SiteProfile, indices: Indices, methodology: Methodology): ScoreInputs['residualFloors'] {
  const holds = { goods_forced_labour: madeWithForcedLabour(site, indices), state_imposed: stateImposed(site, indices).length > 0 };
  return methodology.residualFloors.filter(({ id }) => holds[id]).map(({ id, value }) => ({ id, value }));
}

/** Entries of the list of labour imposed by a state that match this site: its country or its goods' origin, region and good. */
export function stateImposed(site: SiteProfile, indices: Indices): readonly string[] {
  const region = site.region === null ? null : wordsOf(site.region);
  return indices.stateImposed.entries
    .filter((entry) => {
      const goods = site.goods.filter(({ good }) => entry.goods.length === 0 || entry.goods.includes(good));
      const here = site.country === entry.iso3 && (entry.goods.length === 0 || goods.length > 0);
      if (entry.regions.length > 0) return here && region !== null && entry.regions.some((name) => region.includes(wordsOf(name)));
      return here || goods.some(({ iso3 }) => iso3 === entry.iso3);
    })
    .map(({ id }) => id);
}

/** Lower-case words between single blanks, so that one name is found whole within another. */
const wordsOf = (text: string): string =>
  ` ${text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

interface Lookups {
  readonly sectors: ReadonlyMap<string, Indices['sectors']['sectors'][number]>;
  readonly goods: ReadonlyMap<string, Good>;
}

const kept = new WeakMap<Indices, Lookups>();

/** Made once an edition of the indices: every site of a portfolio looks its sector and goods up. */
function lookups(indices: Indices): Lookups {
  const known = kept.get(indices);
  if (known !== undefined) return known;
  const made: Lookups = {
    sectors: new Map(indices.sectors.sectors.map((sector) => [sector.isic, sector])),
    goods: new Map(indices.goods.goods.map((good) => [good.id, good])),
  };
  kept.set(indices, made);
  return made;
}

const goodOf = (id: string, indices: Indices): Good | undefined => lookups(indices).goods.get(id);

const isForced = (good: Good | undefined, iso3: string): boolean =>
  (good?.entries ?? []).some(
    (entry) => entry.iso3 === iso3 && entry.listings.some((listing) => listing === 'forced_labour' || listing === 'forced_child_labour'),
  );

function goodsValue(good: Good | undefined, iso3: string, { tables: { goods: table } }: Methodology): number {
  if (good === undefined) return table.notListed;
  const listings = good.entries.filter((entry) => entry.iso3 === iso3).flatMap((entry) => entry.listings);
  if (isForced(good, iso3)) return table.forcedLabour;
  if (listings.includes('child_labour')) return table.childLabour;
  if (listings.includes('listed_input')) return table.listedInput;
  return good.entries.length > 0 ? table.listedElsewhere : table.notListed;
}
