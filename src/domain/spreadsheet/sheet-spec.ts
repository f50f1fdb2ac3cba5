import type { CellValue, Sheet, Workbook } from './workbook.js';

/** A cell that is more than its value. */
export interface CellSpec {
  readonly value: CellValue;
  readonly bold?: boolean;
  readonly wrap?: boolean;
  /** May be changed on a protected sheet. */
  readonly unlocked?: boolean;
  /** A remark that opens beside the cell. */
  readonly note?: string;
  /** `input` marks where to write, `quiet` what is only there for the machine. */
  readonly shade?: 'head' | 'input' | 'quiet';
  /** What is typed here: texts stay as they are typed even when they look like numbers or formulas; dates show as days. */
  readonly format?: 'text' | 'date';
}

export interface ColumnSpec {
  /** In characters. */
  readonly width: number;
  readonly wrap?: boolean;
  /** For cells of the column that hold nothing yet. */
  readonly format?: 'text' | 'date';
}

/** Cells of one column that offer a choice; the words stand on a sheet of their own, because Excel breaks on long lists. */
export interface DropDown {
  /** Name of a list of the workbook. */
  readonly list: string;
  readonly column: number;
  readonly fromRow: number;
  readonly toRow: number;
  /** Other words are allowed too, with a question. */
  readonly open?: boolean;
  /** Only offered: anything else may be typed, and nothing is asked. */
  readonly suggest?: boolean;
}

export interface SheetSpec {
  /** At most 31 characters, none of them `* ? : / \ [ ]`: see `sheetName`. */
  readonly name: string;
  readonly hidden?: boolean;
  readonly rightToLeft?: boolean;
  /** Nothing but unlocked cells can be changed; a guard against accidents, without a password. */
  readonly protected?: boolean;
  /** So many first rows are bold, and stay in view with so many first columns. */
  readonly headRows?: number;
  readonly frozenColumns?: number;
  readonly columns?: readonly ColumnSpec[];
  readonly rows: readonly (readonly (CellValue | CellSpec)[])[];
  readonly dropDowns?: readonly DropDown[];
}

/** A workbook to be written. */
export interface WorkbookSpec {
  readonly sheets: readonly SheetSpec[];
  readonly lists?: Readonly<Record<string, readonly string[]>>;
}

const LONGEST_NAME = 31;

/** A name that every spreadsheet program accepts and no other sheet has, as near to the wanted one as it goes. */
export const sheetName = (wanted: string, taken: readonly string[]): string => {
  const plain = wanted
    .replaceAll(/[*?:/\\[\]\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/^[\s']+|[\s']+$/g, '');
  const used = new Set([...taken, 'History', ''].map((name) => name.toLowerCase()));
  const candidate = (n: number): string => {
    const ending = n === 1 ? '' : ` (${n})`;
    return `${cut(plain || 'Sheet', LONGEST_NAME - ending.length)}${ending}`;
  };
  let n = 1;
  while (used.has(candidate(n).toLowerCase())) n += 1;
  return candidate(n);
};

/** By whole characters: half of one would make the file unreadable. */
const cut = (text: string, length: number): string => {
  const short = text.slice(0, length);
  return short.replace(/\p{Surrogate}$/u, '').replaceAll(/[\s']+$/g, '');
};

const valueOf = (cell: CellValue | CellSpec): CellValue => {
  const value = typeof cell === 'object' && cell !== null ? cell.value : cell;
  return value === '' ? null : value;
};

const trimmed = <T>(items: readonly T[], isEmpty: (item: T) => boolean): readonly T[] =>
  items.slice(0, items.findLastIndex((item) => !isEmpty(item)) + 1);

const sheetOf = ({ name, hidden = false, rows }: SheetSpec): Sheet => ({
  name,
  hidden,
  rows: trimmed(
    rows.map((row) => trimmed(row.map(valueOf), (value) => value === null)),
    (row) => row.length === 0,
  ),
});

/** What reading the written workbook gives, without the sheet of its lists. */
export const asRead = (spec: WorkbookSpec): Workbook => ({ sheets: spec.sheets.map(sheetOf) });
