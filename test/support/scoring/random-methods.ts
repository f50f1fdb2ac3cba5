import fc from 'fast-check';
import type { EvidenceShares, Method, Range } from '../../../src/domain/scoring/methodology.js';
import { between } from './numbers.js';

/** Methods that `checkMethodology` lets through, and that resemble the shipped one in nothing else. */

const percent = between(0, 100);
const share = between(0, 1);
const months = between(0.5, 60);
const smallPoints = fc.oneof(fc.constantFrom(0, 0.5, 2), between(0, 10));

const ascending = <T>(three: readonly number[], build: (low: number, middle: number, high: number) => T): T => {
  const [low = 0, middle = 0, high = 0] = [...three].sort((a, b) => a - b);
  return build(low, middle, high);
};
const three = <T>(of: fc.Arbitrary<number>, build: (low: number, middle: number, high: number) => T): fc.Arbitrary<T> =>
  fc.array(of, { minLength: 3, maxLength: 3 }).map((drawn) => ascending(drawn, build));

/** Any figure with a best that is no worse, and a worst that is no better. */
export const range: fc.Arbitrary<Range> = three(percent, (best, point, worst) => ({ point, best, worst }));
const evidenceShares: fc.Arbitrary<EvidenceShares> = three(share, (declared, documented, verified) => ({ declared, documented, verified }));

/** So many weights that add up to 1; some may be nothing. */
const wholes = (count: number): fc.Arbitrary<readonly number[]> =>
  fc
    .array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })), { minLength: count, maxLength: count })
    .filter((drawn) => drawn.some((one) => one > 0))
    .map((drawn) => drawn.map((one) => one / drawn.reduce((sum, other) => sum + other, 0)));

const countryParts = fc
  .record({ weights: wholes(3), unknown: fc.array(range, { minLength: 3, maxLength: 3 }), ofOthers: fc.option(fc.nat(2), { nil: null }) })
  // What takes the mean of the others needs others that count.
  .filter(({ weights, ofOthers }) => ofOthers === null || (weights[ofOthers] ?? 1) < 1)
  .map(({ weights, unknown, ofOthers }): Method['country']['parts'] =>
    (['governance', 'trafficking_response', 'child_labour_response'] as const).map((id, index) => {
      const figures = unknown[index] ?? { point: 50, best: 0, worst: 100 };
      return {
        id,
        weight: weights[index] ?? 0,
        unknown: index === ofOthers ? { point: null, best: figures.best, worst: 100 } : figures,
      };
    }),
  );

const bands = three(fc.integer({ min: 1, max: 99 }), (medium, high, critical) => [medium, high, critical] as const)
  .filter(([medium, high, critical]) => medium < high && high < critical)
  .map(([medium, high, critical]): Method['bands'] => [
    { id: 'low', from: 0 },
    { id: 'medium', from: medium },
    { id: 'high', from: high },
    { id: 'critical', from: critical },
  ]);

const caseFigures = fc.record({
  points: fc
    .tuple(smallPoints, smallPoints, between(0, 40))
    .map((drawn) => ascending(drawn, (minor, major, critical) => ({ critical, major, minor }))),
  minorCap: between(0, 30),
  zeroTolerance: share,
});

/** The figures of any method that keeps the promises a method has to keep. */
export const randomMethod: fc.Arbitrary<Method> = fc
  .record({
    version: fc.constantFrom('1.0.0', '7.1.2'),
    weights: wholes(4),
    parts: countryParts,
    sector: range,
    unknownPoint: percent,
    exposureUnknown: share,
    management: evidenceShares,
    workplace: evidenceShares,
    reduction: share,
    cases: caseFigures,
    signals: fc.record({ halfLifeMonths: months, creditCap: between(0, 30) }),
    confidenceHalfLife: months,
    inherited: fc.record({ share, depth: fc.integer({ min: 1, max: 8 }) }),
    bands,
  })
  .map((drawn): Method => {
    const [country = 0, sector = 0, goods = 0, workforce = 0] = drawn.weights;
    const critical = drawn.bands.at(-1)?.from ?? 75;
    return {
      id: 'random',
      version: drawn.version,
      sha256: 'a'.repeat(64),
      inherent: { weights: { country, sector, goods, workforce } },
      country: { parts: drawn.parts },
      sector: { unknown: drawn.sector },
      goods: { unknownPoint: drawn.unknownPoint },
      exposure: { unknown: drawn.exposureUnknown, overdue: 1 },
      evidence: { management: drawn.management, workplace: drawn.workplace },
      controls: { reduction: drawn.reduction },
      cases: {
        points: drawn.cases.points,
        minorCap: drawn.cases.minorCap,
        zeroToleranceFloor: critical + (100 - critical) * drawn.cases.zeroTolerance,
      },
      signals: drawn.signals,
      confidence: { halfLifeMonths: drawn.confidenceHalfLife },
      inherited: drawn.inherited,
      bands: drawn.bands,
    };
  });
