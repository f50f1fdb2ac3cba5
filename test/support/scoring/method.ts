import type { Method } from '../../../src/domain/scoring/methodology.js';

/** The figures of methodology version 1 as the design states them, for tests that must not depend on a content file. */
export const testMethod: Method = {
  id: 'test',
  version: '1',
  sha256: '0'.repeat(64),
  inherent: { weights: { country: 0.35, sector: 0.2, goods: 0.15, workforce: 0.3 } },
  country: {
    parts: [
      { id: 'governance', weight: 0.4, unknown: { point: 50, best: 0, worst: 100 } },
      { id: 'trafficking_response', weight: 0.35, unknown: { point: 30, best: 10, worst: 40 } },
      { id: 'child_labour_response', weight: 0.25, unknown: { point: null, best: 25, worst: 100 } },
    ],
  },
  sector: { unknown: { point: 50, best: 10, worst: 100 } },
  goods: { unknownPoint: 20 },
  exposure: { unknown: 0.75, overdue: 1 },
  evidence: {
    management: { declared: 0.5, documented: 0.8, verified: 1 },
    workplace: { declared: 0.25, documented: 0.6, verified: 1 },
  },
  controls: { reduction: 0.6 },
  cases: { points: { critical: 20, major: 2, minor: 0.5 }, minorCap: 20, zeroToleranceFloor: 75 },
  signals: { halfLifeMonths: 12, creditCap: 10 },
  confidence: { halfLifeMonths: 24 },
  inherited: { share: 0.6, depth: 5 },
  bands: [
    { id: 'low', from: 0 },
    { id: 'medium', from: 25 },
    { id: 'high', from: 50 },
    { id: 'critical', from: 75 },
  ],
};
