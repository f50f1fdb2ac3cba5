import type { Problem } from '../shared/domain-error.js';
import type { CountryLookup } from './country-codes.js';
import { declareGoods, type GoodsDeclaration, SERVICES, UNDECLARED } from './goods-declaration.js';
import { tidy } from './name-key.js';

/** What is known of a place apart from answers and scores. */
export interface SiteFacts {
  readonly name: string;
  /** ISO alpha-3. */
  readonly country: string;
  readonly region: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isic: string | null;
  readonly goods: GoodsDeclaration;
  readonly workers: number | null;
}

/** Facts as someone gives them; what is not there stays as it is, null clears it. */
export interface GivenFacts {
  readonly name?: string;
  readonly country?: string;
  readonly region?: string | null;
  readonly address?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly isic?: string | null;
  readonly goods?: {
    readonly mode: GoodsDeclaration['mode'];
    readonly items?: readonly { readonly good: string; readonly iso3?: string | null }[] | null;
  };
  readonly workers?: number | null;
}

/** What codes are checked against. */
export interface FactsVocabulary {
  readonly country: CountryLookup;
  readonly divisions: ReadonlySet<string>;
  readonly goods: ReadonlySet<string>;
}

/** A place of which nothing is known yet. */
export const NO_FACTS: SiteFacts = {
  name: '',
  country: '',
  region: null,
  address: null,
  latitude: null,
  longitude: null,
  isic: null,
  goods: UNDECLARED,
  workers: null,
};

const text = (given: string | null | undefined, before: string | null): string | null => {
  if (given === undefined) return before;
  return given === null || tidy(given) === '' ? null : tidy(given);
};
const orBefore = <T>(given: T | undefined, before: T): T => (given === undefined ? before : given);

/** The facts after a change, with every problem of what was given. Codes that nobody knows are problems; goods that nobody knows are kept as unknown. */
export function applyFacts(
  before: SiteFacts,
  given: GivenFacts,
  vocabulary: FactsVocabulary,
): { readonly facts: SiteFacts; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const country = given.country === undefined ? before.country : readCountry(given.country, 'country', vocabulary, problems);
  const isic = orBefore(given.isic, before.isic);
  if (isic !== null && !vocabulary.divisions.has(isic)) {
    problems.push({ path: 'isic', code: 'ISIC_UNKNOWN', message: 'a division of ISIC Rev.4 such as 14 is expected' });
  }
  const facts = {
    name: tidy(orBefore(given.name, before.name)),
    country,
    region: text(given.region, before.region),
    address: text(given.address, before.address),
    latitude: orBefore(given.latitude, before.latitude),
    longitude: orBefore(given.longitude, before.longitude),
    isic,
    goods:
      given.goods === undefined
        ? moveOrigins(before.goods, before.country, country)
        : readGoods(given.goods, country, vocabulary, problems),
    workers: orBefore(given.workers, before.workers),
  };
  if (facts.name === '') problems.push({ path: 'name', code: 'MISSING', message: 'a name is expected' });
  return { facts, problems };
}

/** ISO alpha-3 of a country code; what is none is noted as a problem and stands as it was given. */
export function readCountry(code: string, path: string, { country }: Pick<FactsVocabulary, 'country'>, problems: Problem[]): string {
  const iso3 = country(code);
  if (iso3 === null) problems.push({ path, code: 'COUNTRY_UNKNOWN', message: 'a country code of ISO 3166-1 is expected' });
  return iso3 ?? code;
}

/** Goods of the site's own country follow it when its country is corrected. */
const moveOrigins = (goods: GoodsDeclaration, from: string, to: string): GoodsDeclaration =>
  from === to ? goods : { ...goods, items: goods.items.map(({ good, iso3 }) => ({ good, iso3: iso3 === from ? to : iso3 })) };

function readGoods(
  given: NonNullable<GivenFacts['goods']>,
  siteCountry: string,
  vocabulary: FactsVocabulary,
  problems: Problem[],
): GoodsDeclaration {
  const items = given.items ?? [];
  if (given.mode !== 'declared') {
    if (items.length > 0)
      problems.push({ path: 'goods.items', code: 'GOODS_NOT_EXPECTED', message: `with mode "${given.mode}" no goods are named` });
    return given.mode === 'services' ? SERVICES : UNDECLARED;
  }
  if (items.length === 0)
    problems.push({ path: 'goods.items', code: 'GOODS_MISSING', message: 'with mode "declared" at least one good is named' });
  const named = items.map(({ good, iso3 }, position) => ({
    good: tidy(good),
    iso3: iso3 === undefined || iso3 === null ? siteCountry : readCountry(iso3, `goods.items.${position}.iso3`, vocabulary, problems),
  }));
  return declareGoods(named, vocabulary.goods);
}

/** The names of the facts that differ. */
export const changedFacts = (before: SiteFacts, after: SiteFacts): readonly (keyof SiteFacts)[] =>
  (Object.keys(after) as (keyof SiteFacts)[]).filter((fact) => JSON.stringify(before[fact]) !== JSON.stringify(after[fact]));

const COUNTING: ReadonlySet<keyof SiteFacts> = new Set(['country', 'region', 'isic', 'goods', 'workers']);

/** Whether a change of these facts asks for a new score. */
export const changesWhatCounts = (changed: readonly (keyof SiteFacts)[]): boolean => changed.some((fact) => COUNTING.has(fact));
