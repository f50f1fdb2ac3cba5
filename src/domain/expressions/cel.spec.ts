import { describe, expect, it } from '@jest/globals';
import { checkCondition, comparisonsOf, evaluate, type InputSchema, numbersIn, questionsReadBy, readsOf } from './cel.js';

const schema: InputSchema = {
  answers: { R1: 'string', R2: 'double', R4: 'list<string>', P3: { total: 'double', migrant: 'double' } },
  site: { country: 'string', sector: 'string', workers: 'double', goods: 'list<string>' },
};

const codes = (source: string): string[] => checkCondition(source, schema).map(({ code }) => code);

describe('the typed check of a condition', () => {
  it.each([
    "answers.R1 == 'yes'",
    'answers.R2 > 10.0 && answers.P3.migrant / answers.P3.total > 0.3',
    "'agency' in answers.R4 || answers.R4.exists(o, o == 'none')",
    'size(answers.R4) >= 2',
    "has(answers.R1) && site.country in ['TKM', 'PRK'] && !(site.sector == '01')",
    "answers['R1'] == 'yes' ? site.workers > 5.0 : false",
  ])('accepts %s', (source) => {
    expect(checkCondition(source, schema)).toEqual([]);
  });

  it.each([
    ['CONDITION_UNKNOWN_QUESTION', "answers.R9 == 'yes'"],
    ['CONDITION_UNKNOWN_QUESTION', 'has(answers.R9)'],
    ['CONDITION_UNKNOWN_INPUT', 'has(answers.P3.nobody)'],
    ['CONDITION_UNKNOWN_INPUT', "tenant.id == 'x'"],
    ['CONDITION_UNKNOWN_INPUT', "site.owner == 'x'"],
    ['CONDITION_TYPE', 'answers.R1 > 1.0'],
    ['CONDITION_TYPE', "true == 'yes'"],
    ['CONDITION_TYPE', 'answers.R2 == 1'],
    ['CONDITION_TYPE', '1.0 in answers.R4'],
    ['CONDITION_NOT_BOOLEAN', 'answers.R1'],
    ['CONDITION_SYNTAX', 'answers.R1 =='],
    ['CONDITION_WHOLE_INPUT', 'answers == answers'],
    ['CONDITION_FUNCTION', "answers.R1.matches('(a+)+$')"],
    ['CONDITION_FUNCTION', "answers.R4.exists(o, o.matches('a'))"],
    ['CONDITION_FUNCTION', "cel.bind(x, answers.R1, x == 'a')"],
    ['CONDITION_NESTED', 'answers.R4.exists(o, answers.R4.all(p, p == o))'],
    ['CONDITION_SYNTAX', `${'('.repeat(60)}true${')'.repeat(60)}`],
    ['CONDITION_SYNTAX', `${"answers.R1 == 'yes' || ".repeat(150)}true`],
  ])('refuses with %s: %s', (code, source) => {
    expect(codes(source)).toContain(code);
  });

  it('names every unknown question of a condition, not only the first', () => {
    expect(codes("answers.X1 == 'a' && has(answers.X2)")).toEqual(['CONDITION_UNKNOWN_QUESTION', 'CONDITION_UNKNOWN_QUESTION']);
  });

  it('tells an author who wrote 1 to write 1.0', () => {
    expect(checkCondition('answers.R2 == 1', schema)[0]?.message).toContain('10.0 and not 10');
  });

  it('refuses a key that is computed from an answer, because nobody could say what it reads', () => {
    expect(codes("answers[answers.R1] == 'yes'")).toContain('CONDITION_WHOLE_INPUT');
  });
});

describe('what a condition reads', () => {
  it('lists each input once, inside has() and loops too', () => {
    expect(readsOf('has(answers.R1) && answers.R4.exists(o, o == answers.R1) && site.workers > answers.P3.total')).toEqual([
      'answers.R1',
      'answers.R4',
      'site.workers',
      'answers.P3.total',
    ]);
    expect(questionsReadBy("answers.P3.total > 1.0 && answers.P3.migrant > 2.0 || answers['R1'] == 'x'")).toEqual(['P3', 'R1']);
  });

  it('finds the literals that an answer is compared with, in lists and loops too', () => {
    const found = comparisonsOf("answers.R1 in ['a', 'b'] || 'c' in answers.R4 || answers.R4.exists(o, o == 'd') || -1.5 < answers.R2");
    expect(found.map(({ path, literal }) => `${path}=${literal}`)).toEqual([
      'answers.R1=a',
      'answers.R1=b',
      'answers.R4=c',
      'answers.R4=d',
      'answers.R2=-1.5',
    ]);
    expect(numbersIn('answers.R2 > 10.0 && site.workers < 3.5')).toEqual([10, 3.5]);
  });
});

describe('evaluating a condition', () => {
  it('gives null for what cannot be decided, never false', () => {
    expect(evaluate("answers.R1 == 'yes'", { answers: {} })).toBeNull();
    expect(evaluate("answers.R2 > 'a'", { answers: { R2: 1 } })).toBeNull();
    expect(evaluate('answers.constructor == "a"', { answers: {} })).toBeNull();
    expect(evaluate('answers.R2 > 2.0', { answers: { R2: 3 } })).toBe(true);
  });

  it('never runs a refused condition, checked or not', () => {
    expect(() => evaluate("answers.R1.matches('(a+)+$')", { answers: { R1: `${'a'.repeat(40)}b` } })).toThrow('refused');
  });
});
