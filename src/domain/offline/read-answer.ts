import type { Question } from '../manual/manual.js';
import type { Answer } from '../questionnaire/answer.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Questionnaire } from '../questionnaire/select-questions.js';
import type { CellValue, PlacedProblem } from '../spreadsheet/workbook.js';
import { type FormRow, hasParts } from './form-rows.js';
import { folded, matchOption, saysUnknown } from './option-labels.js';
import { parseDay, parseNumber } from './parse-number.js';
import { ALL_WORDS } from './words-in.js';

/** A cell in which an answer or a piece of one is written. */
export interface AnswerCell extends FormRow {
  readonly value: CellValue;
  readonly place: string;
}

export interface AnswerReading {
  /** Null: nothing is written, or nothing that can be taken. */
  readonly answer: Answer | null;
  readonly problems: readonly PlacedProblem[];
}

interface FormLanguage {
  readonly language: string;
  readonly questionnaire: Questionnaire;
}

type Read = { readonly value: unknown } | { readonly code: string; readonly message: string };

const isBlank = (value: CellValue): boolean => value === null || (typeof value === 'string' && value.trim() === '');

const readChoice = (question: Question, value: CellValue, { language, questionnaire }: FormLanguage): Read => {
  const match = matchOption(question, String(value), language, questionnaire);
  if (match === 'unknown') return { code: 'OPTION_UNKNOWN', message: 'This is none of the options; choose one from the list.' };
  if (match === 'ambiguous') return { code: 'OPTION_AMBIGUOUS', message: 'Several options read like this; choose one from the list.' };
  return { value: match.id };
};

const readNumber = (value: CellValue): Read => {
  if (typeof value === 'number') return { value };
  const number = typeof value === 'string' ? parseNumber(value) : 'unreadable';
  if (number === 'ambiguous') {
    const message = 'This can be read as two different numbers; write it without a separator for thousands.';
    return { code: 'NUMBER_AMBIGUOUS', message };
  }
  return number === 'unreadable' ? { code: 'NUMBER_UNREADABLE', message: 'Write one number, in digits.' } : { value: number };
};

const readPercent = (value: CellValue): Read => {
  // A cell shown as 45 % holds 0.45, and what it is shown as is not in the file's values.
  if (typeof value === 'number' && value > 0 && value < 1) {
    return { code: 'PERCENT_AMBIGUOUS', message: 'Write 45 for 45 per cent; write less than one per cent with the sign, as 0.5 %.' };
  }
  return readNumber(typeof value === 'string' ? value.replace(/^\s*[%٪]|[%٪]\s*$/u, '') : value);
};

const readDay = (value: CellValue): Read => {
  const day = typeof value === 'string' ? parseDay(value) : null;
  return day === null ? { code: 'DATE_UNREADABLE', message: 'Write the day as year-month-day, such as 2026-03-31.' } : { value: day };
};

const readHead = (question: Question, value: CellValue, form: FormLanguage): Read => {
  switch (question.type) {
    case 'yes_no':
    case 'single':
      return readChoice(question, value, form);
    case 'number':
      return hasParts(question) ? { code: 'CELL_NOT_USED', message: 'Write the numbers in the rows below this cell.' } : readNumber(value);
    case 'percent':
      return readPercent(value);
    case 'date':
      return readDay(value);
    case 'text':
      return { value: typeof value === 'string' ? value : String(value) };
    case 'multiple':
      return { code: 'CELL_NOT_USED', message: 'Mark the options in the rows below this cell.' };
    case 'file':
      return { code: 'FILE_OFFLINE', message: 'Documents are added through the link; nothing can be written here.' };
  }
};

const MARKS = new Set([...ALL_WORDS.map(({ yes }) => folded(yes)), 'x', 'х', 'v', '✓', '✔', '☑', '+', '1', 'true']);
const NO_MARKS = new Set([...ALL_WORDS.map(({ no }) => folded(no)), '0', '-', '–', '—', 'false']);

/** Whether an option is marked; null: it cannot be told. */
export const isMarked = (value: CellValue): boolean | null => {
  if (isBlank(value)) return false;
  const written = folded(String(value));
  if (MARKS.has(written)) return true;
  return NO_MARKS.has(written) ? false : null;
};

const UNREAD_MARK = { code: 'MARK_UNKNOWN', message: 'Choose "Yes" for an option that fits and leave the cell empty for others.' };

/** The answer that the cells hold together, before it is checked. */
const readInner = (question: Question, filled: readonly AnswerCell[]): { readonly value: unknown; readonly problems: PlacedProblem[] } => {
  const problems: PlacedProblem[] = [];
  if (question.type === 'multiple') {
    const chosen = filled.filter(({ value, place }) => {
      const marked = isMarked(value);
      if (marked === null) problems.push({ place, ...UNREAD_MARK });
      return marked;
    });
    return { value: chosen.map(({ id }) => id), problems };
  }
  const numbers = filled.flatMap(({ id, value, place }) => {
    const read = readNumber(value);
    if ('code' in read) problems.push({ place, ...read });
    return 'code' in read ? [] : [[id, read.value] as const];
  });
  return { value: Object.fromEntries(numbers), problems };
};

/** The cell that a fault of the answer speaks of: a part's or an option's own, else the question's. */
const placeOf = (path: string, answer: Answer, question: Question, cells: readonly AnswerCell[]): string => {
  const field = path.slice(question.id.length + 1);
  const id = question.type === 'multiple' && Array.isArray(answer.value) ? String(answer.value[Number(field)] ?? '') : field;
  return (cells.find((cell) => cell.kind !== 'head' && cell.id === id) ?? cells[0])?.place ?? '';
};

const checked = (question: Question, answer: Answer, cells: readonly AnswerCell[]): AnswerReading => {
  const problems = checkAnswer(question, answer).map(({ path, code, message }) => ({
    place: placeOf(path, answer, question, cells),
    code,
    message,
  }));
  return problems.length > 0 ? { answer: null, problems } : { answer, problems };
};

const BOTH = { code: 'ANSWER_AMBIGUOUS', message: '"We do not know" and an answer stand together; leave one of them.' };

/** What somebody answered to a question. Nothing is guessed: what can be understood in two ways is a problem at its cell. */
export const readAnswer = (question: Question, cells: readonly AnswerCell[], form: FormLanguage): AnswerReading => {
  const filled = cells.filter(({ value }) => !isBlank(value));
  const [head] = cells;
  if (filled.length === 0 || head === undefined) return { answer: null, problems: [] };
  const inner = filled.filter(({ kind }) => kind !== 'head');
  if (!isBlank(head.value)) {
    const isUnknown = typeof head.value === 'string' && saysUnknown(head.value) && question.type !== 'file';
    if (isUnknown && inner.some(({ value, kind }) => kind === 'part' || isMarked(value) !== false)) {
      return { answer: null, problems: [{ place: head.place, ...BOTH }] };
    }
    if (isUnknown) return { answer: { state: 'unknown', value: null }, problems: [] };
    const read = readHead(question, head.value, form);
    return 'code' in read
      ? { answer: null, problems: [{ place: head.place, ...read }] }
      : checked(question, { state: 'answered', value: read.value }, cells);
  }
  const { value, problems } = readInner(question, inner);
  return problems.length > 0 ? { answer: null, problems } : checked(question, { state: 'answered', value }, cells);
};
