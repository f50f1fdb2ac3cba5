import { describe, expect, it } from '@jest/globals';
import { headcount, manual, option, question } from '../../../test/support/manuals.js';
import { checkManual } from './check-manual.js';
import type { Question, RedFlag } from './manual.js';

const flag = (when: string): RedFlag => ({
  id: 'R1.flag',
  when,
  severity: 'minor',
  zeroTolerance: false,
  action: 'S1-policy',
  text: { en: 'Something is wrong' },
});
const found = (questions: readonly Question[]): string[] =>
  checkManual(manual([questions]), [{ id: 'S1-policy', severity: 'minor' }]).map(
    ({ path, code }) => `${path.replace('chapters/0/questions/', '')} ${code}`,
  );
const single = (id: string, options: number): Question =>
  question(id, { type: 'single', options: Array.from({ length: options }, (_, i) => option(`o${i}`, 0)) });

describe('checking what a manual can ever ask', () => {
  it.each([
    ["answers.R1 == 'yes' && answers.R1 == 'no'"],
    ['answers.P3.total < 0.0'],
    ["answers.R1 == 'yes' && !(answers.R1 in ['yes', 'no'])"],
    ["answers.R1 == 'yes' && site.country == 'BGD' && site.country == 'PAK'"],
    ['site.workers > 10.0 && site.workers < 5.0'],
  ])('finds that nobody can ever be asked a question under the condition %s', (visible) => {
    expect(found([headcount('P3', ['total']), question('R1'), question('R2', { visible })])).toEqual(['2/visible CONDITION_NEVER']);
  });

  it('finds a red flag that no answer can raise', () => {
    const flagged = question('R1', { redFlags: [flag("answers.R1 == 'yes' && answers.R1 == 'no'")] });
    expect(found([flagged])).toEqual(['0/redFlags/0/when CONDITION_NEVER']);
  });

  it.each([
    ["answers.R1 == 'yes' && has(site.sector) && !(site.sector in ['01', '10'])"],
    ["site.goods.exists(good, good == 'cotton')"],
    ["!('cotton' in site.goods)"],
    ["site.country != 'BGD'"],
    ['answers.P3.total > 250.0 && site.workers < 100.0'],
  ])('leaves a condition alone that some site and some answers fulfil: %s', (visible) => {
    expect(found([headcount('P3', ['total']), question('R1'), question('R2', { visible })])).toEqual([]);
  });

  it('leaves a condition alone that has too many answers to try', () => {
    const many = question('M', { type: 'multiple', options: Array.from({ length: 16 }, (_, i) => option(`o${i}`, 0)) });
    const visible = many.options.map(({ id }) => `'${id}' in answers.M`).join(' && ');
    expect(found([many, question('R1', { visible })])).toEqual([]);
  });

  it('finds a condition over answers of people who are not asked its question', () => {
    const ofBuyer = question('K1', { askedOf: ['buyer'], counts: 'practice' });
    expect(found([ofBuyer, question('R1', { visible: "answers.K1 == 'yes'" })])).toEqual(['1/visible CONDITION_OTHER_RESPONDENT']);
  });

  it('finds a document asked of workers, who answer without any', () => {
    const evidence = [{ id: 'payslip', text: { en: 'Payslip' }, maxAgeMonths: 3 }];
    expect(found([question('W1', { askedOf: ['worker'], evidence })])).toEqual(['0/evidence EVIDENCE_UNANSWERABLE']);
    expect(found([question('W1', { askedOf: ['supplier'], evidence })])).toEqual([]);
  });

  it('refuses conditions that would keep a server busy at every answer saved', () => {
    const gates = ['A', 'B', 'C'].map((id) => single(id, 15));
    const visible = 'answers.A != answers.B && answers.B != answers.C';
    const many = (count: number) => Array.from({ length: count }, (_, i) => question(`Q${i}`, { visible }));
    expect(found([...gates, ...many(5)])).toEqual([]);
    expect(found([...gates, ...many(6)])).toEqual(['8/visible CONDITIONS_TOO_COSTLY']);
  });

  it('refuses a manual larger than anybody could answer before it looks at anything else', () => {
    const many = Array.from({ length: 1_001 }, (_, i) => question(`Q${i}`, { visible: 'not a condition' }));
    expect(found(many)).toEqual(['chapters MANUAL_TOO_LARGE']);
    expect(found([single('A', 201)])).toEqual(['questions/A/options MANUAL_TOO_LARGE']);
    expect(found([question('A', { text: { en: 'x'.repeat(5_001) } })])).toEqual(['0/text/en TEXT_TOO_LONG']);
  });
});
