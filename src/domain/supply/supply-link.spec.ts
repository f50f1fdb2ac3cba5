import { describe, expect, it } from '@jest/globals';
import { applyLink, movesTheGraph, NEW_LINK } from './supply-link.js';

const vocabulary = {
  goods: new Set(['cotton', 'sugar_cane']),
  country: (code: string) => ({ in: 'IND', ind: 'IND', xkx: 'XKX' })[code.toLowerCase()] ?? null,
};
const codes = ({ problems }: ReturnType<typeof applyLink>) => problems.map(({ path, code }) => `${path} ${code}`);

describe('what is said of a link', () => {
  it('is kept in codes where there are some and in its own words where not, each once', () => {
    const goods = [
      { good: 'Sugar cane', iso3: 'in' },
      { good: 'sugar_cane', iso3: 'IND' },
      { good: ' magic  dust ' },
      { good: 'none_of_these', iso3: 'XKX' },
    ];
    const { facts, problems } = applyLink('goods', NEW_LINK, { goods }, vocabulary);
    expect(problems).toEqual([]);
    expect(facts.goods).toEqual([
      { good: 'sugar_cane', iso3: 'IND' },
      { good: 'none_of_these', iso3: 'XKX' },
    ]);
    expect(facts.unmatched).toEqual([{ words: 'magic dust', iso3: null }]);
  });

  it('stays as it is where nothing is said, and is cleared by null', () => {
    const before = applyLink('goods', NEW_LINK, { goods: [{ good: 'cotton' }], share: 5, volume: 1, volumeUnit: 't' }, vocabulary).facts;
    expect(applyLink('goods', before, {}, vocabulary).facts).toEqual(before);
    expect(applyLink('goods', before, { goods: null, share: null, volume: null, volumeUnit: null }, vocabulary).facts).toEqual(NEW_LINK);
  });

  it('is refused with its place', () => {
    expect(codes(applyLink('goods', NEW_LINK, { goods: [{ good: 'x' }, { good: 'y', iso3: 'QQ' }] }, vocabulary))).toEqual([
      'goods.1.iso3 COUNTRY_UNKNOWN',
    ]);
    expect(codes(applyLink('services', NEW_LINK, { goods: [{ good: 'x' }], recruitedVia: ['IN'] }, vocabulary))).toEqual([
      'goods GOODS_NOT_EXPECTED',
      'recruitedVia CORRIDOR_NOT_EXPECTED',
    ]);
    expect(codes(applyLink('labour', NEW_LINK, { recruitedFrom: ['IN', '??'], volume: 3 }, vocabulary))).toEqual([
      'recruitedFrom.1 COUNTRY_UNKNOWN',
      'volumeUnit UNIT_EXPECTED',
    ]);
    expect(codes(applyLink('goods', NEW_LINK, { since: '2026-02-01', until: '2026-01-31' }, vocabulary))).toEqual(['until PERIOD_INVALID']);
  });

  it('asks for new scores only where who is behind whom, or who may know of it, changes', () => {
    expect(movesTheGraph(NEW_LINK, { ...NEW_LINK, share: 5 })).toBe(false);
    for (const change of [{ shared: true }, { since: '2026-01-01' }, { until: '2026-01-01' }])
      expect(movesTheGraph(NEW_LINK, { ...NEW_LINK, ...change })).toBe(true);
  });
});
