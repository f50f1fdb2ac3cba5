import { beforeAll, describe, expect, it } from '@jest/globals';
import { readShipped, type Shipped } from '../../../test/support/shipped.js';
import type { FloorRule } from '../scoring/methodology.js';
import { type Adjustments, NO_ADJUSTMENTS, type SectorValue } from './adjustments.js';
import { checkAdjustments } from './check-adjustments.js';

let shipped: Shipped;
beforeAll(async () => {
  shipped = await readShipped();
});

const SECTOR: SectorValue = { isic: '14', value: 100, reason: { en: 'Cases of our own.' } };
const FLOOR: FloorRule = { id: 'agencies', value: 55, when: "answers.R3 == 'yes'", reason: { en: 'Agencies hide debts.' } };

const check = (adjustments: Partial<Adjustments>): readonly string[] =>
  checkAdjustments(
    { ...NO_ADJUSTMENTS, ...adjustments },
    { base: shipped.methodology, manual: shipped.manual, indices: shipped.indices },
  ).map(({ path, code }) => `${path} ${code}`);
const sector = (changes: object): readonly string[] => check({ sectorValues: [{ ...SECTOR, ...changes }] });
const floor = (changes: object): readonly string[] => check({ floors: [{ ...FLOOR, ...changes }] });
const when = (condition: string): readonly string[] => floor({ when: condition });

describe('adjustments', () => {
  it('may be none, or values of all sectors, floors and months in order', () => {
    const { sectors } = shipped.indices.sectors;
    const sectorValues = sectors.map(({ isic }) => ({ ...SECTOR, isic }));
    expect(check({})).toEqual([]);
    expect(check({ sectorValues, floors: [FLOOR], cadence: { critical: 3, high: 3, medium: 12, low: 60 } })).toEqual([]);
  });

  it('name a division that there is, once', () => {
    expect(sector({ isic: '04' })).toEqual(['sectorValues.0.isic ISIC_UNKNOWN']);
    expect(sector({ isic: '' })).toEqual(['sectorValues.0.isic ISIC_UNKNOWN']);
    expect(check({ sectorValues: [SECTOR, SECTOR] })).toEqual(['sectorValues.1.isic DUPLICATE_ID']);
  });

  it.each([9.99, 100.01, NaN, Infinity, -1])('take no %d for a sector’s value', (value) => {
    expect(sector({ value })).toEqual(['sectorValues.0.value VALUE_OUT_OF_RANGE']);
  });

  it.each([-0.01, 100.01, NaN])('take no %d for a floor', (value) => {
    expect(floor({ value })).toEqual(['floors.0.value VALUE_OUT_OF_RANGE']);
  });

  it('say why, in a language there can be', () => {
    expect(sector({ reason: {} })).toEqual(['sectorValues.0.reason REASON_MISSING']);
    expect(floor({ reason: { en: 'Why.', ru: '\n ' } })).toEqual(['floors.0.reason.ru REASON_MISSING']);
    expect(floor({ reason: { 'no tag': 'Why.' } })).toEqual(['floors.0.reason.no tag LANGUAGE_UNKNOWN']);
    expect(floor({ reason: { en: 5 } })).toEqual(['floors.0.reason.en REASON_NOT_TEXT']);
    expect(floor({ reason: { en: 'x'.repeat(1_001) } })).toEqual(['floors.0.reason.en TEXT_TOO_LONG']);
    expect(floor({ reason: Object.fromEntries(Array.from({ length: 41 }, (_, i) => [`en-x${i + 10}`, 'Why.'])) })).toEqual([
      'floors.0.reason METHOD_TOO_LARGE',
    ]);
  });

  it('bear ids of their own', () => {
    expect(check({ floors: [FLOOR, FLOOR] })).toEqual(['floors.1.id DUPLICATE_ID']);
    expect(floor({ id: 'goods_forced_labour' })).toEqual(['floors.0.id FLOOR_SHIPPED']);
    expect(floor({ id: 'state_imposed' })).toEqual(['floors.0.id FLOOR_SHIPPED']);
    expect(floor({ id: 'No Form' })).toEqual(['floors.0.id ID_FORM']);
  });

  it('assess a graver band never later than a milder one', () => {
    expect(check({ cadence: { critical: 6, high: 3, medium: 12, low: 6 } })).toEqual([
      'cadence.high CADENCE_ORDER',
      'cadence.low CADENCE_ORDER',
    ]);
  });

  it('are no more than can be looked through', () => {
    expect(check({ floors: Array.from({ length: 41 }, (_, i) => ({ ...FLOOR, id: `f${i}` })) })).toEqual(['floors METHOD_TOO_LARGE']);
    expect(check({ sectorValues: Array.from({ length: 101 }, () => SECTOR) })).toEqual(['sectorValues METHOD_TOO_LARGE']);
  });
});

describe('a floor’s condition', () => {
  it.each<readonly [string, string]>([
    ['sector.value >=', 'CONDITION_SYNTAX'],
    ['', 'CONDITION_SYNTAX'],
    ["sector.value == 'high'", 'CONDITION_TYPE'],
    ['sector.value', 'CONDITION_NOT_BOOLEAN'],
    ["answers.ZZ9 == 'yes'", 'CONDITION_UNKNOWN_QUESTION'],
    ["answers.R3 == 'perhaps'", 'CONDITION_UNKNOWN_OPTION'],
    ["site.country == 'BGD'", 'CONDITION_UNKNOWN_INPUT'],
    ['weights.country > 0.0', 'CONDITION_UNKNOWN_INPUT'],
    ['sector.value > 100.0', 'CONDITION_NEVER'],
    ["answers.R3 == 'yes' && answers.R3 == 'no'", 'CONDITION_NEVER'],
    ["goods.forcedLabour && country.tip == '9'", 'CONDITION_NEVER'],
    ['true', 'CONDITION_CONSTANT'],
    ['1.0 < 2.0', 'CONDITION_CONSTANT'],
  ])('is refused: %s', (condition, code) => {
    expect(when(condition)).toEqual([`floors.0.when ${code}`]);
  });

  it.each([
    'goods.forcedLabour',
    'sector.value > 98 && sector.value < 99',
    "country.tip == '3' || country.tip == 'special'",
    'sector.value == 85.0',
    'sector.value > 84.0 && sector.value < 86.0',
    'sector.value * 2.0 > 150.0',
    "answers.R2 >= 10.0 && answers.R3 == 'yes'",
  ])('may be: %s', (condition) => {
    expect(when(condition)).toEqual([]);
  });

  it('is not too long, and takes not too long to decide', () => {
    expect(when(`sector.value >= 60.0 ${'|| goods.forcedLabour '.repeat(100)}`)).toEqual(['floors.0.when CONDITION_TOO_LONG']);
    const many = ['R2', 'R3', 'R4', 'R5', 'S1', 'S2', 'C1', 'K6'].map((id) => `has(answers.${id})`).join(' && ');
    const problems = when(`${many} && sector.value >= 60.0 && country.tip == '3'`);
    expect(problems).toEqual(['floors.0.when CONDITIONS_TOO_COSTLY']);
  });
});
