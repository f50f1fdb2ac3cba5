import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeScore } from './compute.js';
import { contributionsTo } from './contributions.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';
import { checkReceipt } from './receipt-check.js';
import { issueReceipt, receiptHash, type Receipt } from './receipt.js';
import { replayReceipt } from './replay.js';
import { scoreSite } from './score-site.js';
import { addDays, daysBetween, dayOf } from '../shared/instant.js';
import { openSite, silence, site } from '../../../test/support/scoring/arbitraries.js';
import { expectAtLeast, holds, NOISE, residual } from '../../../test/support/scoring/holds.js';
import { ANSWERED_ON } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';
import { randomMethod } from '../../../test/support/scoring/random-methods.js';
import { between } from '../../../test/support/scoring/numbers.js';

/** The same site, with every list the other way round. */
const turned = (inputs: ScoreInputs): ScoreInputs => ({
  ...inputs,
  country: { ...inputs.country, parts: inputs.country.parts.toReversed() },
  goods: { ...inputs.goods, items: inputs.goods.items.toReversed() },
  exposures: inputs.exposures.toReversed(),
  floors: inputs.floors.toReversed(),
  controls: inputs.controls.toReversed(),
  cases: inputs.cases.toReversed(),
  signals: inputs.signals.toReversed(),
});

const resealed = (receipt: Receipt): Receipt => ({ ...receipt, sha256: receiptHash(receipt) });

const HALF_A_HUNDREDTH = 0.005 + NOISE;

/** What section 7 of the methodology says of every site, under methods of any figures. */
describe('always', () => {
  it('the risk lies between its best and its worst, and within 0 to 100', () => {
    holds([randomMethod, site], (method, inputs) => {
      const { residual, best, worst, inherent, controls, confidence } = scoreSite(method, inputs);
      expect(best).toBeLessThanOrEqual(residual);
      expect(residual).toBeLessThanOrEqual(worst);
      for (const figure of [best, worst, inherent, controls, confidence]) {
        expect(figure).toBeGreaterThanOrEqual(0);
        expect(figure).toBeLessThanOrEqual(100);
      }
    });
  });

  it('contributions add up to the risk', () => {
    holds([randomMethod, site], (method, inputs) => {
      const score = computeScore(method, inputs);
      const sum = contributionsTo(method, inputs, score).reduce((total, { points }) => total + points, 0);
      expect(Math.abs(sum - score.residual.value.point)).toBeLessThan(NOISE);
    });
  });

  it('opening a case never lowers the risk', () => {
    holds([randomMethod, site, fc.constantFrom('critical', 'major', 'minor'), fc.boolean()], (method, inputs, severity, zeroTolerance) => {
      const opened = { ...inputs, cases: [...inputs.cases, { id: 'new', severity, zeroTolerance }] };
      expectAtLeast(residual(method, opened), residual(method, inputs));
    });
  });

  it('adding an adverse signal never lowers the risk, whatever its age', () => {
    holds(
      [randomMethod, site, fc.nat(9), fc.option(fc.constantFrom(ANSWERED_ON, '2027-06-01'), { nil: null })],
      (method, inputs, points, agesFrom) => {
        const warned = { ...inputs, signals: [...inputs.signals, { id: 'new', kind: 'media', points, agesFrom }] };
        expectAtLeast(residual(method, warned), residual(method, inputs));
      },
    );
  });

  it('an open zero-tolerance case keeps the risk in the gravest band, best and worst alike', () => {
    holds([randomMethod, site], (method, inputs) => {
      const { residual, best, band } = scoreSite(method, {
        ...inputs,
        cases: [...inputs.cases, { id: 'zero', severity: 'minor', zeroTolerance: true }],
      });
      expect(residual).toBeGreaterThanOrEqual(method.cases.zeroToleranceFloor - HALF_A_HUNDREDTH);
      expect(best).toBeGreaterThanOrEqual(method.cases.zeroToleranceFloor - HALF_A_HUNDREDTH);
      expect(band).toBe('critical');
    });
  });

  it('under the figures of the design an open zero-tolerance case keeps the risk at 75 or more', () => {
    holds([site], (inputs) => {
      const score = scoreSite(testMethod, { ...inputs, cases: [...inputs.cases, { id: 'zero', severity: 'minor', zeroTolerance: true }] });
      expect(score.best).toBeGreaterThanOrEqual(75);
    });
  });

  it('controls on paper never remove more than the method says of the exposure', () => {
    holds([randomMethod, site], (method, inputs) => {
      const { residual, inherent } = computeScore(method, inputs);
      expect(residual.r0.point).toBeGreaterThanOrEqual(inherent.value.point * (1 - method.controls.reduction) - NOISE);
    });
  });

  it('good news together never takes off more than its cap', () => {
    holds([randomMethod, site], (method, inputs) => {
      const without = computeScore(method, { ...inputs, signals: inputs.signals.filter(({ points }) => points >= 0) });
      const { residual } = computeScore(method, inputs);
      expect(residual.r1.point).toBeGreaterThanOrEqual(without.residual.r1.point - method.signals.creditCap - NOISE);
    });
  });

  it('the order of what is known does not matter', () => {
    holds([randomMethod, site], (method, inputs) => {
      const { contributions: _, ...there } = scoreSite(method, inputs);
      const { contributions: __, ...back } = scoreSite(method, turned(inputs));
      expect(back).toEqual(there);
    });
  });

  it('a replay equals the original, from the stored text and whatever the order of its members and lists', () => {
    holds([randomMethod, site], (method, inputs) => {
      const receipt = issueReceipt({
        method,
        manual: { id: 'm', version: '1', sha256: 'a'.repeat(64) },
        subject: { supplier: 's', site: 't', tenant: 'u' },
        inputs,
        result: scoreSite(method, inputs, ['2027-01-01']),
      });
      const stored = JSON.parse(JSON.stringify(receipt)) as Receipt;
      expect(checkReceipt(stored)).toEqual({ receipt: stored });
      expect(replayReceipt(stored)).toEqual({ same: true, differences: [] });
      expect(replayReceipt(Object.fromEntries(Object.entries(stored).toReversed()) as unknown as Receipt).same).toBe(true);
      expect(replayReceipt(resealed({ ...stored, inputs: { ...stored.inputs, ...turned(stored.inputs) } })).same).toBe(true);
    });
  });
});

