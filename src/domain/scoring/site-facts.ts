import type { GoodsMode } from './inputs.js';

/** What is known of a site apart from its answers. */
export interface SiteProfile {
  /** ISO 3166-1 alpha-3, or XKX. */
  readonly country: string;
  readonly region: string | null;
  /** ISIC Rev.4 division; null: not known. */
  readonly isic: string | null;
  readonly goodsMode: GoodsMode;
  readonly goods: readonly { readonly good: string; readonly iso3: string }[];
  /** Goods named in words that the vocabulary does not know. */
  readonly goodsUnmatched: number;
  readonly workers: number | null;
}

/** A profile as it is stored: goods that the vocabulary does not know stand there in their own words. */
export interface StoredProfile extends Omit<SiteProfile, 'goodsUnmatched'> {
  readonly goodsUnmatched: readonly unknown[];
}

export const profileOf = ({ country, region, isic, goodsMode, goods, goodsUnmatched, workers }: StoredProfile): SiteProfile => ({
  country,
  region,
  isic,
  goodsMode,
  goods,
  goodsUnmatched: goodsUnmatched.length,
  workers,
});

/** The good to choose when none of the vocabulary applies: chosen, never assumed. */
export const NONE_OF_THESE = 'none_of_these';
