import { type CellValue, place, type PlacedProblem, type Sheet, type Workbook } from '../spreadsheet/workbook.js';
import { COLUMN } from './form-rows.js';
import { folded } from './option-labels.js';
import { ALL_WORDS } from './words-in.js';

/** A row of a chapter's sheet as it came back. */
export interface ReadRow {
  readonly sheet: string;
  /** From 1. */
  readonly number: number;
  readonly cell: (column: number) => CellValue;
}

export const placeIn = ({ sheet, number }: ReadRow, column: number): string => place(sheet, number, column);

export const isBlank = (value: CellValue): boolean => value === null || (typeof value === 'string' && value.trim() === '');

const asWords = (value: CellValue | undefined): string => folded(String(value ?? ''));

const HEADS = ALL_WORDS.map(({ columns }) => [
  columns.id,
  columns.question,
  columns.answer,
  columns.comment,
  columns.note,
  columns.confirm,
]);

const isHead = (row: readonly CellValue[]): boolean =>
  HEADS.some((head) => head.every((word, i) => asWords(row[i]) === folded(word)) && row.slice(head.length).every(isBlank));

/** Rows by their key, and what no question of the form can be made of. */
export interface FormTable {
  readonly rows: ReadonlyMap<string, readonly ReadRow[]>;
  readonly problems: readonly PlacedProblem[];
}

const INPUTS = [COLUMN.answer, COLUMN.comment, COLUMN.confirm];

const strayOf = (row: ReadRow): PlacedProblem | null => {
  const key = row.cell(COLUMN.id);
  if (!isBlank(key)) {
    const message = 'The first column does not name a question of this form; put back what stood there, or download the form again.';
    return { place: placeIn(row, COLUMN.id), code: 'ROW_UNKNOWN', message };
  }
  const filled = INPUTS.find((column) => !isBlank(row.cell(column)));
  const message = 'This row belongs to no question, so what is written in it is not taken.';
  return filled === undefined ? null : { place: placeIn(row, filled), code: 'ROW_UNKNOWN', message };
};

const rowsOf = ({ name, rows }: Sheet): readonly ReadRow[] =>
  rows.map((row, i) => ({ sheet: name, number: i + 1, cell: (column) => row[column - 1] ?? null }));

/** Finds the rows of a form wherever they stand, as long as the columns are where they were. */
export const readTable = ({ sheets }: Workbook, keys: ReadonlySet<string>): FormTable => {
  const found = new Map<string, ReadRow[]>();
  const problems: PlacedProblem[] = [];
  for (const sheet of sheets.filter(({ hidden }) => !hidden)) {
    const head = sheet.rows.findIndex(isHead);
    const rows = rowsOf(sheet);
    const keyOf = (row: ReadRow): string => String(row.cell(COLUMN.id) ?? '').trim();
    if (head < 0) {
      // Keys in another column still show that answers stand here.
      const lost = rows.some(({ cell }) => [1, 2, 3].some((column) => keys.has(String(cell(column) ?? '').trim())));
      const message = 'The heads of the columns are not as they were, so nothing is read from this sheet. Download the form again.';
      if (lost) problems.push({ place: place(sheet.name, 1, 1), code: 'COLUMNS_CHANGED', message });
      continue;
    }
    for (const row of rows) {
      const key = keyOf(row);
      if (keys.has(key)) found.set(key, [...(found.get(key) ?? []), row]);
      else if (row.number !== head + 1) problems.push(...[strayOf(row)].filter((problem) => problem !== null));
    }
  }
  return { rows: found, problems };
};
