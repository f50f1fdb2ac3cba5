import type { Question } from '../manual/manual.js';
import type { Answer } from '../questionnaire/answer.js';
import type { CellValue } from '../spreadsheet/workbook.js';
import type { FormWords } from './form-words.js';
import { type FormRow, formRows, hasParts } from './form-rows.js';
import { optionLabels } from './option-labels.js';

/** What an answer is written with. */
export interface Writing {
  readonly words: FormWords;
  readonly language: string;
  readonly baseLanguage: string;
}

const numberCell = (value: unknown): CellValue => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** A fraction of a per cent carries its sign: as a bare number it could be a share that a program had shown as per cent. */
const percentCell = (value: unknown): CellValue => {
  const number = numberCell(value);
  return typeof number === 'number' && number > 0 && number < 1 ? `${number} %` : number;
};

const textCell = (value: unknown): CellValue => (typeof value === 'string' && value !== '' ? value : null);

const headCell = (question: Question, value: unknown, { language, baseLanguage }: Writing): CellValue => {
  switch (question.type) {
    case 'yes_no':
    case 'single':
      return optionLabels(question, language, baseLanguage).get(String(value)) ?? null;
    case 'number':
      return hasParts(question) ? null : numberCell(value);
    case 'percent':
      return percentCell(value);
    case 'date':
    case 'text':
      return textCell(value);
    case 'multiple':
    case 'file':
      return null;
  }
};

const innerCell = ({ kind, id }: FormRow, value: unknown, words: FormWords): CellValue => {
  if (kind === 'option') return Array.isArray(value) && value.includes(id) ? words.yes : null;
  const isRecord = typeof value === 'object' && value !== null && Object.hasOwn(value, id);
  return isRecord ? numberCell((value as Readonly<Record<string, unknown>>)[id]) : null;
};

/** What stands in the answer cells of a question, in the order of its rows. */
export const answerCells = (question: Question, answer: Answer | null, writing: Writing): readonly CellValue[] =>
  formRows(question).map((row) => {
    if (answer === null) return null;
    if (answer.state === 'unknown') return row.kind === 'head' && question.type !== 'file' ? writing.words.unknown : null;
    return row.kind === 'head' ? headCell(question, answer.value, writing) : innerCell(row, answer.value, writing.words);
  });