describe('confidence', () => {
  const published = (method: Method, inputs: ScoreInputs): number => scoreSite(method, inputs).confidence;

  it('never grows by time alone, where no signal fades', () => {
    holds([randomMethod, site, fc.integer({ min: 0, max: 4000 })], (method, inputs, days) => {
      const still = { ...inputs, signals: [] };
      expect(published(method, { ...still, asOf: addDays(inputs.asOf, days) })).toBeLessThanOrEqual(published(method, still));
    });
  });

  it('never grows when an answer is taken away and all answers bear one date', () => {
    holds([randomMethod, openSite], (method, inputs) => {
      const one = {
        ...inputs,
        exposures: inputs.exposures.map((item) => ({ ...item, date: item.state === 'answered' ? inputs.asOf : null })),
        controls: inputs.controls.map((item) => ({ ...item, date: item.state === 'answered' ? inputs.asOf : null })),
      };
      const [first, ...others] = one.exposures;
      const [, ...controls] = one.controls;
      if (first === undefined) return;
      const silenced = { ...one, exposures: [{ ...first, ...silence, state: 'unanswered' as const, overdue: true }, ...others] };
      expect(published(method, silenced)).toBeLessThanOrEqual(published(method, one));
      const unsaid = one.controls.slice(0, 1).map((item) => ({ ...item, ...silence, state: 'unknown' as const }));
      expect(published(method, { ...one, controls: [...unsaid, ...controls] })).toBeLessThanOrEqual(published(method, one));
    });
  });

  it('is not touched by floors, inheritance or zero tolerance, which hide what is unknown', () => {
    holds([randomMethod, site], (method, inputs) => {
      const bare = { ...inputs, inherited: null, residualFloors: [] };
      const covered = { ...bare, inherited: { point: 90, best: 90, worst: 90 }, residualFloors: [{ id: 'state_imposed', value: 99 }] };
      expect(published(method, covered)).toBe(published(method, bare));
    });
  });
});

describe('the next change by time alone', () => {
  const bandOn = (method: Method, inputs: ScoreInputs, asOf: string): string => scoreSite(method, { ...inputs, asOf }).band;

  it('is a day on which the band is another or a signal begins to age, and on no day before it has the band changed', () => {
    holds([randomMethod, site, between(0, 1)], (method, inputs, share) => {
      const next = scoreSite(method, inputs).nextChangeAt;
      const now = bandOn(method, inputs, inputs.asOf);
      const days = next === null ? 5000 : daysBetween(inputs.asOf, next) - 1;
      if (days > 0) expect(bandOn(method, inputs, addDays(dayOf(inputs.asOf), Math.floor(share * days) + 1))).toBe(now);
      if (next === null || inputs.signals.some(({ agesFrom }) => agesFrom !== null && Date.parse(agesFrom) === Date.parse(next))) return;
      expect(bandOn(method, inputs, next)).not.toBe(now);
    });
  });
});
