import type { Text } from '../manual/manual.js';
import type { GoodsIndex } from './indices.js';

/** What stands beside a listing; null where nothing does, or where a score went by another edition than this one. */
export function noteOnGood({ goods, edition: current }: GoodsIndex, good: string, iso3: string, edition: string): Text | null {
  if (edition !== current) return null;
  return goods.find(({ id }) => id === good)?.entries.find((entry) => entry.iso3 === iso3)?.note ?? null;
}
