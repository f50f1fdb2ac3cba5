import type { Question } from '../manual/manual.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Problem } from '../shared/domain-error.js';
import type { Choice } from './tally.js';

/** One answer as it was sent. */
export interface WorkersAnswer {
  readonly question: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
}

/** What is wrong with answers sent by a program; a value is never repeated in a message. */
export function checkResponse(questions: readonly Question[], answers: readonly WorkersAnswer[]): readonly Problem[] {
  const byId = new Map(questions.map((question) => [question.id, question]));
  const seen = new Set<string>();
  return answers.flatMap(({ question: id, state, value }, i): readonly Problem[] => {
    const question = byId.get(id);
    const path = `answers.${i}`;
    if (question === undefined) return [{ path, code: 'QUESTION_UNKNOWN', message: 'Workers are not asked this question.' }];
    if (seen.has(id)) return [{ path, code: 'QUESTION_REPEATED', message: 'This question is answered twice.' }];
    seen.add(id);
    return checkAnswer(question, { state, value }).map((problem) => ({ ...problem, path: `${path}.value` }));
  });
}

/** What answers without a fault add to the sums. */
export const choicesOf = (answers: readonly WorkersAnswer[]): readonly Choice[] =>
  answers.map(({ question, state, value }) => ({ question, options: state === 'unknown' ? [] : optionsIn(value) }));

const optionsIn = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** Names of the choices that a form offers beside the options. */
export const UNKNOWN_CHOICE = '?';

/**
 * Reads a form filled in on a phone. It never refuses: whoever dared to answer is not sent back for a field that went wrong. What cannot be read is
 * left out, and "none of these" beside something else gives way.
 */
export function readForm(questions: readonly Question[], fields: Readonly<Record<string, unknown>>): readonly Choice[] {
  return questions.flatMap((question): readonly Choice[] => {
    const given = Object.hasOwn(fields, question.id) ? new Set(optionsIn(fields[question.id])) : new Set<string>();
    const picked = question.options.filter(({ id }) => given.has(id));
    const open = picked.filter(({ exclusive }) => !exclusive);
    const options = (open.length > 0 ? open : picked).map(({ id }) => id);
    if (options.length === 0) return given.has(UNKNOWN_CHOICE) ? [{ question: question.id, options: [] }] : [];
    return question.type !== 'multiple' && options.length > 1 ? [] : [{ question: question.id, options }];
  });
}
