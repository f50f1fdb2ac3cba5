import { beforeAll, describe, expect, it } from '@jest/globals';
import { readShipped, type Shipped } from '../../../test/support/shipped.js';
import { type Hop, type HopPlace, markHop } from './mark-hop.js';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const somewhere: HopPlace = { country: 'SWE', region: null, goodsMode: 'services', goods: [], goodsUnmatched: [] };
const hop = (more: Partial<Hop>): Hop => ({
  kind: 'goods',
  goods: [],
  unmatched: [],
  recruitedFrom: [],
  recruitedVia: [],
  places: [somewhere],
  ...more,
});
const told = (more: Partial<Hop>): readonly unknown[] => {
  const { mark, reasons } = markHop(hop(more), shipped.indices);
  return [mark, ...reasons.map(({ code, iso3 }) => (iso3 === null ? code : `${code} ${iso3}`))];
};

describe('a step of a chain', () => {
  it('touches a listing where its good is listed in its origin, wherever it is sold from', () => {
    expect(told({ goods: [{ good: 'cotton', iso3: 'IND' }] })).toEqual(['touches', 'listed IND']);
    expect(told({ goods: [{ good: 'cotton', iso3: 'SWE' }] })).toEqual(['nothing_found']);
  });

  it('shows a listing that a later edition removed, with that remark', () => {
    const { mark, reasons } = markHop(hop({ goods: [{ good: 'shrimp', iso3: 'THA' }] }), shipped.indices);
    expect([mark, reasons[0]?.note?.['en']]).toEqual(['touches', expect.stringMatching(/2024 edition/)]);
  });

  it('is unknown where the origin, the good or the place is not known', () => {
    expect(told({ goods: [{ good: 'cotton', iso3: null }] })).toEqual(['unknown', 'origin_unknown']);
    expect(told({ unmatched: [{ words: 'magic dust', iso3: 'SWE' }] })).toEqual(['unknown', 'good_unknown']);
    expect(told({})).toEqual(['unknown', 'good_unknown']);
    expect(told({ goods: [{ good: 'cotton', iso3: 'SWE' }], places: [] })).toEqual(['unknown', 'place_unknown']);
    expect(told({ goods: [{ good: 'no_longer_there', iso3: 'SWE' }] })).toEqual(['unknown', 'good_unknown']);
  });

  it('goes by what its places declare where the link names nothing', () => {
    const farm: HopPlace = { ...somewhere, goodsMode: 'declared', goods: [{ good: 'cotton', iso3: 'IND' }] };
    expect(told({ places: [farm] })).toEqual(['touches', 'listed IND']);
    expect(told({ places: [farm, { ...farm, goodsMode: 'undeclared', goods: [] }] })).toEqual(['touches', 'listed IND', 'good_unknown']);
  });

  it('touches labour imposed by a state by origin, by place, and by where workers come from', () => {
    expect(told({ goods: [{ good: 'cotton', iso3: 'TKM' }] })).toEqual(['touches', 'listed TKM', 'state_imposed TKM']);
    expect(told({ kind: 'services', places: [{ ...somewhere, country: 'CHN', region: 'Xinjiang' }] })).toEqual([
      'touches',
      'state_imposed CHN',
    ]);
    expect(told({ kind: 'labour', recruitedFrom: ['PRK'] })).toEqual(['touches', 'labour_corridor PRK', 'state_imposed PRK']);
  });

  it('does not take China for Xinjiang, nor an untold region for another one', () => {
    const cotton = { goods: [{ good: 'cotton', iso3: 'CHN' }] };
    expect(told({ ...cotton, places: [{ ...somewhere, country: 'CHN', region: 'Shandong' }] })).not.toContain('region_unknown CHN');
    expect(told(cotton)).toContain('region_unknown CHN');
  });

  it('of labour touches weak responses to trafficking on the whole way, and is unknown where nobody says from where', () => {
    expect(told({ kind: 'labour', recruitedFrom: ['SWE'], recruitedVia: ['RUS'] })).toEqual(['touches', 'labour_corridor RUS']);
    expect(told({ kind: 'labour' })).toEqual(['unknown', 'corridor_unknown']);
    expect(told({ kind: 'labour', recruitedFrom: ['SWE'] })).toEqual(['nothing_found']);
  });
});
