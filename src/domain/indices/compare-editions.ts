import { entriesOf, type IndexEntry } from './edition-entries.js';
import type { AnyEdition, EditionBodies, IndexId } from './index-ids.js';

/** What a newer edition says otherwise than the one before. */
export interface EditionChange extends Pick<IndexEntry, 'key' | 'iso3' | 'good' | 'isic'> {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from: string | null;
  readonly to: string | null;
}

/** Added, removed and changed lines, by key. A line that is gone leaves its country unknown, never safe. */
export function compareEditions(index: IndexId, from: AnyEdition, to: AnyEdition): readonly EditionChange[] {
  const before = new Map(entriesOf(index, from).map((entry) => [entry.key, entry]));
  const after = new Map(entriesOf(index, to).map((entry) => [entry.key, entry]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key): EditionChange[] => {
    const [old, fresh] = [before.get(key), after.get(key)];
    const said = old === undefined ? null : wordsOf(old);
    const says = fresh === undefined ? null : wordsOf(fresh);
    const about = fresh ?? old;
    if (about === undefined || said === says) return [];
    const kind = said === null ? 'added' : says === null ? 'removed' : 'changed';
    return [{ kind, key, iso3: about.iso3, good: about.good, isic: about.isic, from: said, to: says }];
  });
}

/** How the goods that can be named at all differ. */
export interface GoodsKnown {
  /** Goods that only the newer edition knows: what sites named in their own words may now be recognised. */
  readonly gained: readonly string[];
  /** Goods that the newer edition does not know any more: where they are declared they count as not recognised. */
  readonly lost: readonly string[];
}

export function compareVocabulary(from: EditionBodies['goods'], to: EditionBodies['goods']): GoodsKnown {
  const [before, after] = [from, to].map(({ goods }) => new Set(goods.map(({ id }) => id)));
  return {
    gained: [...(after ?? [])].filter((id) => before?.has(id) !== true).sort(),
    lost: [...(before ?? [])].filter((id) => after?.has(id) !== true).sort(),
  };
}

const wordsOf = ({ value, note }: IndexEntry): string =>
  note === null ? value : `${value} (${note['en'] ?? Object.values(note)[0] ?? ''})`;
