import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays, dayOf, daysBetween } from '../../src/domain/shared/instant.js';
import { runs } from '../support/runs.js';
import { type Round, roundsUnder } from '../support/scoring/random-rounds.js';
import { scoredRound } from '../support/scoring/scored-round.js';
import { readShipped, type Shipped } from '../support/shipped.js';
import { between } from '../support/scoring/numbers.js';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

/** What a score is made of at some moment, and the band it comes to. */
const at = (round: Round, asOf: string) => {
  const { inputs, score } = scoredRound({ ...round, asOf }, shipped.indices);
  return { inputs: { ...inputs, asOf: null }, band: score.band };
};
const midnight = (asOf: string, days: number): string => addDays(dayOf(asOf), days);

describe('the date of the next change', () => {
  it('has no day before it on which time alone has changed an answer, its proof, a floor or the band', () => {
    fc.assert(
      fc.property(roundsUnder(shipped.methodology), between(0, 0.999), (round, share) => {
        const { nextChangeAt } = scoredRound(round, shipped.indices).score;
        const days = nextChangeAt === null ? 3000 : daysBetween(midnight(round.asOf, 0), nextChangeAt) - 1;
        const day = midnight(round.asOf, Math.ceil(share * days));
        if (day > round.asOf) expect(at(round, day)).toEqual(at(round, round.asOf));
        if (days >= 1) expect(at(round, midnight(round.asOf, days))).toEqual(at(round, round.asOf));
      }),
      { seed: 20260523, numRuns: runs(200) },
    );
  });

  it('holds to the last moment before it, whatever the hour', () => {
    fc.assert(
      fc.property(roundsUnder(shipped.methodology), (round) => {
        const { nextChangeAt } = scoredRound(round, shipped.indices).score;
        if (nextChangeAt === null) return;
        const before = new Date(Date.parse(nextChangeAt) - 1).toISOString();
        if (before > round.asOf) expect(at(round, before).inputs).toEqual(at(round, round.asOf).inputs);
      }),
      { seed: 20260523, numRuns: runs(200) },
    );
  });

  it('is a day on which an answer grows too old, its document expires, a round falls due or runs out of grace, or the band is another', () => {
    fc.assert(
      fc.property(roundsUnder(shipped.methodology), (round) => {
        const { score } = scoredRound(round, shipped.indices);
        if (score.nextChangeAt === null) return;
        const { openRound, methodology } = round;
        const yesterday = dayOf(addDays(score.nextChangeAt, -1));
        const now = at(round, round.asOf);
        const answers = round.counted;
        const reasons = [
          JSON.stringify(at(round, score.nextChangeAt)) !== JSON.stringify(now),
          answers.some(({ documentedUntil }) => documentedUntil === yesterday),
          answers.some(({ dated }) => Math.floor(methodology.answerMaxAgeMonths * 30.4375) === daysBetween(dated, yesterday)),
          openRound?.dueOn === yesterday,
          openRound !== null && dayOf(addDays(openRound.dueOn, methodology.graceDays)) === yesterday,
        ];
        expect(reasons).toContain(true);
      }),
      { seed: 20260523, numRuns: runs(200) },
    );
  });
});
