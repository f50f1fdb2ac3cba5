import { describe, expect, it } from '@jest/globals';
import { cottonFarm } from '../../../test/support/scoring/inputs.js';
import { testMethod as method } from '../../../test/support/scoring/method.js';
import { scoreSite } from './score-site.js';
import { inputsForSupplier, opaque } from './supplier-receipt.js';

const ID = '01a20b63-f5f7-7b96-a056-d422959d9652';

describe('a score under the ids that a supplier knows', () => {
  it('says the same in every figure, and names nothing by an id that tells when it was made', () => {
    const inputs = {
      ...cottonFarm,
      exposures: cottonFarm.exposures.map((one) => ({
        ...one,
        source: `signal:${ID}`,
        replaced: { value: 0, source: `verification:${ID}` },
      })),
      cases: [{ id: ID, severity: 'major' as const, zeroTolerance: false }],
      signals: [{ id: ID, kind: 'audit', points: 6, agesFrom: null }],
    };
    const shown = inputsForSupplier(inputs, new Map([[ID, 'b-ref']]));
    expect(JSON.stringify(shown)).not.toContain(ID);
    expect(shown.cases).toEqual([{ id: 'b-ref', severity: 'major', zeroTolerance: false }]);
    const { contributions: _, ...figures } = scoreSite(method, inputs);
    expect(scoreSite(method, shown)).toMatchObject(figures);
  });

  it('leaves the sources of its own answers as they are', () => {
    const inputs = { ...cottonFarm, exposures: cottonFarm.exposures.map((one) => ({ ...one, source: `assessment:${ID}` })) };
    expect(inputsForSupplier(inputs, new Map()).exposures).toEqual(inputs.exposures);
  });

  it('stands for the same thing every time', () => {
    expect(opaque(ID)).toBe(opaque(ID));
    expect(opaque(ID)).not.toBe(opaque(ID.replace('2', '3')));
  });
});
