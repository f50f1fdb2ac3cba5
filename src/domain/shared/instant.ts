/** A moment in UTC as ISO 8601 with milliseconds, and a calendar day as `YYYY-MM-DD`. Plain strings sort by time. */
export type IsoInstant = string;
export type IsoDate = string;

export const DAY_MS = 86_400_000;

/** The methodology's month, so that every machine computes the same age. */
export const MONTH_DAYS = 30.4375;

export const dayOf = (instant: IsoInstant): IsoDate => instant.slice(0, 10);

/** Days from `from` to `to`, fractional, negative when `to` is earlier. Takes dates (midnight UTC) or instants. */
export const daysBetween = (from: IsoDate | IsoInstant, to: IsoDate | IsoInstant): number => (Date.parse(to) - Date.parse(from)) / DAY_MS;

export const addDays = (date: IsoDate | IsoInstant, days: number): IsoInstant => new Date(Date.parse(date) + days * DAY_MS).toISOString();

/** The same day `months` later, or the last day of that month where it has fewer days. */
export const addMonths = (date: IsoDate | IsoInstant, months: number): IsoDate => {
  const start = new Date(Date.parse(date));
  const first = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1));
  const lastDay = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth(), Math.min(start.getUTCDate(), lastDay))).toISOString().slice(0, 10);
};

/** Whether a text is a day that a calendar has, as `YYYY-MM-DD`. */
export const isCalendarDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};
