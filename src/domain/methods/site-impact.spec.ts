import { beforeAll, describe, expect, it } from '@jest/globals';
import { readShipped, type Shipped } from '../../../test/support/shipped.js';
import { assembleInputs } from '../scoring/assemble-inputs.js';
import { issueReceipt, type Receipt } from '../scoring/receipt.js';
import { scoreSite } from '../scoring/score-site.js';
import type { SiteProfile } from '../scoring/site-facts.js';
import { type Adjustments, NO_ADJUSTMENTS } from './adjustments.js';
import { mergeMethod } from './merge-method.js';
import { siteImpact } from './site-impact.js';
import { type Made, trialSteps } from './trial-steps.js';
import { withSectorValues } from './with-sector-values.js';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const GARMENTS: SiteProfile = {
  country: 'BGD',
  region: null,
  isic: '14',
  goodsMode: 'services',
  goods: [],
  goodsUnmatched: 0,
  workers: 200,
};
const value = (points: number): Adjustments['sectorValues'] => [{ isic: '14', value: points, reason: { en: 'Why.' } }];
const floor = (points: number): Adjustments['floors'] => [
  { id: 'own', value: points, when: 'sector.value >= 90.0', reason: { en: 'Why.' } },
];
const made = (changes: Partial<Adjustments>, baseVersion = '1.1.0'): Made => ({
  baseVersion,
  adjustments: { ...NO_ADJUSTMENTS, ...changes },
});

function receiptOf({ baseVersion, adjustments }: Made): Receipt {
  const methodology = mergeMethod({ ...shipped.methodology, version: baseVersion }, 1, adjustments);
  const inputs = assembleInputs({
    manual: shipped.manual,
    methodology,
    indices: withSectorValues(shipped.indices, adjustments.sectorValues),
    site: GARMENTS,
    effective: [],
    cases: [],
    signals: [],
    inherited: null,
    asOf: '2026-11-23T00:00:00.000Z',
  });
  const manual = { id: shipped.manual.id, version: shipped.manual.version, sha256: shipped.manualSha256 };
  const subject = { supplier: 'supplier', site: 'site', tenant: 'tenant' };
  return issueReceipt({ method: methodology, manual, subject, inputs, result: scoreSite(methodology, inputs) });
}

const impactOf = (before: Made, after: Made) =>
  siteImpact(
    receiptOf(before),
    trialSteps(before, after).map((step) => ({ cause: step.cause, receipt: receiptOf(step) })),
  );

describe('the way from one method to another', () => {
  it('goes by the shipped version, the sector values and the floors, and leaves out what is the same', () => {
    const causes = (before: Made, after: Made) => trialSteps(before, after).map(({ cause }) => cause);
    expect(causes(made({}), made({ sectorValues: value(100), floors: floor(80) }, '1.2.0'))).toEqual(['method', 'sector', 'floor']);
    expect(causes(made({ sectorValues: value(100) }), made({ sectorValues: value(100), floors: floor(80) }))).toEqual(['floor']);
    expect(causes(made({ floors: floor(80) }), made({ floors: floor(80), cadence: { critical: 1, high: 1, medium: 1, low: 1 } }))).toEqual(
      [],
    );
    expect(causes(made({ sectorValues: value(90) }), made({}))).toEqual(['sector']);
  });

  it('leads to the other method', () => {
    const after = made({ sectorValues: value(100), floors: floor(80) }, '1.2.0');
    expect(trialSteps(made({}), after).at(-1)).toEqual({ cause: 'floor', ...after });
  });
});

describe('what a method does to a site', () => {
  it('is told by causes that add up to the whole', () => {
    const impact = impactOf(made({}), made({ sectorValues: value(100), floors: floor(80) }));
    expect(impact.causes.map(({ cause, ref }) => [cause, ref])).toEqual([
      ['sector', '14'],
      ['floor', 'own'],
    ]);
    expect(impact.causes.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(impact.residualAfter - impact.residualBefore, 9);
    expect(impact).toMatchObject({ residualAfter: 80, bandAfter: 'critical', floorBefore: null, floorAfter: 'own' });
    expect(impact.contributions[0]).toMatchObject({ factor: 'floor', ref: 'own', before: 0 });
  });

  it('is told of what is taken away too', () => {
    const impact = impactOf(made({ sectorValues: value(100), floors: floor(80) }), made({ sectorValues: value(100) }));
    expect(impact).toMatchObject({ residualBefore: 80, floorBefore: 'own', floorAfter: null });
    expect(impact.causes).toEqual([{ cause: 'floor', ref: 'own', points: expect.any(Number) }]);
    expect(impact.causes[0]?.points).toBeLessThan(0);
  });

  it('is nothing where scores stay as they are', () => {
    const impact = impactOf(made({}), made({ cadence: { critical: 1, high: 1, medium: 1, low: 1 } }));
    expect(impact).toMatchObject({ move: 0, causes: [], contributions: [] });
    expect(impact.residualAfter).toBe(impact.residualBefore);
  });

  it('names the shipped version where that is another', () => {
    const lower = { ...made({}), baseVersion: '1.2.0' };
    const [before, after] = [receiptOf(made({})), receiptOf(lower)];
    const graver: Receipt = { ...after, result: { ...after.result, residual: after.result.residual + 1 } };
    expect(siteImpact(before, [{ cause: 'method', receipt: graver }]).causes).toEqual([{ cause: 'method', ref: '1.2.0', points: 1 }]);
  });
});
