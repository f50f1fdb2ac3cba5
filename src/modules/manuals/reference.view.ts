import type { Edition, GoodsEntry, Indices } from '../../domain/indices/indices.js';
import { textIn } from '../../domain/manual/manual.js';
import { NONE_OF_THESE } from '../../domain/scoring/site-facts.js';
import type { CountryView, EditionView, GoodEntryView, GoodListingView, SectorView } from './reference.dto.js';

const BASE = 'en';

/** Names of the pseudo good, which no index holds. */
const NONE_OF_THESE_NAME = { en: 'None of these', ru: 'Ничего из этого' };

const byName =
  (language: string) =>
  (a: { name: string }, b: { name: string }): number =>
    a.name.localeCompare(b.name, language);

export const viewEditions = (indices: Indices): EditionView[] =>
  Object.values(indices as unknown as Record<string, Edition>).map(({ id, title, edition, year, source, attribution, licence }) => ({
    id,
    title,
    edition,
    year,
    source,
    attribution,
    licence,
  }));

export const viewCountries = ({ countries }: Indices, language = BASE): CountryView[] =>
  countries.countries.map(({ iso2, iso3, name }) => ({ iso2, iso3, name: textIn(name, language, BASE) })).sort(byName(language));

/** The vocabulary of an entry form; the pseudo good is always offered, so that "none" is chosen and never assumed. */
export function viewGoods({ goods }: Indices, language = BASE, search = ''): GoodEntryView[] {
  const wanted = search.trim().toLowerCase();
  const found = goods.goods.filter(({ id, name }) =>
    [id, textIn(name, language, BASE), textIn(name, BASE, BASE)].some((text) => text.toLowerCase().includes(wanted)),
  );
  const items = found
    .map(({ id, name, sector, entries }) => ({
      id,
      name: textIn(name, language, BASE),
      sector,
      listings: entries.map((entry) => viewListing(entry, language)),
    }))
    .sort(byName(language));
  return [...items, { id: NONE_OF_THESE, name: textIn(NONE_OF_THESE_NAME, language, BASE), sector: null, listings: [] }];
}

const viewListing = ({ iso3, listings, inputFrom = [], note }: GoodsEntry, language: string): GoodListingView => ({
  iso3,
  listings: [...listings],
  inputFrom: [...inputFrom],
  note: note === undefined ? null : textIn(note, language, BASE),
});

export const viewSectors = ({ sectors }: Indices, language = BASE): SectorView[] =>
  sectors.sectors.map(({ isic, title, value, reason }) => ({
    isic,
    title: textIn(title, language, BASE),
    value,
    reason: textIn(reason, language, BASE),
  }));
