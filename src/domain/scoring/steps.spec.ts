import { describe, expect, it } from '@jest/globals';
import { bandOf } from './band.js';
import { casePoints } from './cases.js';
import { confidenceIn } from './confidence.js';
import { controlStrength } from './controls.js';
import { inheritedFromUnnamed, inheritedRisk } from './inherited.js';
import { exactly } from './range.js';
import { round2 } from './rounding.js';
import { signalPoints } from './signals.js';
import { AS_OF, controlled, exposed, nothingKnown, silentOn, uncontrolled } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';
import { exposureRisk } from './workforce.js';
import { worstSite } from './worst-site.js';

describe('rounding', () => {
  it.each([
    [0.005, 0.01],
    [-0.005, -0.01],
    [1.005, 1.01],
    [2.675, 2.68],
    [-2.675, -2.68],
    [5.4125 * 0.4, 2.17],
    [24.994999999, 24.99],
    [24.995, 25],
    [24.99499999999999, 25],
    [0.1 + 0.2, 0.3],
    [100, 100],
  ])('publishes %d as %d', (value, published) => expect(round2(value)).toBe(published));
  it('never publishes a negative zero', () => expect(Object.is(round2(-0.001), 0)).toBe(true));
});

describe('bands', () => {
  it.each([
    [0, 'low'],
    [24.99, 'low'],
    [24.995, 'medium'],
    [25, 'medium'],
    [50, 'high'],
    [74.994, 'high'],
    [75, 'critical'],
    [100, 'critical'],
  ])('puts %d into %s', (residual, band) => expect(bandOf(testMethod, residual)).toBe(band));
  it('refuses what is not a number, which is how others came to call no data low', () => {
    expect(() => bandOf(testMethod, NaN)).toThrow('No band');
  });
});

describe('one exposure question in a sector of 60', () => {
  const risk = (input: Parameters<typeof exposureRisk>[1]) => exposureRisk(testMethod, input, 0.6);
  it('moves an unproven denial towards what is usual in the sector', () => {
    expect(risk(exposed('R1', 1, 0))).toEqual({ point: 0.3, best: 0, worst: 0.5 });
    expect(risk(exposed('R1', 1, 0, 'documented')).point).toBeCloseTo(0.12);
    expect(risk(exposed('R1', 1, 0, 'verified'))).toEqual({ point: 0, best: 0, worst: 0 });
  });
  it('never lowers an exposure that is admitted', () => expect(risk(exposed('R1', 1, 0.9)).point).toBe(0.9));
  it('counts "we do not know" as three quarters or what is usual, whichever is more', () => {
    expect(risk(silentOn('R1', 1, 'unknown'))).toEqual({ point: 0.75, best: 0, worst: 1 });
    expect(exposureRisk(testMethod, silentOn('R1', 1, 'unknown'), 0.9).point).toBe(0.9);
  });
  it('counts silence as usual before the due date and in full after it', () => {
    expect(risk(silentOn('R1', 1, 'unanswered', false))).toEqual({ point: 0.6, best: 0, worst: 1 });
    expect(risk(silentOn('R1', 1, 'unanswered', true))).toEqual({ point: 1, best: 0, worst: 1 });
  });
});

describe('one control', () => {
  it('counts paper less at the workplace than in the office', () => {
    expect(controlStrength(testMethod, controlled('S1', 1, 1))).toEqual({ point: 0.5, best: 1, worst: 0 });
    expect(controlStrength(testMethod, controlled('W1', 1, 1, 'declared', 'workplace'))).toEqual({ point: 0.25, best: 1, worst: 0 });
    expect(controlStrength(testMethod, controlled('W1', 1, 0.5, 'documented', 'workplace')).worst).toBeCloseTo(0.1);
  });
  it('counts nothing for silence and for "we do not know"', () => {
    for (const state of ['unanswered', 'unknown'] as const) {
      expect(controlStrength(testMethod, uncontrolled('S1', 1, state))).toEqual({ point: 0, best: 1, worst: 0 });
    }
  });
});

describe('cases', () => {
  const some = (count: number, severity: 'critical' | 'major' | 'minor') =>
    Array.from({ length: count }, (_, index) => ({ id: `${severity}-${index}`, severity, zeroTolerance: false }));
  it('caps small cases together and critical ones never', () => {
    expect(casePoints(testMethod, [...some(9, 'major'), ...some(8, 'minor')])).toMatchObject({ points: 20, cap: -2 });
    expect(casePoints(testMethod, [...some(3, 'critical'), ...some(30, 'minor')])).toMatchObject({ points: 75, cap: 0 });
  });
});

describe('signals', () => {
  it('halves with every year, and not at all while its finding is open', () => {
    const year = { id: 'a', kind: 'grievance', points: 8, agesFrom: '2025-11-22T18:00:00.000Z' };
    expect(signalPoints(testMethod, [year], AS_OF).points).toBeCloseTo(4, 10);
    expect(signalPoints(testMethod, [{ ...year, agesFrom: null }], AS_OF).points).toBe(8);
  });
  it('does not grow by being dated in the future', () => {
    expect(signalPoints(testMethod, [{ id: 'a', kind: 'audit', points: -6, agesFrom: '2030-01-01' }], AS_OF).points).toBe(-6);
  });
  it('caps good news and never bad news', () => {
    const all = [-6, -6, 6, 8].map((points, index) => ({ id: `${index}`, kind: 'x', points, agesFrom: null }));
    expect(signalPoints(testMethod, all, AS_OF)).toMatchObject({ points: 4, cap: 2 });
  });
});

describe('inheritance', () => {
  it('takes the gravest supplier behind, less with every step, and stops at the depth of the method', () => {
    const upstream = [
      { depth: 1, own: { point: 40, best: 20, worst: 60 } },
      { depth: 2, own: exactly(100) },
      { depth: 6, own: exactly(100) },
    ];
    const inherited = inheritedRisk(testMethod, upstream);
    expect(inherited?.point).toBeCloseTo(36);
    expect(inherited?.best).toBeCloseTo(36);
    expect(inherited?.worst).toBeCloseTo(36);
    expect(inheritedRisk(testMethod, upstream.slice(2))).toBeNull();
  });
  it('leaves everything open where work is passed on and nobody is named', () => {
    expect(inheritedFromUnnamed(testMethod, { point: 50, best: 10, worst: 90 })).toEqual({ point: 30, best: 0, worst: 60 });
  });
});

describe('confidence', () => {
  it('halves when what we know is two years old, and is not lowered by age where nothing is answered', () => {
    const old = { ...nothingKnown, exposures: [exposed('R1', 1, 0, 'verified', '2024-11-22T12:00:00.000Z')] };
    expect(confidenceIn(testMethod, exactly(40), old)).toBeCloseTo(50, 10);
    expect(confidenceIn(testMethod, exactly(40), nothingKnown)).toBe(100);
  });
  it('looks only at the part of the range that a score can have', () => {
    expect(confidenceIn(testMethod, { point: 50, best: -20, worst: 130 }, nothingKnown)).toBe(0);
  });
});

describe('the score of a supplier', () => {
  const site = (site: string, residual: number, worst: number) => ({ site, residual, worst });
  it('is that of its worst site, then of the one known least, then of the first', () => {
    expect(worstSite([site('b', 20, 30), site('a', 60, 65), site('c', 40, 90)])?.site).toBe('a');
    expect(worstSite([site('b', 60, 70), site('a', 60, 65), site('c', 60, 70)])?.site).toBe('b');
    expect(worstSite([])).toBeNull();
  });
});
