import { NONE_OF_THESE } from '../scoring/site-facts.js';
import type { Problem } from '../shared/domain-error.js';
import type { IsoDate } from '../shared/instant.js';
import { tidy } from '../suppliers/name-key.js';
import { type FactsVocabulary, readCountry } from '../suppliers/site-facts.js';

export const SUPPLY_KINDS = ['goods', 'services', 'labour'] as const;
export type SupplyKind = (typeof SUPPLY_KINDS)[number];

/** Who says so: the supplied company itself, a document, or our own research. */
export const SUPPLY_SOURCES = ['declared', 'document', 'research'] as const;
export type SupplySource = (typeof SUPPLY_SOURCES)[number];

export const VOLUME_UNITS = ['kg', 't', 'm', 'm2', 'm3', 'l', 'pieces', 'workers', 'hours'] as const;
export type VolumeUnit = (typeof VOLUME_UNITS)[number];

/** What is known of a link apart from its two ends and its kind. */
export interface LinkFacts {
  /** Origin null: not known, which is never safe. */
  readonly goods: readonly { readonly good: string; readonly iso3: string | null }[];
  /** Goods in words that the vocabulary does not know. */
  readonly unmatched: readonly { readonly words: string; readonly iso3: string | null }[];
  readonly recruitedFrom: readonly string[];
  readonly recruitedVia: readonly string[];
  readonly share: number | null;
  readonly volume: number | null;
  readonly volumeUnit: VolumeUnit | null;
  readonly source: SupplySource;
  readonly shared: boolean;
  readonly since: IsoDate | null;
  readonly until: IsoDate | null;
}

/** Facts as someone gives them; what is not there stays as it is, null clears it. */
export interface GivenLink {
  readonly goods?: readonly { readonly good: string; readonly iso3?: string | null }[] | null;
  readonly recruitedFrom?: readonly string[] | null;
  readonly recruitedVia?: readonly string[] | null;
  readonly share?: number | null;
  readonly volume?: number | null;
  readonly volumeUnit?: VolumeUnit | null;
  readonly source?: SupplySource;
  readonly shared?: boolean;
  readonly since?: IsoDate | null;
  readonly until?: IsoDate | null;
}

export type LinkVocabulary = Pick<FactsVocabulary, 'country' | 'goods'>;

/** A link of which nothing is known: our own research, of which the supplied company does not know. */
export const NEW_LINK: LinkFacts = {
  goods: [],
  unmatched: [],
  recruitedFrom: [],
  recruitedVia: [],
  share: null,
  volume: null,
  volumeUnit: null,
  source: 'research',
  shared: false,
  since: null,
  until: null,
};

/** The facts after a change, with every problem of what was given. Goods that nobody knows are kept as unknown; countries that nobody knows are problems. */
export function applyLink(
  kind: SupplyKind,
  before: LinkFacts,
  given: GivenLink,
  vocabulary: LinkVocabulary,
): { readonly facts: LinkFacts; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const or = <Name extends keyof LinkFacts & keyof GivenLink>(name: Name): LinkFacts[Name] =>
    (given[name] === undefined ? before[name] : given[name]) as LinkFacts[Name];
  const facts: LinkFacts = {
    ...(given.goods === undefined
      ? { goods: before.goods, unmatched: before.unmatched }
      : readGoods(given.goods ?? [], vocabulary, problems)),
    recruitedFrom: countries('recruitedFrom', given.recruitedFrom, before.recruitedFrom, vocabulary, problems),
    recruitedVia: countries('recruitedVia', given.recruitedVia, before.recruitedVia, vocabulary, problems),
    share: or('share'),
    volume: or('volume'),
    volumeUnit: or('volumeUnit'),
    source: or('source'),
    shared: or('shared'),
    since: or('since'),
    until: or('until'),
  };
  return { facts, problems: [...problems, ...clashes(kind, facts)] };
}

function clashes(kind: SupplyKind, facts: LinkFacts): readonly Problem[] {
  const problems: Problem[] = [];
  if (kind !== 'goods' && facts.goods.length + facts.unmatched.length > 0)
    problems.push({ path: 'goods', code: 'GOODS_NOT_EXPECTED', message: 'only a link of kind "goods" names goods' });
  for (const path of ['recruitedFrom', 'recruitedVia'] as const) {
    if (kind !== 'labour' && facts[path].length > 0)
      problems.push({ path, code: 'CORRIDOR_NOT_EXPECTED', message: 'only a link of kind "labour" names where workers come from' });
  }
  if ((facts.volume === null) !== (facts.volumeUnit === null))
    problems.push({ path: 'volumeUnit', code: 'UNIT_EXPECTED', message: 'a volume and its unit go together' });
  if (facts.since !== null && facts.until !== null && facts.until < facts.since)
    problems.push({ path: 'until', code: 'PERIOD_INVALID', message: 'it ends before it begins' });
  return problems;
}

function countries(
  path: string,
  given: readonly string[] | null | undefined,
  before: readonly string[],
  vocabulary: LinkVocabulary,
  problems: Problem[],
): readonly string[] {
  if (given === undefined) return before;
  return [...new Set((given ?? []).map((code, position) => readCountry(code, `${path}.${position}`, vocabulary, problems)))];
}

function readGoods(
  given: NonNullable<GivenLink['goods']>,
  vocabulary: LinkVocabulary,
  problems: Problem[],
): Pick<LinkFacts, 'goods' | 'unmatched'> {
  const goods = new Map<string, LinkFacts['goods'][number]>();
  const unmatched = new Map<string, LinkFacts['unmatched'][number]>();
  given.forEach(({ good, iso3 = null }, position) => {
    const origin = iso3 === null ? null : readCountry(iso3, `goods.${position}.iso3`, vocabulary, problems);
    const words = tidy(good);
    const code = words.toLowerCase().replaceAll(/[\s-]+/g, '_');
    if (vocabulary.goods.has(code) || code === NONE_OF_THESE) goods.set(`${code} ${origin ?? ''}`, { good: code, iso3: origin });
    else unmatched.set(`${words} ${origin ?? ''}`, { words, iso3: origin });
  });
  return { goods: [...goods.values()], unmatched: [...unmatched.values()] };
}

/** Whether a change of these asks for new scores: who counts as being behind whom, when, and for whom to see. */
export const movesTheGraph = (before: LinkFacts, after: LinkFacts): boolean =>
  before.shared !== after.shared || before.since !== after.since || before.until !== after.until;
