import type { Question } from '../manual/manual.js';
import type { Problem } from '../shared/domain-error.js';

export const MAX_TEXT_LENGTH = 4000;
const MAX_NUMBER = 1e12;
const MAX_FILES = 20;
const MAX_FILE_ID = 200;

type Fault = readonly [path: string, code: string, message: string];

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** NUL and lone surrogates cannot be stored by PostgreSQL. */
const isStorable = (text: string): boolean => !text.includes('\u0000') && !/\p{Surrogate}/u.test(text);

const checkChoice = (question: Question, value: unknown): Fault[] => {
  if (typeof value !== 'string') return [['', 'ANSWER_TYPE', 'Pick one option.']];
  return question.options.some(({ id }) => id === value) ? [] : [['', 'ANSWER_OPTION', 'This option does not exist.']];
};

const checkMultiple = (question: Question, value: unknown): Fault[] => {
  if (!Array.isArray(value) || value.some((item) => typeof item !== 'string')) return [['', 'ANSWER_TYPE', 'Give a list of options.']];
  if (value.length === 0) return [['', 'ANSWER_EMPTY', 'Pick at least one option.']];
  const faults: Fault[] = value.flatMap((item: unknown, i): Fault[] =>
    question.options.some(({ id }) => id === item) ? [] : [[`/${i}`, 'ANSWER_OPTION', 'This option does not exist.']],
  );
  if (new Set(value).size !== value.length) faults.push(['', 'ANSWER_REPEATED', 'An option is picked twice.']);
  if (value.length > 1 && question.options.some(({ id, exclusive }) => exclusive && value.includes(id))) {
    faults.push(['', 'ANSWER_EXCLUSIVE', 'One of the options excludes all others.']);
  }
  return faults;
};

const checkNumber = (value: unknown, path: string): Fault[] => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return [[path, 'ANSWER_TYPE', 'Give a number.']];
  return value < 0 || value > MAX_NUMBER ? [[path, 'ANSWER_RANGE', 'Give a number from 0 up.']] : [];
};

const checkPercent = (value: unknown): Fault[] => {
  const faults = checkNumber(value, '');
  if (faults.length > 0) return faults;
  return Number(value) > 100 ? [['', 'ANSWER_RANGE', 'Give a percentage from 0 to 100.']] : [];
};

const checkParts = (question: Question, value: unknown): Fault[] => {
  if (!isRecord(value)) return [['', 'ANSWER_TYPE', 'Give a number for each part.']];
  const unknown = Object.keys(value).filter((key) => !question.parts.some(({ id }) => id === key));
  return [
    ...unknown.map((key): Fault => [`/${key}`, 'ANSWER_PART', 'This part does not exist.']),
    ...question.parts.flatMap(({ id }): Fault[] => {
      const part = Object.hasOwn(value, id) ? value[id] : undefined;
      if (part === undefined || part === null) return [[`/${id}`, 'ANSWER_PART', 'This number is missing.']];
      const faults = checkNumber(part, `/${id}`);
      return faults.length > 0 || Number.isInteger(part) ? faults : [[`/${id}`, 'ANSWER_RANGE', 'Give a whole number.']];
    }),
  ];
};

const isRealDate = (value: string): boolean => {
  if (!/^[12]\d{3}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
};

const checkDate = (value: unknown): Fault[] =>
  typeof value === 'string' && isRealDate(value) ? [] : [['', 'ANSWER_DATE', 'Give a real date as YYYY-MM-DD.']];

const checkText = (value: unknown): Fault[] => {
  if (typeof value !== 'string') return [['', 'ANSWER_TYPE', 'Give a text.']];
  if (value.length > MAX_TEXT_LENGTH) return [['', 'ANSWER_TOO_LONG', `A text has at most ${MAX_TEXT_LENGTH} characters.`]];
  if (!isStorable(value)) return [['', 'ANSWER_CHARACTERS', 'The text holds characters that cannot be stored.']];
  return value.trim() === '' ? [['', 'ANSWER_EMPTY', 'The text is empty.']] : [];
};

const checkFiles = (value: unknown): Fault[] => {
  const ids: readonly unknown[] = Array.isArray(value) ? value : [];
  if (ids.length === 0 || ids.length > MAX_FILES) return [['', 'ANSWER_TYPE', `Name 1 to ${MAX_FILES} files.`]];
  const isId = (id: unknown): boolean => typeof id === 'string' && id.trim() !== '' && id.length <= MAX_FILE_ID && isStorable(id);
  return ids.every(isId) ? [] : [['', 'ANSWER_TYPE', 'A file is named by its id.']];
};

const checkValue = (question: Question, value: unknown): Fault[] => {
  switch (question.type) {
    case 'yes_no':
    case 'single':
      return checkChoice(question, value);
    case 'multiple':
      return checkMultiple(question, value);
    case 'number':
      return question.parts.length > 0 ? checkParts(question, value) : checkNumber(value, '');
    case 'percent':
      return checkPercent(value);
    case 'date':
      return checkDate(value);
    case 'text':
      return checkText(value);
    case 'file':
      return checkFiles(value);
  }
};

/**
 * What is wrong with an answer to a question; empty: it may be stored. `{ state: 'unknown', value: null }` is always
 * allowed. Paths begin with the question's id: `P3/total`. The value itself is never repeated in a message.
 */
export const checkAnswer = (question: Question, answer: unknown): readonly Problem[] => {
  const problem = ([path, code, message]: Fault): Problem => ({ path: `${question.id}${path}`, code, message });
  if (!isRecord(answer)) return [problem(['', 'ANSWER_TYPE', 'Give a state and a value.'])];
  const value = answer['value'] ?? null;
  if (answer['state'] === 'unknown') {
    return value === null ? [] : [problem(['', 'ANSWER_TYPE', '"We do not know" has no value.'])];
  }
  if (answer['state'] !== 'answered') return [problem(['', 'ANSWER_STATE', 'The state is "answered" or "unknown".'])];
  return checkValue(question, value).map(problem);
};
