import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scoreOfAnswer } from '../../src/domain/manual/answer-score.js';
import { type Question, questionsOf } from '../../src/domain/manual/manual.js';
import type { CountedAnswer } from '../../src/domain/scoring/counted-answer.js';
import { methodOf } from '../../src/domain/scoring/method-of.js';
import type { Evidence } from '../../src/domain/scoring/methodology.js';
import { issueReceipt } from '../../src/domain/scoring/receipt.js';
import { replayReceipt } from '../../src/domain/scoring/replay.js';
import { runs } from '../support/runs.js';
import { EVIDENCE } from '../support/scoring/arbitraries.js';
import { expectAtLeast, expectAtLeastAsWide, NOISE } from '../support/scoring/holds.js';
import { answerTo, extremeAnswer, type Round, roundsUnder } from '../support/scoring/random-rounds.js';
import { dice } from '../support/scoring/numbers.js';
import { type Scored, scoredRound } from '../support/scoring/scored-round.js';
import { readShipped, type Shipped } from '../support/shipped.js';

/** Section 7 of the methodology once more, from a manual and its answers to the score: whatever stands between may not break a promise. */

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const score = (round: Round): Scored => scoredRound(round, shipped.indices);

/** Each promise is held against hundreds of rounds. */
const holds = (check: (round: Round, drawn: readonly number[]) => void, many = 150): void =>
  fc.assert(fc.property(roundsUnder(shipped.methodology), dice, check), { seed: 20260523, numRuns: runs(many) });

/** The round with one answer put in, or taken out, and its questions fallen due. */
const saying = (round: Round, question: Question, answer: CountedAnswer | null): Round => ({
  ...round,
  counted: [...round.counted.filter((one) => one.question !== question.id), ...(answer === null ? [] : [answer])],
  openRound: { dueOn: '2026-11-22', asked: questionsOf(round.manual).map(({ id }) => id) },
  methodology: { ...round.methodology, graceDays: 20 },
});

/** A scored question on which no other depends, so that what is asked stays the same whatever it is answered. */
const leafOf = (round: Round, counts: Question['counts'], share: number | undefined): Question => {
  const [first] = questionsOf(round.manual);
  const read = readByOthers(round);
  const asked = score(saying(round, first as Question, null)).effective.map(({ question }) => question);
  const leaves = asked.filter((question) => question.counts === counts && !read.includes(`answers.${question.id} `));
  expect(leaves).not.toEqual([]);
  return leaves[Math.floor((share ?? 0) * leaves.length)] as Question;
};

const readByOthers = ({ manual }: Round): string =>
  questionsOf(manual)
    .map(({ visible }) => visible ?? '')
    .join(' ');
const rotated = (drawn: readonly number[], by: number): readonly number[] =>
  drawn.map((_, index) => drawn[(index + by) % drawn.length] ?? 0);

const fresh = (answer: CountedAnswer): CountedAnswer => ({ ...answer, dated: '2026-11-20', documentedUntil: null });
const unknown = (answer: CountedAnswer): CountedAnswer => ({ ...answer, state: 'unknown', value: null, evidence: 'declared' });
const turned = (drawn: readonly number[]): readonly number[] => drawn.map((share) => 0.999 - share);

describe('from answers to a score, for a fixed set of questions', () => {
  it.each(['exposure', 'control'] as const)('a worse answer to a question of %s never lowers the risk', (counts) => {
    holds((round, drawn) => {
      const question = leafOf(round, counts, drawn[9]);
      const two = [drawn, turned(drawn)].map((dice) => ({
        ...fresh(answerTo(question, dice, round.asOf)),
        evidence: 'documented' as const,
      }));
      const [low, high] = two.sort((a, b) => scoreOfAnswer(question, a.value) - scoreOfAnswer(question, b.value));
      const [atLow, atHigh] = [low, high].map((answer) => score(saying(round, question, answer ?? null)).residual);
      if (atLow === undefined || atHigh === undefined) return;
      if (counts === 'exposure') expectAtLeast(atHigh, atLow);
      else expectAtLeast(atLow, atHigh);
    });
  });

  it.each(['exposure', 'control'] as const)('weaker evidence for a question of %s never lowers the risk', (counts) => {
    holds((round, drawn) => {
      const question = leafOf(round, counts, drawn[9]);
      const answer = fresh(answerTo(question, drawn, round.asOf));
      const risks = EVIDENCE.map((evidence) => score(saying(round, question, { ...answer, evidence })).residual);
      risks.slice(1).forEach((stronger, index) => expectAtLeast(risks[index] ?? stronger, stronger));
    });
  });

  it.each(['exposure', 'control'] as const)('silence on a question of %s never beats an answer nor "we do not know"', (counts) => {
    holds((round, drawn) => {
      const question = leafOf(round, counts, drawn[9]);
      const answer = fresh(answerTo(question, drawn, round.asOf));
      const silent = score(saying(round, question, null)).residual;
      expectAtLeast(silent, score(saying(round, question, answer)).residual);
      expectAtLeast(silent, score(saying(round, question, unknown(answer))).residual);
    });
  });

  it.each(['exposure', 'control'] as const)(
    'silence on a question of %s is never known better than an answer or "we do not know"',
    (counts) => {
      holds((round, drawn) => {
        const question = leafOf(round, counts, drawn[9]);
        const answer = fresh(answerTo(question, drawn, round.asOf));
        const silent = score(saying(round, question, null)).residual;
        expectAtLeastAsWide(silent, score(saying(round, question, answer)).residual);
        expectAtLeastAsWide(silent, score(saying(round, question, unknown(answer))).residual);
      });
    },
  );

  it.each(['exposure', 'control'] as const)('answering a question of %s never widens the range', (counts) => {
    holds((round, drawn) => {
      const question = leafOf(round, counts, drawn[9]);
      const answer = fresh(answerTo(question, drawn, round.asOf));
      const answered = score(saying(round, question, answer)).residual;
      for (const before of [null, unknown(answer)]) expectAtLeastAsWide(score(saying(round, question, before)).residual, answered);
    });
  });
});

