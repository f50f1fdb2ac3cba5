import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';
import type { Evidence } from './methodology.js';
import { EVIDENCE, evidence, openSite, silence, site, unit } from '../../../test/support/scoring/arbitraries.js';
import { expectAtLeast, expectAtLeastAsWide, holds, residual } from '../../../test/support/scoring/holds.js';
import { ANSWERED_ON } from '../../../test/support/scoring/inputs.js';
import { randomMethod } from '../../../test/support/scoring/random-methods.js';

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

/** Section 7 of the methodology, one promise a test, under methods of any figures. */
describe('for a fixed set of questions', () => {
  it('raising an exposure never lowers the risk', () => {
    holds([randomMethod, openSite, unit, unit, evidence], (method, inputs, a, b, evidence) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expectAtLeast(
        residual(method, withExposure(inputs, { exposure: high, evidence })),
        residual(method, withExposure(inputs, { exposure: low, evidence })),
      );
    });
  });

  it('lowering a score never lowers the risk', () => {
    holds([randomMethod, openSite, unit, unit, evidence], (method, inputs, a, b, evidence) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      expectAtLeast(
        residual(method, withControl(inputs, { score: low, evidence })),
        residual(method, withControl(inputs, { score: high, evidence })),
      );
    });
  });

  it('weaker evidence never lowers the risk', () => {
    holds([randomMethod, openSite, unit, fc.nat(1), fc.constantFrom('management', 'workplace')], (method, inputs, value, step, by) => {
      const [weaker, stronger] = [EVIDENCE[step] as Evidence, EVIDENCE[step + 1] as Evidence];
      expectAtLeast(
        residual(method, withExposure(inputs, { exposure: value, evidence: weaker })),
        residual(method, withExposure(inputs, { exposure: value, evidence: stronger })),
      );
      expectAtLeast(
        residual(method, withControl(inputs, { score: value, method: by, evidence: weaker })),
        residual(method, withControl(inputs, { score: value, method: by, evidence: stronger })),
      );
    });
  });

  it('silence after the due date never beats any answer nor "we do not know", and is never known better', () => {
    holds([randomMethod, openSite, unit, evidence], (method, inputs, value, evidence) => {
      const silentRisk = residual(method, withExposure(inputs, { ...blank, overdue: true }));
      const silentControl = residual(method, withControl(inputs, blank));
      for (const change of [{ exposure: value, evidence }, unknown]) {
        expectAtLeast(silentRisk, residual(method, withExposure(inputs, change)));
        expectAtLeastAsWide(silentRisk, residual(method, withExposure(inputs, change)));
      }
      for (const change of [{ score: value, evidence }, unknown]) {
        expectAtLeast(silentControl, residual(method, withControl(inputs, change)));
        expectAtLeastAsWide(silentControl, residual(method, withControl(inputs, change)));
      }
    });
  });

  it('answering never widens the range', () => {
    holds([randomMethod, openSite, unit, evidence, fc.boolean()], (method, inputs, value, evidence, overdue) => {
      for (const before of [{ ...blank, overdue }, unknown]) {
        expectAtLeastAsWide(
          residual(method, withExposure(inputs, before)),
          residual(method, withExposure(inputs, { exposure: value, evidence })),
        );
        expectAtLeastAsWide(
          residual(method, withControl(inputs, before)),
          residual(method, withControl(inputs, { score: value, evidence })),
        );
      }
    });
  });

  it('no answers never score below the same answers all verified and perfect', () => {
    holds([randomMethod, site, fc.boolean()], (method, inputs, overdue) => {
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
      expectAtLeast(residual(method, none), residual(method, perfect));
      expectAtLeast(residual(method, { ...inputs, exposures: [], controls: [] }), residual(method, perfect));
    });
  });

  it('denying every exposure pays the less, the less it is proven', () => {
    holds([randomMethod, openSite], (method, inputs) => {
      const deny = (evidence: Evidence) =>
        residual(method, {
          ...inputs,
          exposures: inputs.exposures.map((e) => ({ ...e, state: 'answered' as const, exposure: 0, evidence, date: ANSWERED_ON })),
        });
      expectAtLeast(deny('declared'), deny('documented'));
      expectAtLeast(deny('documented'), deny('verified'));
    });
  });
});
