const DAY_MS = 86_400_000;
/** Day 0 of the count that begins in 1900 and holds a 29 February 1900 that never was. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
const NEVER_WAS = 60;
const LAST_DAY = 2_958_465;

const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 34, 35, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether numbers in this format are days: a pattern with a day or a year outside of quotes, colours and escapes. */
export const isDateFormat = (id: number, pattern: string | undefined): boolean => {
  if (pattern === undefined) return BUILT_IN_DATES.has(id);
  const bare = pattern.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[dy]/i.test(bare) && !/general/i.test(bare);
};

/** `2026-11-30` for a day counted from 1900 or 1904, whatever the time of day; null when there is no such day. */
export const dateOfSerial = (serial: number, from1904: boolean): string | null => {
  const day = Math.floor(serial);
  if (!(day >= 0 && day <= LAST_DAY)) return null;
  const shifted = !from1904 && day < NEVER_WAS ? day + 1 : day;
  const date = new Date((from1904 ? EPOCH_1904 : EPOCH_1900) + shifted * DAY_MS);
  return date.toISOString().slice(0, 10);
};
