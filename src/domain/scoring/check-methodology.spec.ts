import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkFloors, checkMethodology } from './check-methodology.js';
import type { Methodology } from './methodology.js';
import { manual, question } from '../../../test/support/manuals.js';
import { holds } from '../../../test/support/scoring/holds.js';
import { randomMethod } from '../../../test/support/scoring/random-methods.js';
import { readShipped } from '../../../test/support/shipped.js';

let shipped: Methodology;
beforeAll(async () => {
  shipped = (await readShipped()).methodology;
});

type Change = (m: Methodology) => Methodology;

const points =
  (change: Partial<Methodology['cases']['points']>): Change =>
  (m) => ({
    ...m,
    cases: { ...m.cases, points: { ...m.cases.points, ...change } },
  });
const part =
  (at: number, change: Partial<Methodology['country']['parts'][number]>): Change =>
  (m) => ({
    ...m,
    country: { parts: m.country.parts.map((one, index) => (index === at ? { ...one, ...change } : one)) },
  });
const tables =
  (change: Partial<Methodology['tables']>): Change =>
  (m) => ({ ...m, tables: { ...m.tables, ...change } });
const evidence =
  (kind: 'management' | 'workplace', declared: number, documented: number, verified: number): Change =>
  (m) => ({
    ...m,
    evidence: { ...m.evidence, [kind]: { declared, documented, verified } },
  });
const unknown = (best: number, point: number | null, worst: number) => ({ best, point, worst });
const bands =
  (...from: readonly number[]): Change =>
  (m) => ({ ...m, bands: m.bands.map((band, index) => ({ ...band, from: from[index] ?? 0 })) });

