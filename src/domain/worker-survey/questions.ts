import { type Manual, type Question, questionsOf, type Text } from '../manual/manual.js';

const CHOICES: readonly Question['type'][] = ['yes_no', 'single', 'multiple'];

/**
 * The questions that workers are asked: those the manual puts in their words, at every depth, and of these the ones that are answered by picking.
 * Nothing is asked for in a worker's own words or figures: a turn of phrase, a sum of money or a day is enough for an employer to know who spoke.
 */
export const workerQuestions = (manual: Manual): readonly Question[] =>
  questionsOf(manual).filter(
    ({ askedOf, workerText, type }) => askedOf.includes('worker') && workerText !== null && CHOICES.includes(type),
  );

/** The question as a worker reads it. Where nobody has put it in a worker's words in this language, the words for the supplier stand in. */
export const wordsFor = ({ workerText, text }: Question, language: string, baseLanguage: string): string =>
  workerText?.[language] ?? text[language] ?? workerText?.[baseLanguage] ?? '';

/** Whether someone who reads only this language can read the question and everything that can be picked: others are not asked in it. */
export const isReadableIn = ({ workerText, text, options }: Question, language: string): boolean =>
  isThere(workerText ?? {}, text, language) && options.every((option) => isThere(option.text, option.text, language));

const isThere = (own: Text, other: Text, language: string): boolean => (own[language] ?? other[language] ?? '').trim() !== '';

/** The languages in which at least one question can be read. */
export const languagesOf = (manual: Manual): readonly string[] =>
  manual.languages.map(({ code }) => code).filter((code) => workerQuestions(manual).some((question) => isReadableIn(question, code)));
