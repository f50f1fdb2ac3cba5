import { addDays, dayOf, type IsoDate, type IsoInstant } from '../shared/instant.js';

/** Hours of the local day in which a letter may come: from the morning on, never in the evening or at night. */
export const MORNING_HOUR = 9;
const EVENING_HOUR = 18;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format is dear, and there are few zones. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** What a clock and a calendar on the wall show in a zone, summer time included. */
export interface WallTime {
  readonly day: IsoDate;
  readonly hour: number;
}

/** The wall's reading as if it were UTC, to the second: the format writes `23/11/2026, 09:00:00`. */
function wallMs(ms: number, zone: string): number {
  const [day = 0, month = 1, year = 0, hour = 0, minute = 0, second = 0] = formatOf(zone).format(ms).split(/\D+/).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

export function wallTime(instant: IsoInstant, zone: string): WallTime {
  const wall = new Date(wallMs(Date.parse(instant), zone)).toISOString();
  return { day: wall.slice(0, 10), hour: Number(wall.slice(11, 13)) };
}

const mornings = new Map<string, IsoInstant>();
const MORNINGS_KEPT = 2_000;

/** The moment at which a zone's clocks show nine in the morning of a day; remembered, since thousands of rounds share their days. */
export function morningOf(day: IsoDate, zone: string): IsoInstant {
  const key = `${day} ${zone}`;
  const known = mornings.get(key);
  if (known !== undefined) return known;
  if (mornings.size >= MORNINGS_KEPT) mornings.clear();
  const found = findMorning(day, zone);
  mornings.set(key, found);
  return found;
}

function findMorning(day: IsoDate, zone: string): IsoInstant {
  const wanted = Date.parse(`${day}T${String(MORNING_HOUR).padStart(2, '0')}:00:00Z`);
  const first = wanted - (wallMs(wanted, zone) - wanted);
  // Clocks may be changed between the first guess and the morning itself.
  return new Date(wanted - (wallMs(first, zone) - first)).toISOString();
}

export function isDaytime(instant: IsoInstant, zone: string): boolean {
  const { hour } = wallTime(instant, zone);
  return hour >= MORNING_HOUR && hour < EVENING_HOUR;
}

/** The first morning after a moment: today's where it is still to come. */
export function nextMorning(instant: IsoInstant, zone: string): IsoInstant {
  const { day, hour } = wallTime(instant, zone);
  return morningOf(hour < MORNING_HOUR ? day : dayAfter(day), zone);
}

/** The morning of the local day after a moment's. */
export const morningAfter = (instant: IsoInstant, zone: string): IsoInstant => morningOf(dayAfter(wallTime(instant, zone).day), zone);

const dayAfter = (day: IsoDate): IsoDate => dayOf(addDays(day, 1));

/** Whether this machine knows the zone: a name that was stored may be newer than its tables. */
export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}