describe('the check of a method', () => {
  it('finds nothing wrong with the shipped one, nor with any that the random tests use', () => {
    expect(checkMethodology(shipped)).toEqual([]);
    holds([randomMethod], (method) => expect(checkMethodology({ ...shipped, ...method })).toEqual([]), 200);
  });

  it.each<[string, string, string, Change]>([
    [
      'weights that are no whole',
      'inherent/weights',
      'WEIGHTS_SUM',
      (m) => ({ ...m, inherent: { weights: { ...m.inherent.weights, goods: 0.2 } } }),
    ],
    ['country weights that are no whole', 'country/parts', 'WEIGHTS_SUM', part(0, { weight: 0.5 })],
    ['bands that do not begin at 0', 'bands/0/from', 'BANDS_ORDER', bands(1, 25, 50, 75)],
    ['bands that do not ascend', 'bands/2/from', 'BANDS_ORDER', bands(0, 25, 25, 75)],
    [
      'bands under other names',
      'bands',
      'BANDS_ORDER',
      (m) => ({ ...m, bands: m.bands.map(({ from }, i) => ({ from, id: m.bands.at(3 - i)?.id ?? 'low' })) }),
    ],
    ['a floor that stands twice', 'floors/3/id', 'DUPLICATE_ID', (m) => ({ ...m, floors: [...m.floors, ...m.floors.slice(0, 1)] })],
    ['documents worth less than claims', 'evidence/management', 'FIGURES_ORDER', evidence('management', 0.5, 0.4, 1)],
    ['visits worth less than documents', 'evidence/workplace', 'FIGURES_ORDER', evidence('workplace', 0.2, 0.6, 0.5)],
    [
      'an unknown sector better than its best',
      'sector/unknown',
      'FIGURES_ORDER',
      (m) => ({ ...m, sector: { unknown: { best: 20, point: 10, worst: 100 } } }),
    ],
    [
      'an unknown sector worse than its worst',
      'sector/unknown',
      'FIGURES_ORDER',
      (m) => ({ ...m, sector: { unknown: { best: 0, point: 50, worst: 40 } } }),
    ],
    ['an unknown index better than its best', 'country/parts/1/unknown', 'FIGURES_ORDER', part(1, { unknown: unknown(20, 10, 30) })],
    ['an unknown index worse than its worst', 'country/parts/0/unknown', 'FIGURES_ORDER', part(0, { unknown: unknown(0, 50, 40) })],
    ['a mean with a best above its worst', 'country/parts/2/unknown', 'FIGURES_ORDER', part(2, { unknown: unknown(60, null, 50) })],
    ['two parts that take the mean of the others', 'country/parts', 'MEAN_OF_NOTHING', part(0, { unknown: unknown(0, null, 100) })],
    ['a part that stands twice', 'country/parts', 'DUPLICATE_ID', part(1, { id: 'governance' })],
    ['a minor case above a major one', 'cases/points', 'FIGURES_ORDER', points({ minor: 3 })],
    ['a major case above a critical one', 'cases/points', 'FIGURES_ORDER', points({ major: 21 })],
    ['a better tier that counts more', 'tables/tip', 'FIGURES_ORDER', (m) => tables({ tip: { ...m.tables.tip, '2': 5 } })(m)],
    ['a watch list below tier 2', 'tables/tip', 'FIGURES_ORDER', (m) => tables({ tip: { ...m.tables.tip, '2WL': 30 } })(m)],
    ['tier 3 below the watch list', 'tables/tip', 'FIGURES_ORDER', (m) => tables({ tip: { ...m.tables.tip, '3': 70 } })(m)],
    [
      'more advancement that counts worse',
      'tables/childLabour',
      'FIGURES_ORDER',
      (m) => tables({ childLabour: { ...m.tables.childLabour, none: 10 } })(m),
    ],
    [
      'an unlisted good above a listed one',
      'tables/goods',
      'FIGURES_ORDER',
      (m) => tables({ goods: { ...m.tables.goods, notListed: 31 } })(m),
    ],
    [
      'silence that counts less than the worst answer',
      'exposure/overdue',
      'SILENCE_PAYS',
      (m) => ({ ...m, exposure: { ...m.exposure, overdue: 0.9 } }),
    ],
    [
      'zero tolerance below the gravest band',
      'cases/zeroToleranceFloor',
      'ZERO_TOLERANCE_TOO_LOW',
      (m) => ({ ...m, cases: { ...m.cases, zeroToleranceFloor: 74 } }),
    ],
    [
      'a half-life of nothing',
      'signals/halfLifeMonths',
      'HALF_LIFE_RANGE',
      (m) => ({ ...m, signals: { ...m.signals, halfLifeMonths: 0.01 } }),
    ],
    ['a half-life without end', 'confidence/halfLifeMonths', 'HALF_LIFE_RANGE', (m) => ({ ...m, confidence: { halfLifeMonths: 2000 } })],
  ])('refuses %s, with its place', (_what, path, code, change) => {
    expect(checkMethodology(change(shipped)).map((problem) => [problem.path, problem.code])).toEqual([[path, code]]);
    for (const { message } of checkMethodology(change(shipped))) expect(message).toMatch(/^[A-Z"].*[.]$/);
  });

  it('refuses a mean of parts that do not count', () => {
    const alone = [1, 0, 0].reduce((m, weight, at) => part(at, { weight })(m), shipped);
    const asMean = part(2, { unknown: unknown(0, 50, 100) })(part(0, { unknown: unknown(0, null, 100) })(alone));
    expect(checkMethodology(asMean)).toMatchObject([{ path: 'country/parts', code: 'MEAN_OF_NOTHING' }]);
  });

  it('lets figures be equal, and a half-life be at its ends', () => {
    const even = [
      points({ minor: 2, major: 2 }),
      evidence('management', 1, 1, 1),
      (m: Methodology) => ({ ...m, signals: { ...m.signals, halfLifeMonths: 0.1 }, confidence: { halfLifeMonths: 1200 } }),
    ];
    for (const change of even) expect(checkMethodology(change(shipped))).toEqual([]);
    const at75 = { ...shipped, cases: { ...shipped.cases, zeroToleranceFloor: shipped.bands.at(-1)?.from ?? 0 } };
    expect(checkMethodology(at75)).toEqual([]);
  });
});

describe('the check of floors against a manual', () => {
  const asked = manual([[question('R3')]]);

  it('names the floor, and the condition on passing work on, that read what the manual does not ask', () => {
    const floor = (when: string) => ({ id: 'own', value: 10, when, reason: { en: 'Own.' } });
    const method = {
      ...shipped,
      passesWorkOn: "answers.R4 == 'one'",
      floors: [floor("answers.R3 == 'yes' && sector.value > 50.0"), floor("answers.R9 == 'yes'")],
    };
    expect(checkFloors(method, asked).map(({ path, code }) => [path, code])).toEqual([
      ['floors/1/when', 'CONDITION_UNKNOWN_QUESTION'],
      ['passesWorkOn', 'CONDITION_UNKNOWN_QUESTION'],
    ]);
  });

  it('lets a floor read the country, the sector and the goods', () => {
    const when = "country.tip == '3' && sector.value >= 60.0 && goods.forcedLabour";
    expect(
      checkFloors({ ...shipped, passesWorkOn: 'false', floors: [{ id: 'own', value: 10, when, reason: { en: 'Own.' } }] }, asked),
    ).toEqual([]);
  });
});
