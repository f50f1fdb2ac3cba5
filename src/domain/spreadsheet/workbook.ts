/** What a cell holds once a file has been read: dates as `YYYY-MM-DD`, formulas as the value they last showed, errors as null. */
export type CellValue = string | number | boolean | null;

/** `rows[0]` is row 1 and `rows[0][0]` is A1; empty rows and cells stand as `[]` and null, trailing ones are left out. */
export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly (readonly CellValue[])[];
}

export interface Workbook {
  readonly sheets: readonly Sheet[];
}

/** What is wrong and where, in the words a spreadsheet program uses, so that whoever wrote the file finds the cell. */
export interface PlacedProblem {
  readonly place: string;
  readonly code: string;
  readonly message: string;
}

const LETTERS = 26;
const LETTER_A = 'A'.charCodeAt(0);

const columnName = (column: number): string => {
  const before = Math.floor((column - 1) / LETTERS);
  const letter = String.fromCharCode(LETTER_A + ((column - 1) % LETTERS));
  return before > 0 ? `${columnName(before)}${letter}` : letter;
};

/** `B12` for row 12, column 2: both counted from 1, as the programs show them. */
export const cellName = (row: number, column: number): string => `${columnName(column)}${row}`;

/** `'Sheet'!B12`, which the programs accept as an address to jump to. */
export const place = (sheet: string, row: number, column: number): string => `'${sheet.replaceAll("'", "''")}'!${cellName(row, column)}`;

/** The cell at row and column, both from 1; null where the sheet has none. */
export const cellAt = (sheet: Sheet, row: number, column: number): CellValue => sheet.rows[row - 1]?.[column - 1] ?? null;
