import type { Text } from '../manual/manual.js';

/** Facts about countries, goods and sectors, each with the edition it was taken from. A missing entry is unknown, never safe. */
export interface Edition {
  readonly id: string;
  readonly title: string;
  /** Shown beside every score: `2022`, `2025`. */
  readonly edition: string;
  readonly year: number;
  readonly source: string;
  readonly attribution: string;
  readonly licence: string;
}

export type TipTier = '1' | '2' | '2WL' | '3' | 'special';
export type ChildLabourAdvancement = 'none' | 'minimal' | 'moderate' | 'significant';

/** World Bank WGI, mean of six, rescaled so that 0 is best and 100 worst. */
export interface GovernanceIndex extends Edition {
  readonly entries: Readonly<Record<string, number>>;
}
/** US State Department TIP tier by ISO 3166-1 alpha-3. */
export interface TraffickingIndex extends Edition {
  readonly entries: Readonly<Record<string, TipTier>>;
}
/** US DoL findings on the worst forms of child labour by ISO 3166-1 alpha-3. */
export interface ChildLabourIndex extends Edition {
  readonly entries: Readonly<Record<string, ChildLabourAdvancement>>;
}

export type GoodsListing = 'child_labour' | 'forced_labour' | 'forced_child_labour' | 'listed_input';

export interface GoodsEntry {
  readonly iso3: string;
  readonly listings: readonly GoodsListing[];
  /** For `listed_input`: the countries the listed input comes from. */
  readonly inputFrom?: readonly string[];
  /** A remark shown beside the listing: what a later edition says of it. */
  readonly note?: Text;
}
export interface Good {
  /** Stable code such as `cotton`. */
  readonly id: string;
  readonly name: Text;
  readonly sector: string;
  readonly entries: readonly GoodsEntry[];
}
export interface GoodsIndex extends Edition {
  readonly goods: readonly Good[];
}

export interface SectorEntry {
  /** ISIC Rev.4 division, two digits. */
  readonly isic: string;
  readonly title: Text;
  /** 10..100. */
  readonly value: number;
  readonly reason: Text;
  /** Where it is not that of the index: the value is a tenant's own. */
  readonly edition?: string;
}
export interface SectorIndex extends Edition {
  readonly sectors: readonly SectorEntry[];
}

/** Labour imposed by a state: short, dated and sourced. Matches when the country, the region (if named) and a good (if named) match. */
export interface StateImposedEntry {
  readonly id: string;
  readonly iso3: string;
  /** Names of the region as a site may spell them, lower case; empty: the whole country. */
  readonly regions: readonly string[];
  /** Good codes; empty: any good or service. */
  readonly goods: readonly string[];
  readonly reason: Text;
  readonly source: string;
  readonly checkedOn: string;
}
export interface StateImposedIndex extends Edition {
  readonly entries: readonly StateImposedEntry[];
}

export interface CountryName {
  readonly iso2: string;
  readonly iso3: string;
  readonly name: Text;
}
export interface CountryList extends Edition {
  readonly countries: readonly CountryName[];
}

export interface Indices {
  readonly countries: CountryList;
  readonly governance: GovernanceIndex;
  readonly trafficking: TraffickingIndex;
  readonly childLabour: ChildLabourIndex;
  readonly goods: GoodsIndex;
  readonly sectors: SectorIndex;
  readonly stateImposed: StateImposedIndex;
}
