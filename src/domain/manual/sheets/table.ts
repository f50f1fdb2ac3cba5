import type { ProblemList } from '../../spreadsheet/problem-list.js';
import { place, type Sheet } from '../../spreadsheet/workbook.js';
import { LANGUAGE_TAG, type TableDef, TEXT_LABEL } from './columns.js';

/** What is gathered while sheets are read: problems, and where each path of the manual stands. */
export interface Reading {
  readonly problems: ProblemList;
  /** Path such as `chapters/1/questions/3/visible` to its cell. */
  readonly places: Map<string, string>;
  /** A text without a language is placed at its words in this one. */
  baseLanguage: string;
}

/** A sheet whose columns are known by their heads, in whatever order they stand. */
export interface Table {
  readonly sheet: Sheet;
  readonly def: TableDef;
  readonly columns: ReadonlyMap<string, number>;
  readonly languages: ReadonlyMap<string, number>;
}

const folded = (value: unknown): string => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** Whether a sheet is of this kind: its first row holds the key column. */
export const isTable = (sheet: Sheet, { key }: TableDef): boolean => (sheet.rows[0] ?? []).some((head) => folded(head) === folded(key));

/** Finds the columns; heads that nobody knows are problems, because what stands under them would be lost. */
export const readTable = (sheet: Sheet, def: TableDef, reading: Reading): Table => {
  const columns = new Map<string, number>();
  const languages = new Map<string, number>();
  const refuse = (column: number, code: string, message: string): void => {
    reading.problems.push({ place: place(sheet.name, 1, column), code, message });
  };
  const width = Math.max(0, ...sheet.rows.map((row) => row.length));
  for (let column = 1; column <= width; column += 1) {
    const head = sheet.rows[0]?.[column - 1] ?? null;
    const known = def.columns.find(({ label }) => folded(label) === folded(head));
    const isText = def.textsAt !== null && folded(head).startsWith(folded(TEXT_LABEL));
    const language = isText ? String(head).trim().slice(TEXT_LABEL.length).trim() : '';
    if (known) {
      if (columns.has(known.label)) refuse(column, 'COLUMN_TWICE', `The column "${known.label}" stands twice.`);
      else columns.set(known.label, column);
    } else if (LANGUAGE_TAG.test(language)) {
      if (languages.has(language)) refuse(column, 'COLUMN_TWICE', `The column "${TEXT_LABEL}${language}" stands twice.`);
      else languages.set(language, column);
    } else if (sheet.rows.some((row) => (row[column - 1] ?? null) !== null)) {
      refuse(column, 'COLUMN_UNKNOWN', `"${String(head ?? '').slice(0, 100)}" is not the head of a column of this sheet.`);
    }
  }
  return { sheet, def, columns, languages };
};