/** Every scored question answered as well as it can be. */
const allGood = (round: Round, evidence: Evidence, counts: readonly string[] = ['exposure', 'control']): Round => ({
  ...round,
  openRound: null,
  counted: questionsOf(round.manual).flatMap((question) =>
    counts.includes(question.counts) ? (extremeAnswer(question, true, evidence, round.asOf) ?? []) : [],
  ),
});

describe('from answers to a score, always', () => {
  it('the risk lies between its best and its worst', () => {
    holds((round) => {
      const { residual, score: published } = score(round);
      expect(residual.best).toBeLessThanOrEqual(residual.point);
      expect(residual.point).toBeLessThanOrEqual(residual.worst);
      expect(published.best).toBeLessThanOrEqual(published.residual);
      expect(published.residual).toBeLessThanOrEqual(published.worst);
    });
  });

  it('contributions add up to the risk', () => {
    holds((round) => {
      const { residual, score: published } = score(round);
      const sum = published.contributions.reduce((total, { points }) => total + points, 0);
      expect(Math.abs(sum - residual.point)).toBeLessThan(NOISE);
    });
  });

  it('opening a case never lowers the risk, and one of zero tolerance keeps it in the gravest band', () => {
    holds((round) => {
      const opened = (zeroTolerance: boolean) =>
        scoredRound(round, shipped.indices, { cases: [{ id: 'a', severity: 'major', zeroTolerance }] });
      expectAtLeast(opened(false).residual, score(round).residual);
      expect(opened(true).score.band).toBe('critical');
    });
  });

  it('being contradicted by workers or an audit never lowers the risk, whatever they say', () => {
    holds((drawnRound, drawn) => {
      const round = { ...drawnRound, openRound: null };
      const asked = score(round).effective.filter(({ question, answer }) => question.counts !== 'fact' && answer?.state === 'answered');
      const questions = asked.map(({ question }) => question).filter(({ id }) => !readByOthers(round).includes(`answers.${id} `));
      const seen = questions.map((question, index) => {
        const { meaning, value } = answerTo(question, rotated(drawn, index), round.asOf);
        return { question: question.id, meaning, value, source: 'signal:a', dated: '2026-11-20' };
      });
      expectAtLeast(scoredRound(round, shipped.indices, { seen }).residual, score(round).residual);
    });
  });

  it('no answers never score below the same answers all verified and perfect', () => {
    holds((round) => {
      const perfect = score(allGood(round, 'verified')).residual;
      const overdue = { dueOn: '2026-11-01', asked: questionsOf(round.manual).map(({ id }) => id) };
      for (const openRound of [null, overdue]) expectAtLeast(score({ ...round, counted: [], openRound }).residual, perfect);
    });
  });

  it('denying every exposure never scores below denying it with better proof', () => {
    holds((round) => {
      const risks = EVIDENCE.map((evidence) => score(allGood(round, evidence, ['exposure'])).residual);
      risks.slice(1).forEach((stronger, index) => expectAtLeast(risks[index] ?? stronger, stronger));
    });
  });

  it('the order in which answers were given does not matter', () => {
    holds((round) => {
      expect(score({ ...round, counted: round.counted.toReversed() })).toEqual({ ...score(round), horizons: expect.anything() });
    });
  });

  it('a replay of the receipt equals the original', () => {
    holds((round) => {
      const { inputs, score: result } = score(round);
      const { manual, methodology } = round;
      const receipt = issueReceipt({
        method: methodOf(methodology),
        manual: { id: manual.id, version: manual.version, sha256: 'a'.repeat(64) },
        subject: { supplier: 's', site: 't', tenant: 'u' },
        inputs,
        result,
      });
      expect(replayReceipt(JSON.parse(JSON.stringify(receipt)))).toEqual({ same: true, differences: [] });
    });
  });
});
