import { type Question, textIn } from '../manual/manual.js';
import type { Answer } from '../questionnaire/answer.js';
import { askedQuestions, type Questionnaire } from '../questionnaire/select-questions.js';
import type { PlacedProblem, Workbook } from '../spreadsheet/workbook.js';
import { type FormKey, type KeptQuestion, markOf, readKey } from './form-key.js';
import { COLUMN, type FormRow, formRows } from './form-rows.js';
import { type FormTable, isBlank, placeIn, readTable, type ReadRow } from './form-table.js';
import { folded } from './option-labels.js';
import { type AnswerCell, isMarked, readAnswer } from './read-answer.js';
import { rowText } from './row-text.js';

const MAX_COMMENT = 4_000;

/** What came back for one question. */
export interface ReadQuestion {
  readonly question: string;
  /** Its answer cell; empty where its row is gone. */
  readonly place: string;
  /** Null: nothing is written, which deletes nothing. */
  readonly answer: Answer | null;
  readonly comment: string | null;
  /** The cells are as they were when the form was written. */
  readonly untouched: boolean;
  /** It says that the answer carried over is still true. */
  readonly confirmed: boolean;
  /** Of the answer when the form was written; 0 where there was none. */
  readonly version: number;
  readonly problems: readonly PlacedProblem[];
}

export interface ReadForm {
  readonly questions: readonly ReadQuestion[];
  /** Of rows and sheets that belong to no question. */
  readonly problems: readonly PlacedProblem[];
}

/** Why a file is not read as a form at all. */
export type FormFault = 'FORM_UNKNOWN' | 'FORM_OF_ANOTHER_ASSESSMENT' | 'FORM_OUTDATED';

export interface FormExpected {
  readonly assessmentId: string;
  readonly questionnaire: Questionnaire;
  readonly sha256: string;
}

interface Reading extends FormExpected {
  readonly key: FormKey;
  readonly table: FormTable;
}

type Found = readonly (readonly [row: FormRow, read: ReadRow])[];

const problemAt = (row: ReadRow, column: number, code: string, message: string): PlacedProblem => ({
  place: placeIn(row, column),
  code,
  message,
});

const missing = (question: string, isWhole: boolean): PlacedProblem => ({
  place: question,
  code: 'ROW_MISSING',
  message: `${isWhole ? 'The row of this question is' : 'Some rows of this question are'} gone from the file; its answer stays as it is.`,
});

/** What tells that rows are not those that were written: then nothing in them is taken for an answer. */
const rowFaults = (question: Question, found: Found, { key, questionnaire, table }: Reading): readonly PlacedProblem[] => {
  const twice = formRows(question).flatMap((row) => (table.rows.get(row.key) ?? []).slice(1));
  const faults = twice.map((row) => problemAt(row, COLUMN.id, 'ROW_TWICE', 'This row stands twice, so neither is taken.'));
  const say = (text: Parameters<typeof textIn>[0]): string => textIn(text, key.language, questionnaire.baseLanguage);
  const changed = found.filter(([row, read]) => folded(rowText(question, row, say)) !== folded(String(read.cell(COLUMN.question) ?? '')));
  const message = 'The words of the question are not as they were, so it is not certain to what this answers.';
  return [...faults, ...changed.map(([, read]) => problemAt(read, COLUMN.question, 'ROW_CHANGED', message))];
};

/** Cells beside a part or an option, where nothing can be taken. */
const strayCells = (found: Found): readonly PlacedProblem[] =>
  found.flatMap(([row, read]) =>
    [COLUMN.comment, COLUMN.confirm]
      .filter((column) => row.kind !== 'head' && !isBlank(read.cell(column)))
      .map((column) => problemAt(read, column, 'CELL_NOT_USED', 'Write this in the row of the question itself.')),
  );

const readComment = (head: ReadRow): { readonly comment: string | null; readonly problems: readonly PlacedProblem[] } => {
  const value = head.cell(COLUMN.comment);
  const comment = isBlank(value) ? null : String(value);
  if (comment === null || comment.length <= MAX_COMMENT) return { comment, problems: [] };
  const message = `A comment has at most ${MAX_COMMENT} characters.`;
  return { comment: null, problems: [problemAt(head, COLUMN.comment, 'COMMENT_TOO_LONG', message)] };
};

