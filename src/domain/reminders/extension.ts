import { addDays, dayOf, type IsoDate } from '../shared/instant.js';

/** As far ahead as more time can be asked for. */
export const EXTENSION_MAX_DAYS = 180;

/** Why a day cannot be asked for as the new due date; null: it can. */
export function extensionRefusal(until: IsoDate, dueOn: IsoDate, today: IsoDate): 'DUE_DATE_NOT_LATER' | 'DUE_DATE_TOO_FAR' | null {
  if (until <= dueOn || until < today) return 'DUE_DATE_NOT_LATER';
  const from = dueOn > today ? dueOn : today;
  return until > dayOf(addDays(from, EXTENSION_MAX_DAYS)) ? 'DUE_DATE_TOO_FAR' : null;
}
