import { describe, expect, it } from '@jest/globals';
import { headcount, option, question } from '../../../test/support/manuals.js';
import { truthOf } from '../expressions/condition.js';
import type { Truth } from '../expressions/truth.js';
import { candidateValues, openAnswer } from './answer-values.js';
import type { Question } from './manual.js';

const number = question('R2', { type: 'number', options: [], steps: [{ from: 0, value: 0 }] });
const percent = question('R2', { type: 'percent', options: [], steps: [{ from: 0, value: 0 }] });
const date = question('C2', { type: 'date', counts: 'fact', weight: 0, options: [] });
const many = question('R4', { type: 'multiple', options: [option('a', 1), option('b', 0.5), option('c', 0.2), option('none', 0, true)] });

/** The truth of a condition while this one question is not answered. */
const truth = (condition: string, open: Question): Truth => truthOf(condition, {}, [openAnswer(open, condition)]);

describe('the values a missing answer can take', () => {
  it('are the options of a choice that the condition names, and one for all the others', () => {
    const choice = question('R1', { type: 'single', options: ['a', 'b', 'c', 'd'].map((id) => option(id, 0)) });
    expect(candidateValues(choice, "answers.R1 == 'b'")).toEqual(['a', 'b']);
    expect(candidateValues(choice, "answers.R1 in ['b', 'd']")).toEqual(['a', 'b', 'd']);
    expect(candidateValues(choice, "answers.R2 == 'b'")).toEqual(['a']);
  });

  it.each(["answers.R1.startsWith('a')", 'answers.R1 == answers.R2', "answers.R1 + '' == 'b'", 'size(answers.R1) > 1', "answers.R1 < 'c'"])(
    'are all options of a choice where the condition does more than compare it with words: %s',
    (condition) => {
      const choice = question('R1', { type: 'single', options: ['a', 'b', 'c', 'd'].map((id) => option(id, 0)) });
      expect(candidateValues(choice, condition)).toEqual(['a', 'b', 'c', 'd']);
    },
  );

  it.each<[string, Question, Truth]>([
    ['answers.R2 > 10.0', number, 'undetermined'],
    ['answers.R2 >= 0.0', number, 'true'],
    ['answers.R2 == 10.0', number, 'undetermined'],
    ['answers.R2 > 10.0 && answers.R2 < 11.0', number, 'undetermined'],
    ['answers.R2 > 10.0 && answers.R2 < 5.0', number, 'false'],
    ['answers.R2 > 100.0', percent, 'false'],
    ['answers.R2 <= 100.0', percent, 'true'],
    ["answers.C2 > '2025-06-30'", date, 'undetermined'],
    ["answers.C2 > '2025-06-30' && answers.C2 < '2025-06-30'", date, 'false'],
    ["'a' in answers.R4", many, 'undetermined'],
    ["'a' in answers.R4 && 'none' in answers.R4", many, 'false'],
    ["'a' in answers.R4 && 'b' in answers.R4", many, 'undetermined'],
    ['size(answers.R4) >= 1', many, 'true'],
    ['size(answers.R4) == 2', many, 'undetermined'],
    ['size(answers.R4) > 3', many, 'false'],
  ])('decide %s', (condition, open, expected) => {
    expect(truth(condition, open)).toBe(expected);
  });

  it('fill in the parts of a head count that the condition reads', () => {
    const open = headcount('P3', ['total', 'migrant', 'under_18']);
    expect(truth('answers.P3.under_18 > 0.0', open)).toBe('undetermined');
    expect(truth('answers.P3.total >= 0.0 && answers.P3.migrant >= 0.0', open)).toBe('true');
  });

  it('cannot be said of a text or a file', () => {
    expect(candidateValues(question('P1', { type: 'text', options: [] }), 'true')).toEqual([]);
  });

  it('cannot be said of too many options in one condition', () => {
    const options = Array.from({ length: 20 }, (_, i) => option(`o${i}`, 0));
    const condition = options.map(({ id }) => `'${id}' in answers.R4`).join(' || ');
    expect(candidateValues(question('R4', { type: 'multiple', options }), condition)).toEqual([]);
  });
});
