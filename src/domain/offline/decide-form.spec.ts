import { describe, expect, it } from '@jest/globals';
import { formOf } from '../../../test/support/random-forms.js';
import { question } from '../../../test/support/manuals.js';
import { UNKNOWN_SITE } from '../questionnaire/answer.js';
import { type CurrentAnswer, decideForm, type FormDecision, type FormSituation } from './decide-form.js';
import type { ReadQuestion } from './read-form.js';

const QUESTIONS = [question('A'), question('B', { visible: "answers.A == 'yes'" })];

const situation = (current: Readonly<Record<string, Partial<CurrentAnswer>>>, differences: Partial<FormSituation> = {}): FormSituation => {
  const answers = Object.entries(current).map(([id, one]): [string, CurrentAnswer] => [
    id,
    { state: 'answered', value: 'yes', comment: null, version: 1, untouched: false, ...one },
  ]);
  return {
    questionnaire: formOf([QUESTIONS]).questionnaire,
    site: UNKNOWN_SITE,
    answers: Object.fromEntries(answers),
    current: new Map(answers),
    mine: new Set(['A', 'B']),
    editable: new Set(['A', 'B']),
    overwrite: new Set(),
    ...differences,
  };
};

const read = (id: string, differences: Partial<ReadQuestion> = {}): ReadQuestion => ({
  question: id,
  place: 'C4',
  answer: null,
  comment: null,
  untouched: false,
  confirmed: false,
  version: 0,
  problems: [],
  ...differences,
});

const yes = { state: 'answered', value: 'yes' } as const;
const no = { state: 'answered', value: 'no' } as const;
const one = (given: ReadQuestion, now: FormSituation): FormDecision => {
  const [decision] = decideForm([given], now);
  if (decision === undefined) throw new Error('nothing was decided');
  return decision;
};

describe('what becomes of an answer in a form', () => {
  it('is saved over what was there when the form was written, with the comment kept that nobody changed', () => {
    const decision = one(read('A', { answer: no, version: 1 }), situation({ A: { comment: 'Since May.' } }));
    expect(decision).toMatchObject({ outcome: 'saved', save: { question: 'A', value: 'no', comment: 'Since May.', version: 1 } });
  });

  it('waits where somebody answered online meanwhile, unless it is named, or both said the same', () => {
    const given = read('A', { answer: no, version: 1 });
    expect(one(given, situation({ A: { version: 2 } }))).toMatchObject({ outcome: 'conflict', save: null });
    expect(one(given, situation({ A: { version: 2, value: 'no' } })).outcome).toBe('unchanged');
    const overwriting = situation({ A: { version: 2 } }, { overwrite: new Set(['A']) });
    expect(one(given, overwriting)).toMatchObject({ outcome: 'saved', save: { version: 2 } });
  });

  it('leaves a newer online answer alone where the form was not touched', () => {
    expect(one(read('A', { answer: yes, version: 1, untouched: true }), situation({ A: { version: 3, value: 'no' } })).outcome).toBe(
      'unchanged',
    );
  });

  it('deletes nothing where it is blank, and takes no comment alone for an answer', () => {
    expect(one(read('A'), situation({}))).toMatchObject({ outcome: 'blank', save: null });
    expect(one(read('A', { version: 1 }), situation({ A: {} }))).toMatchObject({
      outcome: 'unchanged',
      problems: [{ code: 'ANSWER_KEPT' }],
    });
    expect(one(read('A', { comment: 'Later.' }), situation({}))).toMatchObject({
      outcome: 'invalid',
      problems: [{ code: 'COMMENT_WITHOUT_ANSWER' }],
    });
  });

  it('renews what was carried over only where it is said to be still true, one question at a time', () => {
    const carried = situation({ A: { untouched: true, comment: 'As before.' } });
    expect(one(read('A', { answer: yes, version: 1, untouched: true }), carried).outcome).toBe('unchanged');
    const confirmed = read('A', { answer: yes, version: 1, untouched: true, confirmed: true });
    expect(one(confirmed, carried)).toMatchObject({ outcome: 'saved', save: { value: 'yes', comment: 'As before.', version: 1 } });
    expect(one(confirmed, situation({ A: { version: 2 } })).outcome).toBe('unchanged');
  });

  it('is kept though it is not asked, and a blank is not asked for', () => {
    const decisions = decideForm([read('A', { answer: no }), read('B', { answer: yes })], situation({}));
    expect(decisions.map(({ outcome, save }) => [outcome, save?.value])).toEqual([
      ['saved', 'no'],
      ['hidden', 'yes'],
    ]);
    expect(decideForm([read('A', { answer: no }), read('B')], situation({})).map(({ outcome }) => outcome)).toEqual(['saved', 'not_asked']);
  });

  it('is never taken for a question of somebody else, nor told where it was submitted', () => {
    const problems = [{ place: 'C4', code: 'OPTION_UNKNOWN', message: '' }];
    const others = situation({}, { mine: new Set(['B']) });
    expect(one(read('A', { answer: yes, problems }), others)).toMatchObject({ outcome: 'not_yours', problems: [], save: null });
    expect(one(read('A', { answer: yes }), situation({}, { editable: new Set() })).outcome).toBe('read_only');
  });
});
