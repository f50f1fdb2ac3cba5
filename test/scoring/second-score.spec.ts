import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ScoreInputs } from '../../src/domain/scoring/inputs.js';
import type { Method } from '../../src/domain/scoring/methodology.js';
import type { Contribution } from '../../src/domain/scoring/receipt.js';
import { scoreSite } from '../../src/domain/scoring/score-site.js';
import { runs } from '../support/runs.js';
import { site } from '../support/scoring/arbitraries.js';
import { cottonFarm, nothingKnown, softwareInSweden } from '../support/scoring/inputs.js';
import { testMethod } from '../support/scoring/method.js';
import { randomMethod } from '../support/scoring/random-methods.js';
import { type Line, secondNextChange, secondScore } from '../support/scoring/second-score.js';

/** What the method allows between two programs, and a little for the binary form of the tolerance itself. */
const TOLERANCE = 0.005 + 1e-9;
const NOISE = 1e-9;
const FIGURES = ['inherent', 'controls', 'residual', 'best', 'worst', 'confidence'] as const;
const OF_ONE_THING = ['exposure', 'control', 'case', 'signal'];

const horizons = fc.array(fc.constantFrom('2026-11-23', '2026-12-24', '2027-07-01T12:00:00.000Z', '2028-02-29'), { maxLength: 2 });

/** Points by what they belong to: a line of nothing is no line. */
const tally = (lines: readonly Line[]): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const [factor, ref, points] of lines) {
    const key = OF_ONE_THING.includes(factor) ? `${factor} ${ref}` : factor;
    sums.set(key, (sums.get(key) ?? 0) + points);
  }
  return sums;
};
const lineOf = ({ factor, ref, points }: Contribution): Line => [factor, ref ?? '', points];

const differences = (method: Method, inputs: ScoreInputs): readonly string[] => {
  const [first, second] = [scoreSite(method, inputs), secondScore(method, inputs)];
  const [mine, theirs] = [tally(first.contributions.map(lineOf)), tally(second.lines)];
  return [
    ...FIGURES.filter((figure) => !(Math.abs(first[figure] - second[figure]) <= TOLERANCE)),
    ...(first.band === second.band ? [] : ['band']),
    ...[...new Set([...mine.keys(), ...theirs.keys()])].filter(
      (key) => !(Math.abs((mine.get(key) ?? 0) - (theirs.get(key) ?? 0)) <= NOISE),
    ),
  ];
};

const rounded = (method: Method, inputs: ScoreInputs) => {
  const { lines: _, band, ...figures } = secondScore(method, inputs);
  return { band, ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value.toFixed(2)])) };
};

describe('a second score, written from the method alone', () => {
  it('gives the figures of the worked examples', () => {
    expect(rounded(testMethod, cottonFarm)).toEqual({
      inherent: '82.35',
      controls: '59.58',
      residual: '51.18',
      best: '50.00',
      worst: '59.63',
      band: 'high',
      confidence: '56.38',
    });
    expect(rounded(testMethod, softwareInSweden)).toMatchObject({ residual: '15.87', best: '3.57', worst: '49.25', band: 'low' });
    expect(rounded(testMethod, nothingKnown)).toMatchObject({ residual: '42.23', best: '2.17', worst: '92.65', confidence: '9.52' });
  });

  it('agrees with the engine on ten thousand random sites, each under a method of its own', () => {
    fc.assert(
      fc.property(randomMethod, site, (method, inputs) => {
        expect(differences(method, inputs)).toEqual([]);
      }),
      { seed: 20260523, numRuns: runs(10_000) },
    );
  });

  it('agrees with the engine on when time alone changes the score', () => {
    fc.assert(
      fc.property(randomMethod, site, horizons, (method, inputs, dates) => {
        const next = scoreSite(method, inputs, dates).nextChangeAt;
        expect(next === null ? Infinity : Date.parse(next)).toBe(secondNextChange(method, inputs, dates));
      }),
      { seed: 20260523, numRuns: runs(60) },
    );
  });
});
