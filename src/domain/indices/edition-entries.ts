import type { Text } from '../manual/manual.js';
import { type AnyEdition, type EditionBodies, type IndexId, INDEX_IDS } from './index-ids.js';
import type { GoodsEntry, StateImposedEntry } from './indices.js';

/** One line of an edition: what it says, and of what. */
export interface IndexEntry {
  /** The same in every edition: what two editions are compared by. */
  readonly key: string;
  readonly iso3: string | null;
  /** Code of a good; of labour imposed by a state, the goods it is about. */
  readonly good: string | null;
  readonly isic: string | null;
  /** What the index says, as one text. */
  readonly value: string;
  readonly note: Text | null;
}

const NOTHING = { iso3: null, good: null, isic: null, note: null };

const ofCountries = ({ entries }: { readonly entries: Readonly<Record<string, string | number>> }): IndexEntry[] =>
  Object.entries(entries).map(([iso3, value]) => ({ ...NOTHING, key: iso3, iso3, value: String(value) }));

const goodsValue = ({ listings, inputFrom }: GoodsEntry): string =>
  [[...listings].sort().join(', '), ...(inputFrom === undefined ? [] : [`from ${[...inputFrom].sort().join(', ')}`])].join(' ');

const imposedValue = ({ iso3, regions, goods, checkedOn, source }: StateImposedEntry): string =>
  [
    regions.length === 0 ? iso3 : `${iso3}: ${[...regions].sort().join(', ')}`,
    goods.length === 0 ? 'any work' : [...goods].sort().join(', '),
    `checked on ${checkedOn}`,
    source,
  ].join('; ');

const READERS: { readonly [I in IndexId]: (edition: EditionBodies[I]) => readonly IndexEntry[] } = {
  governance: ofCountries,
  trafficking: ofCountries,
  child_labour: ofCountries,
  goods: ({ goods }) =>
    goods.flatMap((good) =>
      good.entries.map((entry) => ({
        ...NOTHING,
        key: `${good.id} ${entry.iso3}`,
        iso3: entry.iso3,
        good: good.id,
        value: goodsValue(entry),
        note: entry.note ?? null,
      })),
    ),
  sectors: ({ sectors }) => sectors.map(({ isic, value }) => ({ ...NOTHING, key: isic, isic, value: String(value) })),
  state_imposed: ({ entries }) =>
    entries.map((entry) => ({
      ...NOTHING,
      key: entry.id,
      iso3: entry.iso3,
      good: entry.goods.length === 0 ? null : entry.goods.join(', '),
      value: imposedValue(entry),
    })),
};

/** Every line of an edition, by key. */
export function entriesOf(index: IndexId, edition: AnyEdition): readonly IndexEntry[] {
  const read = READERS[index] as (edition: AnyEdition) => readonly IndexEntry[];
  return [...read(edition)].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
}

/** In the order in which lists show them. */
export const orderOf = (index: IndexId): number => INDEX_IDS.indexOf(index);
