import { type CellValue, place } from '../../spreadsheet/workbook.js';
import type { Text } from '../manual.js';
import { YES_NO } from './columns.js';
import type { Reading, Table } from './table.js';

const isBlank = (value: CellValue): boolean => value === null || (typeof value === 'string' && value.trim() === '');

const NUMBER = /^-?\d+(\.\d+)?([eE][-+]?\d+)?$/;

/**
 * One row of a table. Every cell that is read is noted with its path, so that later checks can name the cell, and every cell
 * that is not read is a problem in the end, so that nothing an officer wrote is lost in silence.
 */
export class RowReader {
  private readonly taken = new Set<number>();

  constructor(
    private readonly table: Table,
    private readonly row: number,
    private readonly reading: Reading,
  ) {}

  get isEmpty(): boolean {
    return (this.table.sheet.rows[this.row - 1] ?? []).every(isBlank);
  }

  /** The word by which the rows of the table are told apart. */
  get key(): string {
    const column = this.table.columns.get(this.table.def.key);
    const value = column === undefined ? null : this.takeAt(column);
    return isBlank(value) ? '' : String(value).trim();
  }

  /** Paths below this one that have no cell of their own are placed at the row. */
  begin(path: string): this {
    this.reading.places.set(path, this.placeOf(this.table.def.key));
    return this;
  }

  problem(label: string, code: string, message: string): void {
    this.reading.problems.push({ place: this.placeOf(label), code, message });
  }

  /** The text exactly as it stands; '' where there is none. */
  exact(path: string, label: string): string {
    const value = this.take(path, label);
    return isBlank(value) ? '' : String(value);
  }

  exactOrNull(path: string, label: string): string | null {
    return this.exact(path, label) || null;
  }

  /** Ids and words, where a blank at the end is a slip. */
  word(path: string, label: string): string {
    return this.exact(path, label).trim();
  }

  requiredWord(path: string, label: string): string {
    const word = this.word(path, label);
    if (word === '') this.missing(label);
    return word;
  }

  words(path: string, label: string): string[] {
    return this.word(path, label)
      .split(/[,;\n]/)
      .map((word) => word.trim())
      .filter((word) => word !== '');
  }

  numberOrNull(path: string, label: string): number | null {
    const value = this.take(path, label);
    if (isBlank(value)) return null;
    if (typeof value === 'number') return value;
    if (typeof value === 'string' && NUMBER.test(value.trim())) return Number(value);
    this.problem(label, 'NUMBER_INVALID', `"${String(value).slice(0, 100)}" is not a number. Write it like 0.5, with a point.`);
    return null;
  }

  requiredNumber(path: string, label: string): number {
    const before = this.reading.problems.length;
    const value = this.numberOrNull(path, label);
    if (value === null && this.reading.problems.length === before) this.missing(label);
    return value ?? 0;
  }

  numbers(path: string, label: string): number[] {
    return this.words(path, label).flatMap((word) => {
      if (NUMBER.test(word)) return [Number(word)];
      this.problem(label, 'NUMBER_INVALID', `"${word.slice(0, 100)}" is not a number.`);
      return [];
    });
  }

  /** One of the words; empty and unknown are problems. */
  oneOf<T extends string>(path: string, label: string, allowed: readonly T[], otherwise: T): T {
    const word = this.requiredWord(path, label);
    return word === '' ? otherwise : (this.known(label, word, allowed) ?? otherwise);
  }

  /** One of the words, or `otherwise` where the cell is empty. */
  oneOfOr<T extends string>(path: string, label: string, allowed: readonly T[], otherwise: T): T {
    const word = this.word(path, label);
    return word === '' ? otherwise : (this.known(label, word, allowed) ?? otherwise);
  }

  someOf<T extends string>(path: string, label: string, allowed: readonly T[]): T[] {
    return this.words(path, label).flatMap((word) => this.known(label, word, allowed) ?? []);
  }

  yesNo(path: string, label: string, whenEmpty: boolean | null): boolean {
    const value = this.take(path, label);
    if (typeof value === 'boolean') return value;
    if (isBlank(value)) {
      if (whenEmpty === null) this.missing(label);
      return whenEmpty ?? false;
    }
    return this.known(label, String(value).trim(), YES_NO) === 'yes';
  }

  /** The text in every language that has one. */
  texts(path: string): Text {
    const texts: [string, string][] = [];
    for (const [language, column] of this.table.languages) {
      const value = this.takeAt(column);
      this.reading.places.set(`${path}/${language}`, this.placeAt(column));
      if (language === this.reading.baseLanguage) this.reading.places.set(path, this.placeAt(column));
      if (!isBlank(value)) texts.push([language, String(value)]);
    }
    return Object.fromEntries(texts);
  }

  /** Says what stands in the row and means nothing there. */
  end(): void {
    const heads = new Map([...this.table.columns].map(([label, column]) => [column, label]));
    for (const [language, column] of this.table.languages) heads.set(column, `Text ${language}`);
    for (const [column, label] of heads) {
      if (this.taken.has(column) || label === this.table.def.key || isBlank(this.valueAt(column))) continue;
      const message = `The column "${label}" means nothing in this row. Empty the cell, or move its content.`;
      this.reading.problems.push({ place: this.placeAt(column), code: 'CELL_NOT_USED', message });
    }
  }

  /** A column that is missing altogether is told of once, at its sheet's head. */
  private missing(label: string): void {
    if (this.table.columns.has(label)) return this.problem(label, 'CELL_MISSING', `The column "${label}" is empty here and must not be.`);
    const head = { place: place(this.table.sheet.name, 1, 1), code: 'COLUMN_MISSING', message: `The column "${label}" is missing.` };
    if (!this.reading.problems.has(head)) this.reading.problems.push(head);
  }

  private known<T extends string>(label: string, word: string, allowed: readonly T[]): T | undefined {
    const found = allowed.find((one) => one === word.toLowerCase());
    if (found === undefined) this.problem(label, 'WORD_UNKNOWN', `"${word.slice(0, 100)}" is none of: ${allowed.join(', ')}.`);
    return found;
  }

  private take(path: string, label: string): CellValue {
    const column = this.table.columns.get(label);
    if (column === undefined) return null;
    this.reading.places.set(path, this.placeAt(column));
    return this.takeAt(column);
  }

  private takeAt(column: number): CellValue {
    this.taken.add(column);
    return this.valueAt(column);
  }

  private valueAt(column: number): CellValue {
    return this.table.sheet.rows[this.row - 1]?.[column - 1] ?? null;
  }

  private placeOf(label: string): string {
    return this.placeAt(this.table.columns.get(label) ?? this.table.columns.get(this.table.def.key) ?? 1);
  }

  private placeAt(column: number): string {
    return place(this.table.sheet.name, this.row, column);
  }
}

/** The rows below the head that hold something, each to be read to its end. */
export const rowsOf = (table: Table, reading: Reading): readonly RowReader[] =>
  table.sheet.rows
    .slice(1)
    .map((_, i) => new RowReader(table, i + 2, reading))
    .filter((row) => !row.isEmpty);
