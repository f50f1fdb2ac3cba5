import { describe, expect, it } from '@jest/globals';
import type { ScoreInputs } from './inputs.js';
import { profileBand } from './inherent.js';
import { scoreSite } from './score-site.js';
import {
  controlled,
  cottonFarm,
  exposed,
  nothingKnown,
  silentOn,
  softwareInSweden,
  uncontrolled,
} from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const score = (inputs: ScoreInputs) => scoreSite(testMethod, inputs);
const critical = { id: 'case-3', severity: 'critical', zeroTolerance: true } as const;

describe('the worked example of the methodology', () => {
  it('scores the cotton farm in Turkmenistan as printed', () => {
    expect(score(cottonFarm)).toMatchObject({
      inherent: 82.35,
      controls: 59.58,
      residual: 51.18,
      best: 50,
      worst: 59.63,
      band: 'high',
      confidence: 56.38,
    });
  });

  it('puts the farm into the critical band while a zero-tolerance case is open, with the same confidence', () => {
    expect(score({ ...cottonFarm, cases: [...cottonFarm.cases, critical] })).toMatchObject({
      inherent: 82.35,
      controls: 59.58,
      residual: 75,
      best: 75,
      worst: 79.63,
      band: 'critical',
      confidence: 56.38,
    });
  });

  it('scores a software firm in Sweden before any answer as low, with a wide range', () => {
    expect(score(softwareInSweden)).toMatchObject({ residual: 15.87, best: 3.57, worst: 49.25, band: 'low', controls: 0 });
  });

  it('scores a site of which nothing is known as medium, not as low, and says that it knows next to nothing', () => {
    expect(score(nothingKnown)).toMatchObject({
      inherent: 42.23,
      controls: 0,
      residual: 42.23,
      best: 2.17,
      worst: 92.65,
      band: 'medium',
      confidence: 9.52,
      nextChangeAt: null,
    });
  });

  it('names the points of every factor of the farm', () => {
    const points = Object.fromEntries(score(cottonFarm).contributions.map(({ factor, ref, points }) => [`${factor} ${ref}`, points]));
    expect(points['country TKM']).toBeCloseTo(26.685, 3);
    expect(points['sector 01']).toBeCloseTo(16, 10);
    expect(points['goods cotton']).toBeCloseTo(15, 10);
    expect(points['exposure R3']).toBeCloseTo(10, 10);
    expect(points['control W5']).toBeCloseTo(-16.47, 3);
    expect(points['control K6']).toBe(0);
    expect(points['case case-1']).toBe(2);
    expect(points['signal audit-1']).toBeCloseTo(-6 * 2 ** (-184 / 30.4375 / 12), 10);
    expect(Object.keys(points)).toHaveLength(14);
  });
});

describe('what others got wrong', () => {
  it('keeps a garment factory that holds passports critical, however good the rest of its answers are', () => {
    const perfect = {
      ...softwareInSweden,
      exposures: Array.from({ length: 20 }, (_, index) => exposed(`R${index}`, 3, 0, 'verified')),
      controls: Array.from({ length: 50 }, (_, index) => controlled(`W${index}`, 3, 1, 'verified')),
      cases: [critical],
    };
    expect(score(perfect)).toMatchObject({ residual: 75, best: 75, worst: 75, band: 'critical' });
  });

  it('does not dilute a forced-labour yes by optional questions that were skipped', () => {
    const alone = score({ ...cottonFarm, exposures: [exposed('R1', 1, 1, 'verified')] });
    const skipped = Array.from({ length: 30 }, (_, index) => silentOn(`R${index + 2}`, 1, 'unanswered'));
    const among = score({ ...cottonFarm, exposures: [exposed('R1', 1, 1, 'verified'), ...skipped] });
    expect(among.residual).toBeGreaterThanOrEqual(alone.residual);
  });

  it('keeps the floor of a good listed for forced labour, however sound the controls', () => {
    const sound = {
      ...softwareInSweden,
      controls: [controlled('S1', 1, 1, 'verified')],
      residualFloors: [{ id: 'goods_forced_labour', value: 25 }],
    };
    expect(score(sound)).toMatchObject({ residual: 25, best: 25, worst: 25, band: 'medium' });
  });

  it.each([
    ['a weight', { exposures: [exposed('R1', NaN, 1)] }],
    ['an exposure', { exposures: [exposed('R1', 1, NaN)] }],
    ['a missing exposure', { exposures: [{ ...exposed('R1', 1, 1), exposure: null }] }],
    ['a missing proof', { exposures: [{ ...exposed('R1', 1, 1), evidence: null }] }],
    ['a score beyond its scale', { controls: [controlled('S1', 1, 1.5)] }],
    ['a country figure', { country: { iso3: 'XXX', parts: [{ id: 'governance' as const, value: NaN, edition: '' }] } }],
    ['a sector figure', { sector: { isic: '01', value: NaN, edition: '' } }],
    ['a moment', { asOf: 'yesterday', exposures: [exposed('R1', 1, 1)] }],
    ['points', { signals: [{ id: 's', kind: 'audit', points: NaN, agesFrom: null }] }],
  ])('refuses %s that is not a number instead of calling the site low', (_name, broken) => {
    expect(() => score({ ...nothingKnown, ...broken })).toThrow(expect.objectContaining({ name: 'DomainError' }));
  });

  it('asks nobody twice: a question that weighs nothing leaves the sector to stand in', () => {
    expect(score({ ...nothingKnown, exposures: [exposed('R1', 0, 0)], controls: [uncontrolled('S1', 0)] }).residual).toBe(42.23);
  });
});

