import fc from 'fast-check';
import type { Question, QuestionType, Text } from '../../src/domain/manual/manual.js';
import type { FormAnswer, FormContent, FormQuestion } from '../../src/domain/offline/form-content.js';
import { saysUnknown } from '../../src/domain/offline/option-labels.js';
import { askedQuestions, type Questionnaire, selectQuestions } from '../../src/domain/questionnaire/select-questions.js';
import { manual, question } from './manuals.js';

/** Questionnaires of every type with answers that fit, for properties that hold of every form. */

export const LANGUAGES = ['en', 'ru', 'zh', 'ur'] as const;
const TYPES: readonly QuestionType[] = ['yes_no', 'single', 'multiple', 'number', 'percent', 'date', 'text', 'file'];

const words = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.constantFrom(
      'Yes',
      'yes',
      'No',
      'We do not know',
      'Мы не знаем',
      '=1+1',
      '-1',
      ' two\r\nlines ',
      '_x000D_',
      '007',
      'اردو',
      '1.200',
      'A',
      'a',
    ),
  )
  .map((text) => text.replaceAll(/\0|\p{Surrogate}/gu, ''))
  .filter((text) => text.trim() !== '');

const text: fc.Arbitrary<Text> = fc.record({ en: words, ru: words, zh: words, ur: words }, { requiredKeys: ['en'], noNullPrototype: true });

const ITEM_IDS = ['a', 'b', 'c2', 'some', 'none', 'yes', 'no', 'x_1'];
const items = (least: number) =>
  fc.uniqueArray(fc.record({ id: fc.constantFrom(...ITEM_IDS), text }), { minLength: least, maxLength: 4, selector: ({ id }) => id });

const day = fc
  .date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const fraction = (max: number) => fc.double({ min: 0, max, noNaN: true }).map((value) => value + 0);

/** A question of any type, with everything that an answer to it can be made of. */
const drawn = fc.record({
  type: fc.constantFrom(...TYPES),
  said: text,
  help: fc.option(text, { nil: null }),
  options: items(1),
  parts: items(0),
  picks: fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
  amount: fc.oneof(fc.nat(), fraction(1e12), fc.constantFrom(1.125, 0.5, 1e-9)),
  percent: fc.oneof(fc.integer({ min: 0, max: 100 }), fraction(100)),
  day,
  // Whoever writes just these words says them.
  words: words.filter((one) => !saysUnknown(one)),
  given: fc.constantFrom('answered', 'answered', 'answered', 'unknown', null),
  rest: fc.record({
    comment: fc.option(words, { nil: null }),
    version: fc.integer({ min: 1, max: 9 }),
    answeredOn: day,
    untouched: fc.boolean(),
  }),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

const questionOf = (id: string, { type, said, help, options, parts }: Drawn): Question =>
  question(id, {
    text: said,
    help,
    type,
    options: ['yes_no', 'single', 'multiple'].includes(type) ? options.map((one) => ({ ...one, value: null, exclusive: false })) : [],
    parts: type === 'number' ? parts : [],
  });

const valueOf = ({ type, options, parts, picks, amount, percent, day: date, words: said }: Drawn): unknown => {
  const [first = 0] = picks;
  const ids = options.map(({ id }) => id);
  switch (type) {
    case 'yes_no':
    case 'single':
      return ids[first % ids.length];
    case 'multiple':
      return ids.filter((_, i) => i === first % ids.length || (picks[i] ?? 0) % 2 === 0);
    case 'number':
      return parts.length === 0 ? amount : Object.fromEntries(parts.map(({ id }, i) => [id, picks[i] ?? 0]));
    case 'percent':
      return percent;
    case 'date':
      return date;
    case 'text':
    case 'file':
      return said;
  }
};

const answerOf = (one: Drawn): FormAnswer | null => {
  if (one.given === null || one.type === 'file') return null;
  return { state: one.given, value: one.given === 'unknown' ? null : valueOf(one), ...one.rest };
};

const questionnaireOf = (chapters: readonly (readonly Question[])[]): Questionnaire =>
  selectQuestions(
    manual(chapters, {
      languages: LANGUAGES.map((code) => ({ code, dir: code === 'ur' ? 'rtl' : 'ltr', reviewed: code !== 'ur', unreviewed: [] })),
    }),
    { sha256: 'm', depth: 'full', audience: 'supplier', returning: [] },
  );

const drawnChapters = fc.array(fc.array(drawn, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 });

/** A form of a questionnaire, some of it answered. */
export const randomForm: fc.Arbitrary<FormContent> = fc
  .record({ language: fc.constantFrom(...LANGUAGES), chapters: drawnChapters })
  .map(({ language, chapters }) => {
    const asked = chapters.map((chapter, c) => chapter.map((one, i) => ({ one, asked: questionOf(`Q${c}_${i}`, one) })));
    const questions = asked
      .flat()
      .map(({ one, asked: { id } }): [string, FormQuestion] => [id, { editable: true, returned: null, answer: answerOf(one) }]);
    return contentOf(questionnaireOf(asked.map((chapter) => chapter.map((pair) => pair.asked))), language, new Map(questions));
  });

const contentOf = (questionnaire: Questionnaire, language: string, questions: ReadonlyMap<string, FormQuestion>): FormContent => ({
  assessmentId: 'the-round',
  questionnaire,
  sha256: 'the-questions',
  language,
  buyer: 'The buyer',
  site: 'The site',
  dueOn: '2026-12-31',
  today: '2026-11-30',
  questions,
});

/** The form of these questions in English, with the answers given. */
export const formOf = (
  chapters: readonly (readonly Question[])[],
  answers: Readonly<Record<string, Partial<FormAnswer>>> = {},
  differences: Partial<FormContent> = {},
): FormContent => {
  const questionnaire = questionnaireOf(chapters);
  const answer = (id: string): FormAnswer | null =>
    answers[id] === undefined
      ? null
      : { state: 'answered', value: null, comment: null, version: 1, answeredOn: '2025-11-15', untouched: false, ...answers[id] };
  const questions = askedQuestions(questionnaire).map(({ id }): [string, FormQuestion] => [
    id,
    { editable: true, returned: null, answer: answer(id) },
  ]);
  return { ...contentOf(questionnaire, 'en', new Map(questions)), ...differences };
};
