import { describe, expect, it } from '@jest/globals';
import { control, headcount, question } from '../../../test/support/manuals.js';
import type { Contradiction, Question } from '../manual/manual.js';
import type { Answers, SiteFacts } from '../questionnaire/answer.js';
import { UNKNOWN_SITE } from '../questionnaire/answer.js';
import { changedAfterReturn, isFavourable } from './changed-after-return.js';
import { contradictionHints } from './contradictions.js';
import { fastCompletion } from './fast-completion.js';
import { CERTAINTY_WORDS } from './hint.js';
import { impossibleNumbers } from './impossible-numbers.js';
import { sameTextHints, wordsOf } from './same-text.js';

const answersOf = (values: Readonly<Record<string, unknown>>): Answers =>
  Object.fromEntries(Object.entries(values).map(([id, value]) => [id, { state: 'answered', value }]));
const rule = (when: string): Contradiction => ({ id: 'a_rule', when, text: { en: 'Two things.' } });

const people = headcount('P3', ['total', 'agency', 'migrant']);
const share: Question = question('R2', { type: 'percent', options: [], steps: [{ from: 0, value: 0 }] });
const of = (total: number, agency: number, migrant = 0) => ({ P3: { total, agency, migrant } });

describe('a contradiction', () => {
  const visible = [people, question('R3')];
  const agencies = [rule("answers.R3 == 'no' && answers.P3.agency > 0.0")];
  it('is hinted at with the questions that it is about', () => {
    expect(contradictionHints(agencies, visible, answersOf({ R3: 'no', ...of(10, 2) }), UNKNOWN_SITE)).toEqual([
      { kind: 'contradiction', questions: ['R3', 'P3'], text: { en: 'Two things.' }, certainty: 'clear' },
    ]);
  });
  it('is none while an answer is blank, unknown or not asked', () => {
    expect(contradictionHints(agencies, visible, answersOf(of(10, 2)), UNKNOWN_SITE)).toEqual([]);
    const unknown: Answers = { ...answersOf(of(10, 2)), R3: { state: 'unknown', value: null } };
    expect(contradictionHints(agencies, visible, unknown, UNKNOWN_SITE)).toEqual([]);
    expect(contradictionHints(agencies, [people], answersOf({ R3: 'no', ...of(10, 2) }), UNKNOWN_SITE)).toEqual([]);
  });
});

describe('numbers that cannot be', () => {
  const hints = (values: Readonly<Record<string, unknown>>, site: Partial<SiteFacts> = {}, rules: readonly Contradiction[] = []) =>
    impossibleNumbers(rules, [people, share], answersOf(values), { ...UNKNOWN_SITE, ...site }).map(({ text }) => text['en']);
  it('are a group that is larger than the whole', () => {
    expect(hints(of(10, 11))).toEqual([expect.stringContaining('larger than the whole of 10')]);
    expect(hints(of(0, 4))).toHaveLength(1);
    expect(hints(of(10, 10))).toEqual([]);
  });
  it('are many more people than the profile of the site knows, and not some more', () => {
    expect(hints(of(400, 0), { workers: 100 })).toEqual([expect.stringContaining('profile of the site says 100')]);
    expect(hints(of(30, 30), { workers: 0 })).toHaveLength(1);
    expect(hints(of(299, 0), { workers: 100 })).toEqual([]);
    expect(hints(of(12, 0), { workers: 2 })).toEqual([]);
  });
  it('are a share that is far from the number it is a share of, where a rule of the manual puts them together', () => {
    const together = [rule('answers.R2 == 0.0 && answers.P3.migrant > answers.P3.total')];
    expect(hints({ ...of(100, 0, 80), R2: 20 }, {}, together)).toEqual([
      '80 of 100 people is 80 per cent, but the share given is 20 per cent.',
    ]);
    expect(hints({ ...of(100, 0, 40), R2: 20 }, {}, together)).toEqual([]);
    expect(hints({ ...of(4, 0, 4), R2: 20 }, {}, together)).toEqual([]);
    expect(hints({ ...of(100, 0, 80), R2: 20 })).toEqual([]);
  });
});

describe('answers changed after a return', () => {
  const questions = ['A', 'B', 'C'].map((id) => control(id));
  const byId = new Map([...questions, question('E')].map((one) => [one.id, one]));
  const change = (id: string, from: unknown, to: unknown) => ({
    question: id,
    kind: 'changed' as const,
    before: { question: id, state: 'answered' as const, value: from, comment: null },
    after: { question: id, state: 'answered' as const, value: to, comment: null },
  });
  it('are worth a question where several changed, all for the better', () => {
    const [hint] = changedAfterReturn(
      byId,
      ['A', 'B', 'C'].map((id) => change(id, 'no', 'yes')),
    );
    expect(hint).toMatchObject({ kind: 'changed_after_return', questions: ['A', 'B', 'C'] });
  });
  it('are nothing to speak of where few did, or one for the worse', () => {
    expect(changedAfterReturn(byId, [change('A', 'no', 'yes')])).toEqual([]);
    expect(changedAfterReturn(byId, [...['A', 'B', 'C'].map((id) => change(id, 'no', 'yes')), change('E', 'no', 'yes')])).toEqual([]);
  });
  it('know that for an exposure less is better, and that facts are neither', () => {
    expect(isFavourable(question('E'), change('E', 'yes', 'no'))).toBe(true);
    expect(isFavourable(control('A'), change('A', 'yes', 'no'))).toBe(false);
    expect(isFavourable(people, change('P3', { total: 1 }, { total: 2 }))).toBeNull();
  });
});

describe('the same words from many', () => {
  const policy = 'We respect all workers and follow every law that applies to our business.';
  it('are found again whatever their case, marks and blanks', () => {
    expect(wordsOf(`  WE respect ALL workers — and follow every law, that applies to our business `)).toBe(wordsOf(policy));
    expect(wordsOf('我们尊重所有工人并遵守适用于我们业务的每一项法律规定我们尊重所有工人并遵守适用于我们业务的每一项法律')).not.toBeNull();
  });
  it('are too few to tell of anything in a short text', () => {
    expect(wordsOf('See attached.')).toBeNull();
  });
  it('are hinted at from five suppliers on, without a word on who they are', () => {
    expect(sameTextHints(new Map([['P1', 3]]))).toEqual([]);
    expect(sameTextHints(new Map([['P1', 4]]))).toMatchObject([{ kind: 'same_text', questions: ['P1'], certainty: 'odd' }]);
  });
});

describe('a fast completion', () => {
  const every = (milliseconds: number, count: number): number[] => Array.from({ length: count }, (_, i) => i * milliseconds);
  it('is many answers written one by one faster than they can be read', () => {
    expect(fastCompletion(every(1_000, 30))).toMatchObject([{ kind: 'fast_completion', questions: [] }]);
    expect(fastCompletion(every(5_000, 30))).toEqual([]);
  });
  it('is not a spreadsheet sent at once, nor a handful of answers', () => {
    expect(fastCompletion(Array.from({ length: 60 }, () => 7))).toEqual([]);
    expect(fastCompletion(every(1_000, 10))).toEqual([]);
  });
});

it('hints never call anybody a liar', () => {
  const words = Object.values(CERTAINTY_WORDS).flatMap((text) => Object.values(text));
  expect(words.join(' ')).not.toMatch(/\b(lie|liar|false|fraud|fake)/i);
  expect(words.every((text) => /worth a question|стоит спросить/.test(text))).toBe(true);
});
