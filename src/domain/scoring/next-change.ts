import { addDays, DAY_MS, MONTH_DAYS, type IsoInstant } from '../shared/instant.js';
import { bandOf } from './band.js';
import type { Computation } from './compute.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';
import { settle } from './residual.js';
import { cappedCredit, decay } from './signals.js';

/** After so many half-lives nothing is left of a signal that two decimals could show. */
const SPENT_HALF_LIVES = 40;

interface Fading {
  readonly adverse: number;
  readonly credit: number;
  readonly fixedAdverse: number;
  readonly fixedCredit: number;
}

/** What of today's signal points fades from now on, and what stays: undated signals, and those that start to age later. */
const fadingOf = (inputs: ScoreInputs, each: readonly number[]): Fading => {
  const now = Date.parse(inputs.asOf);
  let [adverse, credit, fixedAdverse, fixedCredit] = [0, 0, 0, 0];
  inputs.signals.forEach(({ agesFrom }, index) => {
    const points = each[index] ?? 0;
    const fades = agesFrom !== null && Date.parse(agesFrom) <= now;
    if (fades && points < 0) credit += points;
    else if (fades) adverse += points;
    else if (points < 0) fixedCredit += points;
    else fixedAdverse += points;
  });
  return { adverse, credit, fixedAdverse, fixedCredit };
};

/** The first number in [low, high] for which the predicate holds, where it holds from some number on; null when it never does. */
const firstWhere = (low: number, high: number, holds: (n: number) => boolean): number | null => {
  if (low > high || !holds(high)) return null;
  let [from, to] = [low, high];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
};

/** The first midnight (UTC) after `asOf` at which fading signals alone have moved the score into another band. */
const bandCrossing = (method: Method, inputs: ScoreInputs, score: Computation): IsoInstant | null => {
  const fading = fadingOf(inputs, score.signals.each);
  if (fading.adverse === 0 && fading.credit === 0) return null;
  const asOf = Date.parse(inputs.asOf);
  const tomorrow = (Math.floor(asOf / DAY_MS) + 1) * DAY_MS;
  const halfLifeDays = method.signals.halfLifeMonths * MONTH_DAYS;
  const leftOn = (day: number): number => decay((tomorrow - asOf) / DAY_MS + day, halfLifeDays);
  const fixed = score.residual.r0.point + score.cases.points + fading.fixedAdverse;
  const current = bandOf(method, score.residual.value.point);
  const changed = (day: number): boolean => {
    const left = leftOn(day);
    const r1 = fixed + fading.adverse * left + cappedCredit(method, fading.fixedCredit + fading.credit * left);
    return bandOf(method, settle(score.bounds, r1, 'point')) !== current;
  };
  // The sum moves one way while the cap on credit binds, and one way after it: search each stretch by halving.
  const last = Math.ceil(halfLifeDays * SPENT_HALF_LIVES);
  const capBinds = (day: number): boolean => fading.fixedCredit + fading.credit * leftOn(day) < -method.signals.creditCap;
  const free = firstWhere(0, last, (day) => !capBinds(day)) ?? last + 1;
  const day = firstWhere(0, free - 1, changed) ?? firstWhere(free, last, changed);
  return day === null ? null : addDays(new Date(tomorrow).toISOString(), day);
};

/**
 * The first moment at which time alone would change the score, as an ISO instant: a band crossed by fading signals, a signal that
 * starts to age, or one of the dates the caller knows (a document expires, an answer grows too old); null: never.
 */
export const nextChange = (method: Method, inputs: ScoreInputs, score: Computation, horizons: readonly string[]): IsoInstant | null => {
  const now = Date.parse(inputs.asOf);
  let next = Infinity;
  const consider = (date: string | null): void => {
    const at = date === null ? Infinity : Date.parse(date);
    if (at > now) next = Math.min(next, at);
  };
  horizons.forEach(consider);
  inputs.signals.forEach((signal) => consider(signal.agesFrom));
  consider(bandCrossing(method, inputs, score));
  return next === Infinity ? null : new Date(next).toISOString();
};
