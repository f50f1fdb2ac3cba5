import { bandOf } from './band.js';
import { computeScore } from './compute.js';
import { confidenceIn } from './confidence.js';
import { contributionsTo } from './contributions.js';
import { finiteAt } from './guard.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';
import { nextChange } from './next-change.js';
import type { ScoreResult } from './receipt.js';
import { round2 } from './rounding.js';

const published = (value: number, name: string): number => round2(finiteAt(value, `/result/${name}`));

/**
 * Scores one site: 0 is best and 100 worst, controls the other way round. `horizons` are ISO dates or instants, known to the caller
 * alone, at which time changes the inputs themselves: the end of a document's validity, an answer's 24 months, a grace period.
 * Throws SCORE_INPUT_INVALID rather than publish a figure that is not a number.
 */
export const scoreSite = (method: Method, inputs: ScoreInputs, horizons: readonly string[] = []): ScoreResult => {
  const score = computeScore(method, inputs);
  const residual = score.residual.value;
  return {
    band: bandOf(method, residual.point),
    best: published(residual.best, 'best'),
    confidence: published(confidenceIn(method, score.residual.r1, inputs), 'confidence'),
    contributions: contributionsTo(method, inputs, score),
    controls: published(score.controls.value.point, 'controls'),
    inherent: published(score.inherent.value.point, 'inherent'),
    nextChangeAt: nextChange(method, inputs, score, horizons),
    residual: published(residual.point, 'residual'),
    worst: published(residual.worst, 'worst'),
  };
};
