import { describe, expect, it } from '@jest/globals';
import {
  applyFacts,
  changedFacts,
  changesWhatCounts,
  type FactsVocabulary,
  type GivenFacts,
  NO_FACTS,
  type SiteFacts,
} from './site-facts.js';

const vocabulary: FactsVocabulary = {
  country: (code) => ({ UZ: 'UZB', UZB: 'UZB', IN: 'IND', IND: 'IND' })[code.toUpperCase()] ?? null,
  divisions: new Set(['13']),
  goods: new Set(['cotton']),
};
const site: SiteFacts = applyFacts(
  NO_FACTS,
  { name: 'Mill', country: 'UZ', isic: '13', goods: { mode: 'declared', items: [{ good: 'cotton' }] } },
  vocabulary,
).facts;
const problemsOf = (given: GivenFacts): string[] => applyFacts(site, given, vocabulary).problems.map(({ path, code }) => `${path} ${code}`);

describe('the facts of a site', () => {
  it('stay as they are where nothing is given, and null clears', () => {
    expect(applyFacts(site, {}, vocabulary)).toEqual({ facts: site, problems: [] });
    expect(applyFacts(site, { isic: null }, vocabulary).facts.isic).toBeNull();
  });

  it('name every code that nobody knows', () => {
    expect(
      problemsOf({ name: ' ', country: 'QQ', isic: '04', goods: { mode: 'declared', items: [{ good: 'cotton', iso3: 'ZZZ' }] } }),
    ).toEqual(['country COUNTRY_UNKNOWN', 'isic ISIC_UNKNOWN', 'goods.items.0.iso3 COUNTRY_UNKNOWN', 'name MISSING']);
  });

  it('hold goods only where goods are declared', () => {
    expect(problemsOf({ goods: { mode: 'services', items: [{ good: 'cotton' }] } })).toEqual(['goods.items GOODS_NOT_EXPECTED']);
    expect(problemsOf({ goods: { mode: 'declared' } })).toEqual(['goods.items GOODS_MISSING']);
    expect(problemsOf({ goods: { mode: 'undeclared' } })).toEqual([]);
  });

  it('keep goods that the vocabulary does not know as unknown, and take that none applies only when it is chosen', () => {
    const { goods } = applyFacts(
      site,
      { goods: { mode: 'declared', items: [{ good: 'moon dust' }, { good: 'none_of_these' }] } },
      vocabulary,
    ).facts;
    expect(goods).toEqual({ mode: 'declared', items: [{ good: 'none_of_these', iso3: 'UZB' }], unmatched: ['moon dust'] });
  });

  it('let goods of the own country follow when the country is corrected', () => {
    expect(applyFacts(site, { country: 'IND' }, vocabulary).facts.goods.items).toEqual([{ good: 'cotton', iso3: 'IND' }]);
  });

  it('ask for a new score when something that counts has changed, and only then', () => {
    const changed = (given: GivenFacts) => changedFacts(site, applyFacts(site, given, vocabulary).facts);
    expect(changed({ name: 'Mill 2', address: 'Here' })).toEqual(['name', 'address']);
    expect(changesWhatCounts(changed({ name: 'Mill 2' }))).toBe(false);
    expect(changesWhatCounts(changed({ region: 'Fergana' }))).toBe(true);
    expect(changesWhatCounts(changed({ goods: { mode: 'undeclared' } }))).toBe(true);
  });
});
