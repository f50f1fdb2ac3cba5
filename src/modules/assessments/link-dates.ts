import { addDays, type IsoDate } from '../../domain/shared/instant.js';

/** Days after the due date in which a link still opens: late answers are welcome. */
export const LINK_DAYS_AFTER_DUE = 60;

/** The end of the last day on which a link opens; never before that many days from today. */
export const linkExpiry = (dueOn: IsoDate, today: IsoDate): Date =>
  new Date(addDays(dueOn > today ? dueOn : today, LINK_DAYS_AFTER_DUE + 1));
