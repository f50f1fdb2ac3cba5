import { beforeAll, describe, expect, it } from '@jest/globals';
import { readShipped, type Shipped } from '../../../test/support/shipped.js';
import { sectorInput } from '../scoring/assemble-facts.js';
import { methodOf } from '../scoring/method-of.js';
import { type Adjustments, NO_ADJUSTMENTS } from './adjustments.js';
import { mergeMethod } from './merge-method.js';
import { withSectorValues } from './with-sector-values.js';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const OWN: Adjustments = {
  sectorValues: [{ isic: '14', value: 100, reason: { en: 'Cases of our own.' } }],
  floors: [{ id: 'own', value: 80, when: 'sector.value >= 90.0', reason: { en: 'Seldom free of risk.' } }],
  cadence: { critical: 1, high: 2, medium: 3, low: 4 },
};

describe('a tenant’s method', () => {
  it('without adjustments is the shipped one itself, so that its scores name that', () => {
    expect(mergeMethod(shipped.methodology, 7, NO_ADJUSTMENTS)).toBe(shipped.methodology);
  });

  it('has the shipped figures, the shipped floors and its own, and a name and hash of its own', () => {
    const method = mergeMethod(shipped.methodology, 3, OWN);
    const { version, sha256, ...figures } = methodOf(method);
    expect(version).toBe('1.1.0+t3');
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(figures).toEqual((({ version: _, sha256: __, ...rest }) => rest)(methodOf(shipped.methodology)));
    expect(method.floors).toEqual([...shipped.methodology.floors, ...OWN.floors]);
    expect(method.cadenceMonths).toEqual(OWN.cadence);
  });

  it('has another hash whatever of it differs, and the same for the same', () => {
    const hash = (changes: Partial<Adjustments>, number = 1): string =>
      mergeMethod(shipped.methodology, number, { ...OWN, ...changes }).sha256;
    const hashes = [
      hash({}),
      hash({}, 2),
      hash({ sectorValues: [] }),
      hash({ sectorValues: [{ isic: '14', value: 99, reason: { en: 'Cases of our own.' } }] }),
      hash({ sectorValues: [{ isic: '14', value: 100, reason: { en: 'Another reason.' } }] }),
      hash({ floors: [] }),
      hash({ cadence: null }),
      shipped.methodology.sha256,
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hash({})).toBe(hash({}));
  });
});

describe('the sector table with a tenant’s own values', () => {
  it('says which value is whose, sector by sector', () => {
    const indices = withSectorValues(shipped.indices, OWN.sectorValues);
    const { edition } = shipped.indices.sectors;
    expect(sectorInput('14', indices)).toEqual({ isic: '14', value: 100, edition: `${edition} + own` });
    expect(sectorInput('62', indices)).toEqual(sectorInput('62', shipped.indices));
    expect(sectorInput(null, indices)).toEqual({ isic: null, value: null, edition });
    expect(sectorInput('14', shipped.indices).value).not.toBe(100);
  });

  it('is the same object for the same values, and the shipped one for none', () => {
    expect(withSectorValues(shipped.indices, OWN.sectorValues)).toBe(withSectorValues(shipped.indices, OWN.sectorValues));
    expect(withSectorValues(shipped.indices, [])).toBe(shipped.indices);
  });
});
