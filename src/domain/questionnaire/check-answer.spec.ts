import { describe, expect, it } from '@jest/globals';
import { headcount, option, question } from '../../../test/support/manuals.js';
import type { Question } from '../manual/manual.js';
import { checkAnswer } from './check-answer.js';

const single = question('Q', { type: 'single', options: [option('a', 1), option('b', 0)] });
const multiple = question('Q', { type: 'multiple', options: [option('a', 1), option('b', 0), option('none', 0, true)] });
const number = question('Q', { type: 'number', options: [] });
const percent = question('Q', { type: 'percent', options: [] });
const parts = headcount('Q', ['total', 'migrant']);
const date = question('Q', { type: 'date', options: [] });
const text = question('Q', { type: 'text', options: [] });
const file = question('Q', { type: 'file', options: [] });

const codes = (asked: Question, value: unknown): string[] =>
  checkAnswer(asked, { state: 'answered', value }).map(({ path, code }) => `${path} ${code}`);

describe('checking an answer', () => {
  it.each<[Question, unknown]>([
    [single, 'a'],
    [multiple, ['a', 'b']],
    [multiple, ['none']],
    [number, 0],
    [number, 12.5],
    [percent, 100],
    [parts, { total: 120, migrant: 0 }],
    [date, '2028-02-29'],
    [text, 'Łódź – 東京 – 😀'],
    [file, ['0198c0de-0000-7000-8000-000000000000']],
  ])('takes a sound one (%#)', (asked, value) => {
    expect(codes(asked, value)).toEqual([]);
  });

  it.each<[string, Question, unknown]>([
    ['Q ANSWER_OPTION', single, 'c'],
    ['Q ANSWER_OPTION', single, '__proto__'],
    ['Q ANSWER_TYPE', single, ['a']],
    ['Q ANSWER_TYPE', single, true],
    ['Q ANSWER_TYPE', multiple, 'a'],
    ['Q/1 ANSWER_OPTION', multiple, ['a', 'x']],
    ['Q ANSWER_REPEATED', multiple, ['a', 'a']],
    ['Q ANSWER_EXCLUSIVE', multiple, ['a', 'none']],
    ['Q ANSWER_EMPTY', multiple, []],
    ['Q ANSWER_TYPE', number, '12'],
    ['Q ANSWER_TYPE', number, Number.NaN],
    ['Q ANSWER_TYPE', number, Number.POSITIVE_INFINITY],
    ['Q ANSWER_RANGE', number, -1],
    ['Q ANSWER_RANGE', percent, 100.1],
    ['Q/migrant ANSWER_RANGE', parts, { total: 1, migrant: 0.5 }],
    ['Q/migrant ANSWER_RANGE', parts, { total: 1, migrant: -1 }],
    ['Q/migrant ANSWER_PART', parts, { total: 1 }],
    ['Q/other ANSWER_PART', parts, { total: 1, migrant: 1, other: 1 }],
    ['Q ANSWER_TYPE', parts, 12],
    ['Q ANSWER_DATE', date, '2027-02-29'],
    ['Q ANSWER_DATE', date, '2027-13-01'],
    ['Q ANSWER_DATE', date, '01.02.2027'],
    ['Q ANSWER_DATE', date, '2027-02-01T00:00:00Z'],
    ['Q ANSWER_TOO_LONG', text, 'x'.repeat(4001)],
    ['Q ANSWER_CHARACTERS', text, 'a\u0000b'],
    ['Q ANSWER_CHARACTERS', text, 'a\ud800b'],
    ['Q ANSWER_EMPTY', text, '  \n'],
    ['Q ANSWER_TYPE', text, { toString: 'x' }],
    ['Q ANSWER_TYPE', file, []],
    ['Q ANSWER_TYPE', file, [7]],
    ['Q ANSWER_OPTION', single, 'constructor'],
  ])('refuses with %s (%#)', (problem, asked, value) => {
    expect(codes(asked, value)).toContain(problem);
  });

  it('always takes "we do not know", which has no value', () => {
    for (const asked of [single, multiple, number, parts, date, text, file]) {
      expect(checkAnswer(asked, { state: 'unknown', value: null })).toEqual([]);
      expect(checkAnswer(asked, { state: 'unknown' })).toEqual([]);
    }
    expect(checkAnswer(single, { state: 'unknown', value: 'a' })).toHaveLength(1);
  });

  it('refuses a state that does not exist and an answer that is none', () => {
    expect(checkAnswer(single, { state: 'unanswered', value: null })[0]?.code).toBe('ANSWER_STATE');
    for (const nothing of [null, undefined, 'a', ['a']]) expect(checkAnswer(single, nothing)[0]?.code).toBe('ANSWER_TYPE');
  });

  it('never repeats what was written, because messages end up in logs', () => {
    expect(JSON.stringify(checkAnswer(text, { state: 'answered', value: `secret\u0000` }))).not.toContain('secret');
  });
});