const readConfirm = (head: ReadRow): { readonly confirmed: boolean; readonly problems: readonly PlacedProblem[] } => {
  const marked = isMarked(head.cell(COLUMN.confirm));
  const message = 'Choose "Yes" if the answer is still true; else leave the cell empty.';
  return marked === null
    ? { confirmed: false, problems: [problemAt(head, COLUMN.confirm, 'MARK_UNKNOWN', message)] }
    : { confirmed: marked, problems: [] };
};

const readQuestion = (question: Question, kept: KeptQuestion, reading: Reading): ReadQuestion => {
  const nothing = { answer: null, comment: null, untouched: false, confirmed: false, version: kept.version };
  const rows = formRows(question);
  const found = rows.flatMap((row) => (reading.table.rows.get(row.key) ?? []).slice(0, 1).map((read) => [row, read] as const));
  const head = found.find(([row]) => row.kind === 'head')?.[1];
  const place = head === undefined ? '' : placeIn(head, COLUMN.answer);
  if (head === undefined || found.length < rows.length) {
    return { question: question.id, place, ...nothing, problems: [missing(question.id, found.length === 0)] };
  }
  const faults = [...rowFaults(question, found, reading), ...strayCells(found)];
  if (faults.length > 0) return { question: question.id, place, ...nothing, problems: faults };
  const cells = found.map(([row, read]): AnswerCell => ({ ...row, value: read.cell(COLUMN.answer), place: placeIn(read, COLUMN.answer) }));
  const untouched = markOf([...cells.map(({ value }) => value), head.cell(COLUMN.comment)]) === kept.mark;
  const { answer, problems } = readAnswer(question, cells, { language: reading.key.language, questionnaire: reading.questionnaire });
  const { comment, problems: ofComment } = readComment(head);
  const { confirmed, problems: ofConfirm } = readConfirm(head);
  return {
    question: question.id,
    place,
    answer,
    comment,
    untouched,
    confirmed,
    version: kept.version,
    problems: [...(untouched ? [] : [...problems, ...ofComment]), ...ofConfirm],
  };
};

/** Sheets that are gone whole are one problem each, not one for every question. */
const lostChapters = ({ questionnaire, key, table }: Reading): ReadonlyMap<string, PlacedProblem> => {
  const listed = new Set(key.questions.map(({ id }) => id));
  const lost = new Map<string, PlacedProblem>();
  for (const { number, title, questions } of questionnaire.chapters) {
    const ours = questions.filter(({ id }) => listed.has(id));
    if (ours.length === 0 || ours.some((question) => formRows(question).some((row) => table.rows.has(row.key)))) continue;
    const name = `${number} ${textIn(title, key.language, questionnaire.baseLanguage)}`;
    const message = 'The sheet of this chapter is gone or cannot be read; its answers stay as they are.';
    for (const { id } of ours) lost.set(id, { place: name, code: 'SHEET_MISSING', message });
  }
  return lost;
};

/**
 * What somebody filled in, question by question, with every problem at its cell. Rows are known by their first column and checked by their
 * words, so that moving them changes nothing and no answer slips to another question; an empty cell is no answer.
 */
export const readForm = (workbook: Workbook, expected: FormExpected): ReadForm | FormFault => {
  const key = readKey(workbook);
  if (key === null) return 'FORM_UNKNOWN';
  if (key.assessmentId !== expected.assessmentId) return 'FORM_OF_ANOTHER_ASSESSMENT';
  if (key.sha256 !== expected.sha256) return 'FORM_OUTDATED';
  const asked = new Map(askedQuestions(expected.questionnaire).map((question) => [question.id, question]));
  const listed = key.questions.flatMap((kept) => {
    const question = asked.get(kept.id);
    return question === undefined ? [] : [{ question, kept }];
  });
  const table = readTable(workbook, new Set(listed.flatMap(({ question }) => formRows(question).map((row) => row.key))));
  const reading = { ...expected, key, table };
  const lost = lostChapters(reading);
  return {
    questions: listed.filter(({ question }) => !lost.has(question.id)).map(({ question, kept }) => readQuestion(question, kept, reading)),
    problems: [...table.problems, ...new Map([...lost.values()].map((problem) => [problem.place, problem])).values()],
  };
};
