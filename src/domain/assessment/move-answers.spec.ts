import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { manual, option, question } from '../../../test/support/manuals.js';
import type { Question } from '../manual/manual.js';
import { sameMeaning } from '../manual/same-meaning.js';
import type { Answer, Answers } from '../questionnaire/answer.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import { askedQuestions, type Questionnaire, selectQuestions } from '../questionnaire/select-questions.js';
import { mergeChanges, moveAnswers, numberChanges, type QuestionChange, versionsAfter } from './move-answers.js';

const frozen = (questions: readonly Question[], version = '1.0.0', family = 'test'): Questionnaire =>
  selectQuestions(manual([questions], { version, family }), { sha256: version, depth: 'full', audience: 'supplier', returning: [] });
const answered = (value: unknown): Answer => ({ state: 'answered', value });
const UNKNOWN: Answer = { state: 'unknown', value: null };

const choice = (id: string, options: readonly string[], differences: Partial<Question> = {}): Question =>
  question(id, { type: 'single', options: options.map((name) => option(name, 0)), ...differences });

describe('exchanging a round’s questions for newer ones', () => {
  const before = frozen([choice('A', ['x', 'y']), choice('B', ['x']), choice('C', ['x']), choice('D', ['x', 'y']), choice('E', ['x'])]);
  const after = frozen(
    [
      choice('A', ['x', 'y'], { text: { en: 'Put in other words?' }, weight: 3, visible: null }),
      choice('B', ['x'], { meaning: 2 }),
      choice('D', ['y', 'z']),
      choice('F', ['x']),
    ],
    '2.0.0',
  );
  const answers = { A: answered('x'), B: answered('x'), C: answered('x'), D: answered('x') };

  it('keeps an answer whose question was only reworded or weighted anew, and names what became of every other', () => {
    expect(moveAnswers(before, after, answers)).toEqual({
      kept: ['A'],
      setAside: [
        { question: 'B', reason: 'asks_something_else' },
        { question: 'C', reason: 'removed' },
        { question: 'D', reason: 'answer_no_longer_fits' },
      ],
      changes: [
        { question: 'B', reason: 'asks_something_else' },
        { question: 'D', reason: 'answer_no_longer_fits' },
        { question: 'F', reason: 'new' },
        { question: 'C', reason: 'removed' },
        { question: 'E', reason: 'removed' },
      ],
    });
  });

  it('keeps "we do not know" where the question still means the same', () => {
    expect(moveAnswers(before, after, { B: UNKNOWN, D: UNKNOWN }).kept).toEqual(['D']);
  });

  it('takes nothing over into another family of manuals, where the same id may mean anything', () => {
    expect(moveAnswers(before, frozen([choice('A', ['x', 'y'])], '2.0.0', 'other'), { A: answered('x') }).kept).toEqual([]);
  });
});

const IDS = ['A', 'B', 'C', 'D', 'E'];
const OPTIONS = ['x', 'y', 'z'];
const someQuestion = (id: string): fc.Arbitrary<Question> =>
  fc
    .record({
      type: fc.constantFrom('single' as const, 'multiple' as const, 'number' as const, 'percent' as const, 'text' as const),
      meaning: fc.integer({ min: 1, max: 2 }),
      options: fc.subarray(OPTIONS, { minLength: 1 }),
      exclusive: fc.boolean(),
    })
    .map(({ type, meaning, options, exclusive }) =>
      question(id, { type, meaning, options: options.map((name, i) => option(name, 0, exclusive && i === 0)) }),
    );
const someQuestionnaire = fc
  .subarray(IDS)
  .chain((ids) => fc.tuple(...ids.map(someQuestion)))
  .map((questions) => frozen(questions));
const someAnswer: fc.Arbitrary<Answer> = fc.oneof(
  fc.constant(UNKNOWN),
  fc.oneof(fc.constantFrom(...OPTIONS), fc.subarray(OPTIONS, { minLength: 1 }), fc.constantFrom(0, 7, 101)).map(answered),
);
/** A round as it can be: every answer was valid when it was saved. */
const someRound = fc.tuple(someQuestionnaire, fc.record(Object.fromEntries(IDS.map((id) => [id, someAnswer])))).map(([asked, given]) => ({
  asked,
  answers: Object.fromEntries(
    askedQuestions(asked).flatMap((one) => {
      const answer = given[one.id];
      return answer !== undefined && checkAnswer(one, answer).length === 0 ? [[one.id, answer] as const] : [];
    }),
  ),
}));
const pick = (answers: Answers, ids: readonly string[]): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => ids.includes(id)));

