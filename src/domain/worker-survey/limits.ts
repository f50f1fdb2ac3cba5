import { addDays, type IsoDate } from '../shared/instant.js';

const MOST = 10_000;
/** A small figure of workers is the supplier's word: those it does not count must not find the survey full. */
const NEVER_BELOW = 100;

/** How often one link is answered at most: who answers twice cannot be told, so a flood is bounded. */
export const mostResponses = (workers: number | null): number =>
  workers === null || workers === 0 ? MOST : Math.min(MOST, Math.max(NEVER_BELOW, 3 * workers));

/** So that a poster that still hangs somewhere does not collect answers for ever. */
const LONGEST_DAYS = 92;

/** What is wrong with the days of a survey; null: nothing. */
export function faultOfDays(opensOn: IsoDate, closesOn: IsoDate, today: IsoDate): string | null {
  if (opensOn < today) return 'opensOn must not lie in the past';
  if (closesOn < opensOn) return 'closesOn must not lie before opensOn';
  return closesOn > addDays(opensOn, LONGEST_DAYS).slice(0, 10) ? `a survey runs for ${LONGEST_DAYS} days at most` : null;
}

/** What is known of whether enough people have answered, and of which day that knowledge is. */
export interface Looked {
  readonly enough: boolean;
  readonly on: IsoDate | null;
}

/** Whether enough have answered, looked at once a day at most: who watches the answer change must not see whose answer changed it. */
export const lookAgain = (before: Looked, respondents: number, atLeast: number, today: IsoDate): Looked =>
  before.enough || (before.on !== null && before.on >= today) ? before : { enough: respondents >= atLeast, on: today };
