import { daysBetween, type IsoDate } from '../shared/instant.js';

/** A report, with what it would add if it counted in full and not as a further one. */
export interface WeighedReport {
  readonly id: string;
  readonly observedOn: IsoDate;
  readonly gain: number;
}

const YEAR_DAYS = 365;

/**
 * The reports that count in full; all others are further ones, each within a year of one in full. Among all ways to choose reports that lie a
 * year apart, the one that adds most: so an old report that is settled never takes weight from a new one that is not. Oldest first, of those
 * that add the same the earlier. `reports` are in order of their days.
 */
export function fullReports(reports: readonly WeighedReport[]): ReadonlySet<string> {
  const best: { readonly gain: number; readonly chosen: readonly string[] }[] = [{ gain: 0, chosen: [] }];
  reports.forEach(({ id, observedOn, gain }, i) => {
    const before = reports.findLastIndex((other) => daysBetween(other.observedOn, observedOn) >= YEAR_DAYS) + 1;
    const without = best[i] ?? { gain: 0, chosen: [] };
    const apart = best[before] ?? { gain: 0, chosen: [] };
    best.push(apart.gain + gain > without.gain ? { gain: apart.gain + gain, chosen: [...apart.chosen, id] } : without);
  });
  return new Set(best.at(-1)?.chosen);
}
