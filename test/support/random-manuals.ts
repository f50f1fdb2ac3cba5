import fc from 'fast-check';
import type { Chapter, Language, Manual, Question, Text } from '../../src/domain/manual/manual.js';

/** What the format of manuals allows, without asking that it makes sense: for properties that hold of every manual. */

const LANGUAGES = ['en', 'ru', 'zh-Hans', 'ur'];

/** Any words but none at all; no NUL and no half characters, which are refused wherever texts come in. */
const words = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 10 }),
    fc.constantFrom(
      '=SUM(A1)',
      '-1',
      '+x',
      '@y',
      ' blank before',
      'two\nlines\r\n',
      '_x000D_',
      '007',
      'TRUE',
      '2020',
      '‏اردو',
      '"quoted", with comma',
    ),
  )
  .map((text) => text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, ''))
  .filter((text) => text.trim() !== '');

const text: fc.Arbitrary<Text> = fc.dictionary(fc.constantFrom(...LANGUAGES), words, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const orNull = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const some = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 4 });
const id = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,12}$/);
const optionId = fc.oneof(fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,12}$/), fc.constantFrom('yes', 'no', 'true', '007', '1e5'));
const severity = fc.constantFrom('critical' as const, 'major' as const, 'minor' as const);
const action = fc.stringMatching(/^[A-Z][0-9]-[a-z]{1,8}$/);

const scored = {
  options: some(fc.record({ id: optionId, text, value: orNull(number), exclusive: fc.boolean() })),
  steps: some(fc.record({ from: number, value: number })),
  parts: some(fc.record({ id, text })),
  answeredValue: orNull(number),
};

const findings = {
  evidence: some(fc.record({ id, text, maxAgeMonths: orNull(fc.integer({ min: 1, max: 120 })) })),
  redFlags: some(fc.record({ id: words.map((word) => word.trim()), when: words, severity, zeroTolerance: fc.boolean(), action, text })),
  failed: orNull(fc.record({ severity, action, text, below: number })),
};

const question: fc.Arbitrary<Question> = fc.record({
  id,
  meaning: fc.integer({ min: 1, max: 9 }),
  text,
  help: orNull(text),
  why: text,
  askedOf: fc.uniqueArray(fc.constantFrom('supplier' as const, 'buyer' as const, 'worker' as const, 'assessor' as const)),
  workerText: orNull(text),
  type: fc.constantFrom('yes_no', 'single', 'multiple', 'number', 'percent', 'date', 'text', 'file'),
  counts: fc.constantFrom('exposure', 'control', 'practice', 'fact'),
  weight: number,
  method: fc.constantFrom('management', 'workplace'),
  depth: fc.constantFrom('core', 'extended', 'full'),
  visible: orNull(words),
  ...scored,
  ...findings,
  ilo: some(fc.integer({ min: 1, max: 11 })),
  oecd: orNull(fc.integer({ min: 1, max: 6 })),
  laws: some(fc.stringMatching(/^[a-z0-9]{1,6}(-[a-z0-9]{1,4})?(:[A-Za-z0-9.]{1,5})?$/)),
  topics: some(words),
});

const chapter: fc.Arbitrary<Chapter> = fc.record({
  id,
  number: fc.integer({ min: 0, max: 99 }),
  title: text,
  intro: text,
  questions: fc.array(question, { maxLength: 4 }),
});

const language: fc.Arbitrary<Language> = fc.record({
  code: fc.constantFrom(...LANGUAGES),
  dir: fc.constantFrom('ltr' as const, 'rtl' as const),
  reviewed: fc.boolean(),
  unreviewed: some(words),
});

/** A manual with any content at all. */
export const randomManual: fc.Arbitrary<Manual> = fc.record({
  id,
  family: id,
  version: fc.constantFrom('1.0.0', '2.13.0'),
  title: text,
  source: words,
  edition: words,
  year: fc.integer({ min: 1990, max: 2100 }),
  licence: words,
  baseLanguage: fc.constantFrom(...LANGUAGES),
  languages: some(language),
  chapters: fc.array(chapter, { minLength: 1, maxLength: 3 }),
  contradictions: some(fc.record({ id, when: words, text })),
});
