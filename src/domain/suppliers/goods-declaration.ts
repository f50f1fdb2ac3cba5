import type { GoodsMode } from '../scoring/inputs.js';
import { NONE_OF_THESE } from '../scoring/site-facts.js';

/** What a site supplies, as it is stored. */
export interface GoodsDeclaration {
  readonly mode: GoodsMode;
  readonly items: readonly { readonly good: string; readonly iso3: string }[];
  /** As the supplier named them; not in the vocabulary, so unknown and never safe. */
  readonly unmatched: readonly string[];
}

export const UNDECLARED: GoodsDeclaration = { mode: 'undeclared', items: [], unmatched: [] };
export const SERVICES: GoodsDeclaration = { mode: 'services', items: [], unmatched: [] };

/** Sorts named goods into those of the vocabulary and the others; a word with a blank or a capital is tried as the code it may mean. */
export const declareGoods = (
  named: readonly { readonly good: string; readonly iso3: string }[],
  vocabulary: ReadonlySet<string>,
): GoodsDeclaration => {
  const items = new Map<string, { good: string; iso3: string }>();
  const unmatched = new Set<string>();
  for (const { good, iso3 } of named) {
    const code = good
      .trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_');
    if (vocabulary.has(code) || code === NONE_OF_THESE) items.set(`${code} ${iso3}`, { good: code, iso3 });
    else unmatched.add(good.trim());
  }
  return { mode: 'declared', items: [...items.values()], unmatched: [...unmatched] };
};