describe('for any two versions of a manual and any answers', () => {
  it('an answer stays only to the same question in the same meaning, and only where it is valid', () => {
    fc.assert(
      fc.property(someRound, someQuestionnaire, ({ asked, answers }, next) => {
        const earlier = new Map(askedQuestions(asked).map((one) => [one.id, one]));
        const later = new Map(askedQuestions(next).map((one) => [one.id, one]));
        for (const id of moveAnswers(asked, next, answers).kept) {
          const [from, to] = [earlier.get(id), later.get(id)];
          expect(from !== undefined && to !== undefined && sameMeaning(from, to)).toBe(true);
          expect(to === undefined ? ['gone'] : checkAnswer(to, answers[id])).toEqual([]);
        }
      }),
    );
  });

  it('every answer is either kept or set aside, never both and never neither', () => {
    fc.assert(
      fc.property(someRound, someQuestionnaire, ({ asked, answers }, next) => {
        const { kept, setAside } = moveAnswers(asked, next, answers);
        expect([...kept, ...setAside.map(({ question: id }) => id)].sort()).toEqual(Object.keys(answers).sort());
      }),
    );
  });

  it('the respondent is told of every answer that was set aside and of every question that was not asked before', () => {
    fc.assert(
      fc.property(someRound, someQuestionnaire, ({ asked, answers }, next) => {
        const { setAside, changes } = moveAnswers(asked, next, answers);
        expect(changes).toEqual(expect.arrayContaining([...setAside]));
        const known = new Set(askedQuestions(asked).map(({ id }) => id));
        const fresh = askedQuestions(next).filter(({ id }) => !known.has(id));
        expect(changes.filter(({ reason }) => reason === 'new').map(({ question: id }) => id)).toEqual(fresh.map(({ id }) => id));
      }),
    );
  });

  it('moving to the same version again changes nothing', () => {
    fc.assert(
      fc.property(someRound, someQuestionnaire, ({ asked, answers }, next) => {
        const left = pick(answers, moveAnswers(asked, next, answers).kept);
        expect(moveAnswers(next, next, left)).toEqual({ kept: Object.keys(left).sort(), setAside: [], changes: [] });
      }),
    );
  });
});

describe('the changes of several moves', () => {
  it('are told once a question, with the last word on it', () => {
    const first: QuestionChange[] = [
      { question: 'A', reason: 'asks_something_else' },
      { question: 'B', reason: 'new' },
      { question: 'C', reason: 'removed' },
    ];
    const second: QuestionChange[] = [
      { question: 'B', reason: 'removed' },
      { question: 'C', reason: 'new' },
      { question: 'D', reason: 'removed' },
    ];
    expect(mergeChanges([first, second])).toEqual([
      { question: 'A', reason: 'asks_something_else' },
      { question: 'C', reason: 'new' },
      { question: 'D', reason: 'removed' },
    ]);
  });
});

describe('the version to name for a question that changed', () => {
  const versions = (question: string): number => (question === 'A' ? 3 : 0);

  it('is one more than before, answered or not, so that an older page is not taken to answer it', () => {
    const changes = ['A', 'B'].map((name) => ({ question: name, reason: 'asks_something_else' as const }));
    expect(numberChanges(changes, versions).map(({ version }) => version)).toEqual([4, 1]);
  });

  it('is what it was for a question that is new', () => {
    expect(numberChanges([{ question: 'B', reason: 'new' }], versions)).toEqual([{ question: 'B', reason: 'new', version: 0 }]);
  });

  it('goes on counting over several moves', () => {
    const first = numberChanges([{ question: 'A', reason: 'removed' }], versions);
    const after = versionsAfter([first]);
    const second = numberChanges([{ question: 'A', reason: 'new' }], (id) => after.get(id) ?? 0);
    expect(versionsAfter([first, second]).get('A')).toBe(4);
  });
});
