import { editionIn, INDEX_IDS, type IndexId } from './index-ids.js';
import type { Indices } from './indices.js';

/** An edition that somebody loaded, without what stands in it. */
export interface LoadedEdition {
  readonly index: IndexId;
  readonly year: number;
  /** Later ones sort after earlier ones. */
  readonly id: string;
}

const isNewer = (one: LoadedEdition, other: LoadedEdition): boolean =>
  one.year === other.year ? one.id > other.id : one.year > other.year;

/**
 * Which of the loaded editions are in force: of each index the one of the latest year, of one year the one loaded last, unless the
 * shipped edition is of a later year.
 */
export function loadedInForce<T extends LoadedEdition>(shipped: Indices, loaded: readonly T[]): ReadonlyMap<IndexId, T> {
  const chosen = new Map<IndexId, T>();
  for (const index of INDEX_IDS) {
    const newest = loaded
      .filter((edition) => edition.index === index && edition.year >= editionIn(shipped, index).year)
      .reduce<T | null>((best, edition) => (best === null || isNewer(edition, best) ? edition : best), null);
    if (newest !== null) chosen.set(index, newest);
  }
  return chosen;
}
