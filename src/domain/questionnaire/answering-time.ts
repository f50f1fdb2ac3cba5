import type { Question, QuestionType, Respondent } from '../manual/manual.js';

/**
 * Seconds to find and give an answer once the question is understood: a choice is known at once, a figure is looked up, words are thought
 * over. Estimates of ours, for planning: nobody's answers were timed.
 */
const SECONDS: Readonly<Record<QuestionType, number>> = {
  yes_no: 10,
  single: 15,
  multiple: 25,
  number: 45,
  percent: 45,
  date: 30,
  text: 120,
  file: 150,
};

/** Each further number within one answer. */
const SECONDS_OF_PART = 30;
/** Finding, checking and sending one document. */
const SECONDS_OF_DOCUMENT = 150;
/** About 180 words of a European language in a minute; a language without spaces has fewer signs, each saying more. */
const SIGNS_PER_SECOND = 18;
const DENSE_SIGNS_PER_SECOND = 6;
const DENSE = /^(zh|ja|ko)\b/;

export interface AnsweringTime {
  /** Without any document. */
  readonly least: number;
  /** With every document that is asked as proof. */
  readonly most: number;
}

/** Seconds that one question takes somebody who reads all of it. */
export const answeringTime = (question: Question, audience: Respondent, language: string, baseLanguage: string): AnsweringTime => {
  const asked = audience === 'worker' ? (question.workerText ?? question.text) : question.text;
  const read = [asked, question.help, ...question.options.map(({ text }) => text), ...question.parts.map(({ text }) => text)];
  const signs = read.reduce((sum, text) => sum + (text === null ? 0 : (text[language] ?? text[baseLanguage] ?? '').length), 0);
  const reading = signs / (DENSE.test(language) ? DENSE_SIGNS_PER_SECOND : SIGNS_PER_SECOND);
  const least = reading + SECONDS[question.type] + Math.max(0, question.parts.length - 1) * SECONDS_OF_PART;
  return { least, most: least + question.evidence.length * SECONDS_OF_DOCUMENT };
};
