import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { computeScore } from './compute.js';
import { contributionsTo } from './contributions.js';
import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';
import type { Evidence, Range } from './methodology.js';
import { issueReceipt } from './receipt.js';
import { replayReceipt } from './replay.js';
import { scoreSite } from './score-site.js';
import { EVIDENCE, evidence, openSite, silence, site, unit } from '../../../test/support/scoring/arbitraries.js';
import { ANSWERED_ON } from '../../../test/support/scoring/inputs.js';
import { testMethod } from '../../../test/support/scoring/method.js';

const NOISE = 1e-9;
const RUNS = { seed: 20260523, numRuns: 300 } as const;

const residual = (inputs: ScoreInputs): Range => computeScore(testMethod, inputs).residual.value;
const width = ({ best, worst }: Range): number => worst - best;
const withExposure = (inputs: ScoreInputs, change: Partial<ExposureInput>): ScoreInputs => ({
  ...inputs,
  exposures: [
    {
      question: 'X',
      weight: 2,
      overdue: false,
      ...silence,
      source: 'assessment:1',
      date: ANSWERED_ON,
      state: 'answered',
      exposure: 0,
      evidence: 'declared',
      ...change,
    },
    ...inputs.exposures,
  ],
});
const withControl = (inputs: ScoreInputs, change: Partial<ControlInput>): ScoreInputs => ({
  ...inputs,
  controls: [
    {
      question: 'X',
      domain: 'd',
      method: 'management',
      weight: 2,
      ...silence,
      source: 'assessment:1',
      date: ANSWERED_ON,
      state: 'answered',
      score: 1,
      evidence: 'declared',
      ...change,
    },
    ...inputs.controls,
  ],
});
const blank = { ...silence, state: 'unanswered' } as const;
const unknown = { ...silence, state: 'unknown' } as const;

const holds = <T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...values: T) => void,
): void => fc.assert(fc.property(...arbitraries, check), RUNS);

const expectAtLeast = (higher: Range, lower: Range): void => expect(higher.point).toBeGreaterThanOrEqual(lower.point - NOISE);
const expectAtLeastAsWide = (wider: Range, narrower: Range): void => expect(width(wider)).toBeGreaterThanOrEqual(width(narrower) - NOISE);

describe('for a fixed set of questions', () => {
  it('raising an exposure never lowers the risk', () => {
    holds([openSite, unit, unit, evidence], (inputs, a, b, evidence) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expectAtLeast(
        residual(withExposure(inputs, { exposure: high, evidence })),
        residual(withExposure(inputs, { exposure: low, evidence })),
      );
    });
  });

  it('lowering a score never lowers the risk', () => {
    holds([openSite, unit, unit, evidence], (inputs, a, b, evidence) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expectAtLeast(residual(withControl(inputs, { score: low, evidence })), residual(withControl(inputs, { score: high, evidence })));
    });
  });

  it('weaker evidence never lowers the risk', () => {
    holds([openSite, unit, fc.nat(1), fc.constantFrom('management', 'workplace')], (inputs, value, step, method) => {
      const [weaker, stronger] = [EVIDENCE[step] as Evidence, EVIDENCE[step + 1] as Evidence];
      expectAtLeast(
        residual(withExposure(inputs, { exposure: value, evidence: weaker })),
        residual(withExposure(inputs, { exposure: value, evidence: stronger })),
      );
      expectAtLeast(
        residual(withControl(inputs, { score: value, method, evidence: weaker })),
        residual(withControl(inputs, { score: value, method, evidence: stronger })),
      );
    });
  });

  it('silence after the due date never beats any answer nor "we do not know", and is never known better', () => {
    holds([openSite, unit, evidence], (inputs, value, evidence) => {
      const silentRisk = residual(withExposure(inputs, { ...blank, overdue: true }));
      const silentControl = residual(withControl(inputs, blank));
      for (const change of [{ exposure: value, evidence }, unknown]) {
        expectAtLeast(silentRisk, residual(withExposure(inputs, change)));
        expectAtLeastAsWide(silentRisk, residual(withExposure(inputs, change)));
      }
      for (const change of [{ score: value, evidence }, unknown]) {
        expectAtLeast(silentControl, residual(withControl(inputs, change)));
        expectAtLeastAsWide(silentControl, residual(withControl(inputs, change)));
      }
    });
  });

  it('answering never widens the range', () => {
    holds([openSite, unit, evidence, fc.boolean()], (inputs, value, evidence, overdue) => {
      for (const before of [{ ...blank, overdue }, unknown]) {
        expectAtLeastAsWide(residual(withExposure(inputs, before)), residual(withExposure(inputs, { exposure: value, evidence })));
        expectAtLeastAsWide(residual(withControl(inputs, before)), residual(withControl(inputs, { score: value, evidence })));
      }
    });
  });

  it('no answers never score below the same answers all verified and perfect', () => {
    holds([site, fc.boolean()], (inputs, overdue) => {
      const none = {
        ...inputs,
        exposures: inputs.exposures.map((e) => ({ ...e, ...blank, overdue })),
        controls: inputs.controls.map((c) => ({ ...c, ...blank })),
      };
      const perfect = {
        ...inputs,
        exposures: inputs.exposures.map((e) => ({
          ...e,
          state: 'answered' as const,
          exposure: 0,
          evidence: 'verified' as const,
          date: ANSWERED_ON,
        })),
        controls: inputs.controls.map((c) => ({
          ...c,
          state: 'answered' as const,
          score: 1,
          evidence: 'verified' as const,
          date: ANSWERED_ON,
        })),
      };
      expectAtLeast(residual(none), residual(perfect));
      expectAtLeast(residual({ ...inputs, exposures: [], controls: [] }), residual(perfect));
    });
  });

  it('denying every exposure pays the less, the less it is proven', () => {
    holds([openSite], (inputs) => {
      const deny = (evidence: Evidence) =>
        residual({
          ...inputs,
          exposures: inputs.exposures.map((e) => ({ ...e, state: 'answered' as const, exposure: 0, evidence, date: ANSWERED_ON })),
        });
      expectAtLeast(deny('declared'), deny('documented'));
      expectAtLeast(deny('documented'), deny('verified'));
    });
  });
});

