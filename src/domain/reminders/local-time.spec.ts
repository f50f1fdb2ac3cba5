import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { zoneOfCountry } from './country-zones.js';
import { isDaytime, morningAfter, morningOf, nextMorning, wallTime } from './local-time.js';

const countries = [...readFileSync('content/indices/countries.yaml', 'utf8').matchAll(/iso3: ([A-Z]{3})/g)].map(([, iso3 = '']) => iso3);
const days = fc.date({ min: new Date('2024-01-01T00:00:00Z'), max: new Date('2036-12-31T00:00:00Z'), noInvalidDate: true });
const anyZone = fc.constantFrom(...countries).map(zoneOfCountry);

describe('the zone of a country', () => {
  it('is known for every country of the index and understood by the platform', () => {
    expect(countries.length).toBeGreaterThan(240);
    for (const iso3 of countries) {
      const zone = zoneOfCountry(iso3);
      expect(zone).toContain('/');
      expect(() => wallTime('2026-11-23T00:00:00.000Z', zone)).not.toThrow();
    }
  });

  it('is UTC where the country is not in the table', () => {
    expect(zoneOfCountry('ZZZ')).toBe('UTC');
  });
});

describe('local time', () => {
  it.each([
    ['Asia/Kolkata', '2026-11-23', '2026-11-23T03:30:00.000Z'],
    ['Asia/Kathmandu', '2026-11-23', '2026-11-23T03:15:00.000Z'],
    ['America/Chicago', '2026-11-23', '2026-11-23T15:00:00.000Z'],
    ['Pacific/Auckland', '2026-11-23', '2026-11-22T20:00:00.000Z'],
    ['Europe/Berlin', '2026-03-28', '2026-03-28T08:00:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '2026-03-29T07:00:00.000Z'],
    ['Europe/Berlin', '2026-10-25', '2026-10-25T08:00:00.000Z'],
  ])('has its morning of %s on %s at %s, summer time or not', (zone, day, instant) => {
    expect(morningOf(day, zone)).toBe(instant);
  });

  it('shows nine o’clock of the wanted day in every zone, on every day', () => {
    fc.assert(
      fc.property(days, anyZone, (date, zone) => {
        const day = date.toISOString().slice(0, 10);
        expect(wallTime(morningOf(day, zone), zone)).toEqual({ day, hour: 9 });
      }),
      { numRuns: 500 },
    );
  });

  it('has a next morning that is by day, later than now, and no more than a day and an hour away', () => {
    fc.assert(
      fc.property(days, anyZone, (date, zone) => {
        const now = date.toISOString();
        const next = nextMorning(now, zone);
        expect(next > now).toBe(true);
        expect(Date.parse(next) - date.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        expect(isDaytime(next, zone)).toBe(true);
        expect(morningAfter(now, zone) >= next).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
