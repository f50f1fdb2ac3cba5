import { DAY_MS, MONTH_DAYS, timeOf } from '../shared/instant.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';

export interface Signals {
  readonly points: number;
  /** Points per signal as of now, in the order of the inputs, before the cap. */
  readonly each: readonly number[];
  /** What the cap on good news gives back (0 or more). */
  readonly cap: number;
}

/** Months from a date to `asOf`, 0 where the date lies ahead: nothing grows by being dated in the future. */
export const monthsOld = (date: string, asOf: string): number => monthsBefore(date, timeOf(asOf));

/** `monthsOld` before a moment that was read already, for many dates. */
export const monthsBefore = (date: string, now: number): number => Math.max(0, (now - timeOf(date)) / DAY_MS / MONTH_DAYS);

/** What is left after `months` when it halves every `halfLifeMonths`; 1 when new. */
export const decay = (months: number, halfLifeMonths: number): number => 2 ** (-months / halfLifeMonths);

/** Good news together never takes off more than the cap; bad news has none. */
export const cappedCredit = (method: Method, credit: number): number => Math.max(credit, -method.signals.creditCap);

/** Signals fade with age; one without a date to age from (an adverse one whose finding is open) keeps its full points. */
export const signalPoints = (method: Method, signals: ScoreInputs['signals'], asOf: string): Signals => {
  let [adverse, credit] = [0, 0];
  const each = signals.map(({ points, agesFrom }) => {
    const left = agesFrom === null ? points : points * decay(monthsOld(agesFrom, asOf), method.signals.halfLifeMonths);
    if (left < 0) credit += left;
    else adverse += left;
    return left;
  });
  const counted = cappedCredit(method, credit);
  return { points: adverse + counted, each, cap: counted - credit };
};
