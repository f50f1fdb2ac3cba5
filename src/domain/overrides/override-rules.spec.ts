import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../shared/domain-error.js';
import {
  type ComputedScore,
  directionOf,
  isBelowZeroTolerance,
  judgementOf,
  requireJudgement,
  requireSecondPerson,
  requireUntil,
  standingOf,
  type StoredOverride,
} from './override-rules.js';
import { bandOf } from '../scoring/band.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const computed: ComputedScore = { residual: 40, band: 'medium', zeroTolerance: false };
const grave: ComputedScore = { residual: 80, band: 'critical', zeroTolerance: true };
const TODAY = '2026-11-23';

const codeOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error.code;
  }
  return 'none';
};

describe('a judgement', () => {
  it('has the band of its residual, and must not name another one', () => {
    expect(judgementOf(testMethod, { residual: 51.004, band: null })).toEqual({ residual: 51, band: 'high' });
    expect(judgementOf(testMethod, { residual: null, band: 'low' })).toEqual({ residual: null, band: 'low' });
    expect(codeOf(() => judgementOf(testMethod, { residual: 51, band: 'low' }))).toBe('OVERRIDE_BAND_MISMATCH');
    expect(codeOf(() => judgementOf(testMethod, { residual: null, band: null }))).toBe('OVERRIDE_EMPTY');
  });

  it('goes up or down by its figure, and by its band where it has none', () => {
    expect(directionOf(testMethod, { residual: 41, band: 'medium' }, computed)).toBe('up');
    expect(directionOf(testMethod, { residual: 39.99, band: 'medium' }, computed)).toBe('down');
    expect(directionOf(testMethod, { residual: null, band: 'high' }, computed)).toBe('up');
    expect(directionOf(testMethod, { residual: null, band: 'low' }, computed)).toBe('down');
    expect(codeOf(() => requireJudgement(testMethod, { residual: 40, band: 'medium' }, computed))).toBe('OVERRIDE_CHANGES_NOTHING');
    expect(codeOf(() => requireJudgement(testMethod, { residual: null, band: 'medium' }, computed))).toBe('OVERRIDE_CHANGES_NOTHING');
  });

  it('never stands below the floor while a zero-tolerance case is open, as a figure or as a band', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (residual) => {
        const judged = judgementOf(testMethod, { residual, band: null });
        expect(isBelowZeroTolerance(testMethod, judged)).toBe((judged.residual ?? 0) < 75);
        if (isBelowZeroTolerance(testMethod, judged)) {
          expect(codeOf(() => requireJudgement(testMethod, judged, grave))).toBe('OVERRIDE_BELOW_ZERO_TOLERANCE');
        }
      }),
      { seed: 1, numRuns: 200 },
    );
    expect(codeOf(() => requireJudgement(testMethod, { residual: null, band: 'high' }, grave))).toBe('OVERRIDE_BELOW_ZERO_TOLERANCE');
    expect(requireJudgement(testMethod, { residual: 90, band: 'critical' }, grave)).toBe('up');
  });

  it('ends today at the earliest and within twelve months', () => {
    expect([TODAY, '2027-11-23'].map((until) => codeOf(() => requireUntil(until, TODAY)))).toEqual(['none', 'none']);
    expect(['2026-11-22', '2027-11-24', '2027-02-30'].map((until) => codeOf(() => requireUntil(until, TODAY)))).toEqual([
      'OVERRIDE_UNTIL_INVALID',
      'OVERRIDE_UNTIL_INVALID',
      'OVERRIDE_UNTIL_INVALID',
    ]);
  });

  it('needs another person where it goes down', () => {
    expect(codeOf(() => requireSecondPerson('a', 'a'))).toBe('SECOND_PERSON_NEEDED');
    expect(codeOf(() => requireSecondPerson('a', 'b'))).toBe('none');
  });
});

describe('an override as it stands', () => {
  const up: StoredOverride = { residual: 60, band: 'high', direction: 'up', state: 'in_force', until: '2026-12-01' };
  const standing = (override: StoredOverride, score = computed, today = TODAY) => standingOf(testMethod, override, score, today);

  it('holds through its last day, and has ended on the next without anything being run', () => {
    expect(standing(up, computed, '2026-12-01')).toBe('in_force');
    expect(standing(up, computed, '2026-12-02')).toBe('expired');
    expect(standing({ ...up, state: 'proposed' }, computed, '2026-12-02')).toBe('expired');
    expect(standing({ ...up, state: 'withdrawn' }, computed, '2026-12-02')).toBe('withdrawn');
  });

  it('never makes a score look lower that has since gone past it', () => {
    expect(standing(up, { residual: 60, band: 'high', zeroTolerance: false })).toBe('overtaken');
    expect(standing(up, { residual: 70, band: 'high', zeroTolerance: false })).toBe('overtaken');
    expect(standing({ ...up, residual: null }, { residual: 55, band: 'high', zeroTolerance: false })).toBe('overtaken');
  });

  it('stops counting below the floor once a zero-tolerance case opens, and counts again once it is closed', () => {
    const down: StoredOverride = { residual: 30, band: 'medium', direction: 'down', state: 'in_force', until: '2026-12-01' };
    expect(standing(down, { residual: 60, band: 'high', zeroTolerance: false })).toBe('in_force');
    expect(standing(down, grave)).toBe('suspended');
    expect(standing({ ...down, residual: 76, band: 'critical' }, grave)).toBe('in_force');
  });

  it('upwards never counts below the computed score, whatever the two are', () => {
    const figure = fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100);
    fc.assert(
      fc.property(figure, figure, fc.boolean(), (residual, now, zeroTolerance) => {
        const override: StoredOverride = { ...up, residual, band: bandOf(testMethod, residual) };
        const state = standing(override, { residual: now, band: bandOf(testMethod, now), zeroTolerance });
        if (state === 'in_force') expect(residual).toBeGreaterThan(now);
      }),
      { seed: 2, numRuns: 300 },
    );
  });
});
