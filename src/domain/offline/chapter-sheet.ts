import type { Chapter, Question } from '../manual/manual.js';
import type { CellSpec, DropDown, SheetSpec } from '../spreadsheet/sheet-spec.js';
import type { CellValue } from '../spreadsheet/workbook.js';
import { answerCells } from './answer-cells.js';
import { type KeptQuestion, markOf } from './form-key.js';
import { COLUMN, type FormRow, formRows, hasParts } from './form-rows.js';
import type { FormQuestion, FormWriter } from './form-content.js';
import { optionLabels } from './option-labels.js';
import { questionHelp, questionNotes } from './question-notes.js';
import { rowText } from './row-text.js';

type Row = readonly (CellValue | CellSpec)[];

interface Written {
  readonly rows: readonly Row[];
  readonly dropDowns: readonly DropDown[];
}

const COLUMNS = [
  { width: 10, format: 'text' },
  { width: 55, wrap: true, format: 'text' },
  { width: 32, wrap: true },
  { width: 30, wrap: true, format: 'text' },
  { width: 45, wrap: true, format: 'text' },
  { width: 14, format: 'text' },
] as const;

const input = (value: CellValue, unlocked: boolean, format: 'text' | 'date'): CellSpec => ({
  value,
  unlocked,
  wrap: true,
  shade: unlocked ? 'input' : 'quiet',
  format,
});

const isInput = (question: Question, { editable }: FormQuestion): boolean => editable && question.type !== 'file';

/** The words that a cell offers, and whether others may be typed. */
const offered = (question: Question, { kind }: FormRow, { content, words }: FormWriter): { words: readonly string[]; suggest: boolean } => {
  if (kind === 'option') return { words: [words.yes], suggest: false };
  if (kind === 'part') return { words: [], suggest: false };
  if (question.type === 'yes_no' || question.type === 'single') {
    const labels = [...optionLabels(question, content.language, content.questionnaire.baseLanguage).values()];
    return { words: [...labels, words.unknown], suggest: false };
  }
  return { words: [words.unknown], suggest: question.type !== 'multiple' && !hasParts(question) };
};

const questionRow = (question: Question, row: FormRow, value: CellValue, writer: FormWriter, state: FormQuestion): Row => {
  const isHead = row.kind === 'head';
  const unlocked = isInput(question, state);
  const text: CellSpec = {
    value: rowText(question, row, writer.say),
    bold: isHead,
    wrap: true,
    ...(isHead ? { note: questionHelp(question, writer) } : {}),
  };
  const answer = input(value, unlocked, isHead && question.type === 'date' ? 'date' : 'text');
  const key: CellSpec = { value: row.key, shade: 'quiet', format: 'text' };
  if (!isHead) return [key, text, answer];
  const confirms = state.editable && state.answer?.untouched === true;
  return [
    key,
    text,
    answer,
    input(state.answer?.comment ?? null, unlocked, 'text'),
    questionNotes(question, writer, state),
    ...(confirms ? [input(null, true, 'text')] : []),
  ];
};

const dropDown = (writer: FormWriter, words: readonly string[], column: number, row: number, suggest: boolean): readonly DropDown[] => {
  const list = words.length === 0 ? null : writer.lists.name(words);
  return list === null ? [] : [{ list, column, fromRow: row, toRow: row, suggest }];
};

const writeQuestion = (question: Question, state: FormQuestion, at: number, values: readonly CellValue[], writer: FormWriter): Written => {
  const rows = formRows(question);
  const confirms = state.editable && state.answer?.untouched === true;
  return {
    rows: rows.map((row, i) => questionRow(question, row, values[i] ?? null, writer, state)),
    dropDowns: [
      ...rows.flatMap((row, i) => {
        if (!isInput(question, state)) return [];
        const { words, suggest } = offered(question, row, writer);
        return dropDown(writer, words, COLUMN.answer, at + i, suggest);
      }),
      ...(confirms ? dropDown(writer, [writer.words.yes], COLUMN.confirm, at, false) : []),
    ],
  };
};

/** The sheet of a chapter, and what the hidden sheet keeps of its questions. */
export const chapterSheet = (
  chapter: Chapter,
  name: string,
  writer: FormWriter,
): { readonly sheet: SheetSpec; readonly kept: readonly KeptQuestion[] } => {
  const { content, words, say } = writer;
  const { columns } = words;
  const rows: Row[] = [
    [columns.id, columns.question, columns.answer, columns.comment, columns.note, columns.confirm],
    [null, { value: say(chapter.title), bold: true, wrap: true }],
    [null, { value: say(chapter.intro), wrap: true }],
  ];
  const dropDowns: DropDown[] = [];
  const kept: KeptQuestion[] = [];
  const writing = { words, language: content.language, baseLanguage: content.questionnaire.baseLanguage };
  for (const question of chapter.questions) {
    const state = content.questions.get(question.id) ?? { editable: false, returned: null, answer: null };
    const values = answerCells(question, state.answer, writing);
    const written = writeQuestion(question, state, rows.length + 1, values, writer);
    rows.push(...written.rows);
    dropDowns.push(...written.dropDowns);
    kept.push({ id: question.id, version: state.answer?.version ?? 0, mark: markOf([...values, state.answer?.comment ?? null]) });
  }
  return { sheet: { name, protected: true, headRows: 1, frozenColumns: 1, columns: COLUMNS, rows, dropDowns }, kept };
};
