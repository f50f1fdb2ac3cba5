import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Indices } from '../src/domain/indices/indices.js';
import { assembleInputs } from '../src/domain/scoring/assemble-inputs.js';
import { answersAt } from '../src/domain/scoring/counted-answers.js';
import { methodOf } from '../src/domain/scoring/method-of.js';
import { scoreSite } from '../src/domain/scoring/score-site.js';
import type { SiteProfile } from '../src/domain/scoring/site-facts.js';
import { readShipped, type Shipped } from './support/shipped.js';

const NOW = '2026-11-23T12:00:00.000Z';

const SITE: SiteProfile = {
  country: 'XKX',
  region: null,
  isic: '14',
  goodsMode: 'declared',
  goods: [{ good: 'garments', iso3: 'XKX' }],
  goodsUnmatched: 0,
  workers: 50,
};

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const scoreWith = (change: (indices: Indices) => Partial<Indices>) => {
  const indices = { ...shipped.indices, ...change(shipped.indices) };
  const facts = { country: SITE.country, sector: SITE.isic, workers: SITE.workers, goods: ['garments'] };
  const { effective, horizons } = answersAt(shipped.manual, shipped.methodology, [], null, facts, NOW);
  const inputs = assembleInputs({ ...shipped, indices, site: SITE, effective, cases: [], signals: [], inherited: null, asOf: NOW });
  return { inputs, ...scoreSite(methodOf(shipped.methodology), inputs, horizons) };
};

const withEntry = <T>(entries: Readonly<Record<string, T>>, value: T | undefined): Record<string, T> => {
  const { [SITE.country]: _, ...others } = entries;
  return value === undefined ? others : { ...others, [SITE.country]: value };
};

interface Case {
  readonly name: string;
  readonly missing: (indices: Indices) => Partial<Indices>;
  /** The best and the worst that the index can say. */
  readonly best: (indices: Indices) => Partial<Indices>;
  readonly worst: (indices: Indices) => Partial<Indices>;
}

const governance =
  (value: number | undefined) =>
  ({ governance: index }: Indices) => ({
    governance: { ...index, entries: withEntry(index.entries, value) },
  });
const tier =
  (value: '1' | '3' | undefined) =>
  ({ trafficking: index }: Indices) => ({
    trafficking: { ...index, entries: withEntry(index.entries, value) },
  });
const level =
  (value: 'significant' | 'none' | undefined) =>
  ({ childLabour: index }: Indices) => ({
    childLabour: { ...index, entries: withEntry(index.entries, value) },
  });
const sector =
  (value: number | undefined) =>
  ({ sectors: index }: Indices) => ({
    sectors: {
      ...index,
      sectors: index.sectors.flatMap((one) => (one.isic !== SITE.isic ? [one] : value === undefined ? [] : [{ ...one, value }])),
    },
  });
const goods =
  (listed: boolean | undefined) =>
  ({ goods: index }: Indices) => ({
    goods: {
      ...index,
      goods: index.goods.flatMap((one) => {
        if (one.id !== 'garments') return [one];
        if (listed === undefined) return [];
        return [{ ...one, entries: listed ? [{ iso3: SITE.country, listings: ['forced_labour' as const] }] : [] }];
      }),
    },
  });

const CASES: readonly Case[] = [
  { name: 'governance', missing: governance(undefined), best: governance(0), worst: governance(100) },
  { name: 'response to trafficking', missing: tier(undefined), best: tier('1'), worst: tier('3') },
  { name: 'response to child labour', missing: level(undefined), best: level('significant'), worst: level('none') },
  { name: 'sectors', missing: sector(undefined), best: sector(10), worst: sector(100) },
  { name: 'goods', missing: goods(undefined), best: goods(false), worst: goods(true) },
];

describe('what an index does not hold', () => {
  it.each(CASES)('is unknown, never safe: $name', ({ missing, best, worst }) => {
    const [unknown, good, bad] = [scoreWith(missing), scoreWith(best), scoreWith(worst)];
    expect(unknown.residual).toBeGreaterThan(good.residual);
    expect(unknown.worst - unknown.best).toBeGreaterThan(good.worst - good.best);
    expect(unknown.worst).toBeGreaterThan(good.worst);
    expect(unknown.best).toBeLessThan(bad.best);
  });

  it('stands in the receipt as null, with the edition that was looked into', () => {
    const { country, sector: ofSector } = scoreWith(governance(undefined)).inputs;
    expect(country.parts[0]).toEqual({ id: 'governance', value: null, edition: '2022' });
    expect(ofSector.value).not.toBeNull();
    expect(scoreWith(sector(undefined)).inputs.sector.value).toBeNull();
    expect(scoreWith(goods(undefined)).inputs.goods).toMatchObject({ unmatched: 1, items: [] });
  });

  it('is told of labour imposed by a state alone where it is listed: a list of what is known, so that nothing else follows from it', () => {
    const none = scoreWith(({ stateImposed }) => ({ stateImposed: { ...stateImposed, entries: [] } }));
    expect(none.inputs.residualFloors).toEqual([]);
    const entry = { id: 'here', iso3: SITE.country, regions: [], goods: [], reason: { en: 'x' }, source: 'x', checkedOn: '2026-11-23' };
    const listed = scoreWith(({ stateImposed }) => ({ stateImposed: { ...stateImposed, entries: [entry] } }));
    expect(listed.inputs.residualFloors).toEqual([{ id: 'state_imposed', value: 50 }]);
  });
});
