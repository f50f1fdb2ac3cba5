import { expect } from '@jest/globals';
import fc from 'fast-check';
import { computeScore } from '../../../src/domain/scoring/compute.js';
import type { ScoreInputs } from '../../../src/domain/scoring/inputs.js';
import type { Method, Range } from '../../../src/domain/scoring/methodology.js';
import { runs } from '../runs.js';

/** Sums of doubles drift by about 1e-13. */
export const NOISE = 1e-9;

/** A promise about random methods and sites: the same cases each time. */
export const holds = <T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...values: T) => void,
  many = 500,
): void => fc.assert(fc.property(...arbitraries, check), { seed: 20260523, numRuns: runs(many) });

/** The risk that remains, unrounded. */
export const residual = (method: Method, inputs: ScoreInputs): Range => computeScore(method, inputs).residual.value;

export const expectAtLeast = (higher: Range, lower: Range): void => expect(higher.point).toBeGreaterThanOrEqual(lower.point - NOISE);

const width = ({ best, worst }: Range): number => worst - best;

export const expectAtLeastAsWide = (wider: Range, narrower: Range): void =>
  expect(width(wider)).toBeGreaterThanOrEqual(width(narrower) - NOISE);