describe('always', () => {
  it('the risk lies between its best and its worst, and within 0 to 100', () => {
    holds([site], (inputs) => {
      const { residual, best, worst, inherent, controls, confidence } = scoreSite(testMethod, inputs);
      expect(best).toBeLessThanOrEqual(residual);
      expect(residual).toBeLessThanOrEqual(worst);
      for (const figure of [best, worst, inherent, controls, confidence]) {
        expect(figure).toBeGreaterThanOrEqual(0);
        expect(figure).toBeLessThanOrEqual(100);
      }
    });
  });

  it('contributions add up to the risk', () => {
    holds([site], (inputs) => {
      const score = computeScore(testMethod, inputs);
      const sum = contributionsTo(testMethod, inputs, score).reduce((total, { points }) => total + points, 0);
      expect(Math.abs(sum - score.residual.value.point)).toBeLessThan(NOISE);
    });
  });

  it('opening a case or adding an adverse signal never lowers the risk', () => {
    holds([site, fc.constantFrom('critical', 'major', 'minor'), fc.boolean(), fc.nat(9)], (inputs, severity, zeroTolerance, points) => {
      const before = residual(inputs);
      expectAtLeast(residual({ ...inputs, cases: [...inputs.cases, { id: 'new', severity, zeroTolerance }] }), before);
      expectAtLeast(
        residual({ ...inputs, signals: [...inputs.signals, { id: 'new', kind: 'media', points, agesFrom: ANSWERED_ON }] }),
        before,
      );
    });
  });

  it('an open zero-tolerance case keeps the risk at 75 or more, best and worst alike', () => {
    holds([site], (inputs) => {
      const { residual, best, band } = scoreSite(testMethod, {
        ...inputs,
        cases: [...inputs.cases, { id: 'zero', severity: 'minor', zeroTolerance: true }],
      });
      expect(residual).toBeGreaterThanOrEqual(75);
      expect(best).toBeGreaterThanOrEqual(75);
      expect(band).toBe('critical');
    });
  });

  it('the order of what is known does not matter', () => {
    holds([site], (inputs) => {
      const turned = {
        ...inputs,
        country: { ...inputs.country, parts: inputs.country.parts.toReversed() },
        goods: { ...inputs.goods, items: inputs.goods.items.toReversed() },
        exposures: inputs.exposures.toReversed(),
        floors: inputs.floors.toReversed(),
        controls: inputs.controls.toReversed(),
        cases: inputs.cases.toReversed(),
        signals: inputs.signals.toReversed(),
      };
      const { contributions: _, ...there } = scoreSite(testMethod, inputs);
      const { contributions: __, ...back } = scoreSite(testMethod, turned);
      expect(back).toEqual(there);
    });
  });

  it('a replay from the stored text equals the original', () => {
    holds([site], (inputs) => {
      const receipt = issueReceipt({
        method: testMethod,
        manual: { id: 'm', version: '1', sha256: 'a'.repeat(64) },
        subject: { supplier: 's', site: 't', tenant: 'u' },
        inputs,
        result: scoreSite(testMethod, inputs, ['2027-01-01']),
      });
      expect(replayReceipt(JSON.parse(JSON.stringify(receipt)))).toEqual({ same: true, differences: [] });
    });
  });
});
