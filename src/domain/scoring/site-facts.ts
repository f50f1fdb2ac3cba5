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

/** The good to choose when none of the vocabulary applies: chosen, never assumed. */
export const NONE_OF_THESE = 'none_of_these';