describe('floors', () => {
  const withFloor = (truth: 'certain' | 'presumed' | 'possible') =>
    score({ ...softwareInSweden, controls: [uncontrolled('S1', 1)], floors: [{ id: 'goods_forced_labour', value: 60, truth }] });

  it('lifts all three figures when its condition is certain', () => {
    expect(withFloor('certain')).toMatchObject({ inherent: 60, residual: 60, best: 24, worst: 60 });
  });
  it('lifts the figure and the worst when its condition hangs on a missing answer', () => {
    expect(withFloor('presumed')).toMatchObject({ inherent: 60, residual: 60, best: 3.57, worst: 60 });
  });
  it('lifts the worst alone when its condition may hold', () => {
    expect(withFloor('possible')).toMatchObject({ inherent: 15.87, residual: 15.87, best: 3.57, worst: 60 });
  });
  it('names the floor that binds and what it adds', () => {
    const floor = withFloor('presumed').contributions.find(({ factor }) => factor === 'floor');
    expect(floor).toMatchObject({ ref: 'goods_forced_labour' });
    expect(floor?.points).toBeCloseTo(60 - 15.868, 2);
  });
});

describe('goods', () => {
  const goods = (goods: ScoreInputs['goods']) => {
    const { residual, best, worst } = score({ ...nothingKnown, goods });
    return [residual, best, worst].map((figure, index) => Math.round(figure - [39.23, 2.17, 77.65][index]!));
  };
  const cotton = { good: 'cotton', iso3: 'UZB', value: 80, edition: '2024' };
  it('counts the gravest good named', () => {
    expect(goods({ mode: 'declared', unmatched: 0, items: [{ ...cotton, value: 30 }, cotton] })[0]).toBe(12);
  });
  it('leaves everything open while a good is not recognised', () => {
    expect(goods({ mode: 'declared', unmatched: 1, items: [] })).toEqual([3, 0, 15]);
    expect(goods({ mode: 'declared', unmatched: 1, items: [cotton] })).toEqual([12, 5, 15]);
  });
  it('never takes an empty list for "none of these"', () => {
    expect(goods({ mode: 'declared', unmatched: 0, items: [] })).toEqual([3, 0, 15]);
    expect(goods({ mode: 'declared', unmatched: 0, items: [{ ...cotton, good: 'none_of_these', value: 0 }] })).toEqual([0, 0, 0]);
  });
});

describe('the depth of a questionnaire', () => {
  it('follows the profile and is never lowered by answers', () => {
    const denied = { ...nothingKnown, exposures: [exposed('R1', 1, 0, 'verified')] };
    expect(profileBand(testMethod, denied)).toBe('medium');
    expect(profileBand(testMethod, denied)).toBe(profileBand(testMethod, nothingKnown));
  });
});
