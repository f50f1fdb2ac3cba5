import type { Indices } from '../../../src/domain/indices/indices.js';
import { assembleInputs, type Assembly } from '../../../src/domain/scoring/assemble-inputs.js';
import { answersAt, type AnswersAt } from '../../../src/domain/scoring/counted-answers.js';
import { computeScore } from '../../../src/domain/scoring/compute.js';
import type { ScoreInputs } from '../../../src/domain/scoring/inputs.js';
import { methodOf } from '../../../src/domain/scoring/method-of.js';
import type { Range } from '../../../src/domain/scoring/methodology.js';
import type { ScoreResult } from '../../../src/domain/scoring/receipt.js';
import type { Seen } from '../../../src/domain/scoring/say-do-gap.js';
import { scoreSite } from '../../../src/domain/scoring/score-site.js';
import type { Round } from './random-rounds.js';

/** What no answer says: found by people, or by whoever is behind the site. */
export interface Beside extends Partial<Pick<Assembly, 'cases' | 'signals' | 'inherited'>> {
  readonly seen?: readonly Seen[];
}

export interface Scored extends AnswersAt {
  readonly inputs: ScoreInputs;
  readonly score: ScoreResult;
  /** Unrounded. */
  readonly residual: Range;
}

/** A round from its answers to its score, as the product does it. */
export const scoredRound = (round: Round, indices: Indices, beside: Beside = {}): Scored => {
  const { manual, methodology, site, counted, openRound, asOf } = round;
  const facts = {
    country: site.country,
    sector: site.isic,
    workers: site.workers,
    goods: site.goodsMode === 'undeclared' ? null : site.goods.map(({ good }) => good),
  };
  const { seen = [], ...others } = beside;
  const at = answersAt(manual, methodology, counted, openRound, facts, asOf, seen);
  const standing = { cases: [], signals: [], inherited: null, ...others };
  const inputs = assembleInputs({ manual, methodology, indices, site, effective: at.effective, ...standing, asOf });
  const method = methodOf(methodology);
  return { ...at, inputs, score: scoreSite(method, inputs, at.horizons), residual: computeScore(method, inputs).residual.value };
};
