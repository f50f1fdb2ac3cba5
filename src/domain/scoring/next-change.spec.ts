import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ScoreInputs } from './inputs.js';
import { scoreSite } from './score-site.js';
import { AS_OF, nothingKnown } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const signal = (points: number, agesFrom: string | null = '2026-11-23') => ({ id: `${points}`, kind: 'x', points, agesFrom });
const dayBefore = (instant: string): string => new Date(Date.parse(instant) - 86_400_000).toISOString();
const bandAt = (inputs: ScoreInputs, asOf: string) => scoreSite(testMethod, { ...inputs, asOf }).band;

describe('the next change by time alone', () => {
  it('is never, where nothing ages', () => {
    expect(scoreSite(testMethod, { ...nothingKnown, signals: [signal(6, null)] }).nextChangeAt).toBeNull();
  });

  it('is the earliest date the caller knows that lies ahead', () => {
    const horizons = ['2026-11-23', '2020-01-01', '2027-06-01', '2027-03-01T12:00:00.000Z'];
    expect(scoreSite(testMethod, nothingKnown, horizons).nextChangeAt).toBe('2027-03-01T12:00:00.000Z');
  });

  it('is the day on which a signal starts to age', () => {
    expect(scoreSite(testMethod, { ...nothingKnown, signals: [signal(6, '2027-01-15')] }).nextChangeAt).toBe('2027-01-15T00:00:00.000Z');
  });

  it.each([
    ['bad news fades out of a band', { ...nothingKnown, signals: [signal(10)] }],
    ['good news fades out of a band', { ...nothingKnown, signals: [signal(-6), signal(8, null), signal(3, null)] }],
    ['good news beyond its cap fades while bad news fades too', { ...nothingKnown, signals: [signal(-30), signal(20)] }],
    ['the cap holds for a while', { ...nothingKnown, signals: [signal(-40), signal(17.5, null)] }],
  ])('is the first midnight in another band when %s', (_name, inputs) => {
    const now = bandAt(inputs, AS_OF);
    const next = scoreSite(testMethod, inputs).nextChangeAt;
    expect(next).toMatch(/T00:00:00\.000Z$/);
    expect(bandAt(inputs, next ?? '')).not.toBe(now);
    expect(bandAt(inputs, dayBefore(next ?? ''))).toBe(now);
  });

  it('is never, where a floor holds the band that the sum leaves', () => {
    const inputs = { ...nothingKnown, signals: [signal(10)], residualFloors: [{ id: 'state_imposed', value: 50 }] };
    expect(scoreSite(testMethod, inputs).nextChangeAt).toBeNull();
  });

  it('is never, where suppliers further up hold the band that the sum leaves', () => {
    const inputs = { ...nothingKnown, signals: [signal(10)], inherited: { point: 55, best: 0, worst: 60 } };
    expect(scoreSite(testMethod, inputs).nextChangeAt).toBeNull();
  });

  it('is the day that a walk through the calendar finds', () => {
    const signals = fc.array(fc.record({ points: fc.integer({ min: -15, max: 15 }), ages: fc.boolean() }), { maxLength: 5 });
    fc.assert(
      fc.property(signals, (drawn) => {
        const inputs = {
          ...nothingKnown,
          signals: drawn.map(({ points, ages }, index) => ({ ...signal(points, ages ? '2026-05-23' : null), id: `${index}` })),
        };
        const now = bandAt(inputs, AS_OF);
        const days = Array.from({ length: 600 }, (_, index) => new Date(Date.parse(AS_OF) + (index + 1) * 86_400_000).toISOString());
        const walked = days.find((day) => bandAt(inputs, day) !== now) ?? null;
        const next = scoreSite(testMethod, inputs).nextChangeAt;
        expect(next !== null && next > days[599]! ? null : next).toBe(walked);
      }),
      { seed: 20260523, numRuns: 60 },
    );
  });
});
