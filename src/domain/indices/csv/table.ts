import type { Indices } from '../indices.js';
import type { CountryLookup } from '../../suppliers/country-codes.js';

/** A row of a file, as it stands there. */
export interface CsvRow {
  /** On which it begins, the first being 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface CsvTable {
  readonly header: CsvRow;
  readonly rows: readonly CsvRow[];
}

/** One fault of a file of an index, where a person finds it. */
export interface CellProblem {
  readonly line: number;
  /** The column; empty for the whole row. */
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A row by the names of its columns. */
export interface NamedRow {
  readonly line: number;
  /** Without blanks around it; empty where the file has no such column. */
  readonly cell: (column: string) => string;
}

/** What rows are read with. */
export interface CsvContext {
  readonly country: CountryLookup;
  readonly indices: Indices;
  /** Year of the edition, where it is known: rows of another year do not belong into it. */
  readonly year: number | null;
  readonly refuse: (row: NamedRow, column: string, code: string, message: string) => void;
}

/** What rows came to: the part of an edition that is not its head, and the line of every path in it. */
export interface CsvContent {
  readonly content: Readonly<Record<string, unknown>>;
  readonly lines: ReadonlyMap<string, number>;
}

/** The country of a row, unless it has none, or has one that nobody knows. */
export function countryOf(row: NamedRow, column: string, { country, refuse }: CsvContext): string | null {
  const code = row.cell(column);
  const iso3 = country(code);
  if (iso3 !== null) return iso3;
  if (code === '') refuse(row, column, 'COUNTRY_MISSING', 'A code of ISO 3166-1 alpha-3 is expected, such as VNM.');
  else
    refuse(
      row,
      column,
      'COUNTRY_UNKNOWN',
      `There is no country "${code}" in the list of countries; ISO 3166-1 alpha-3 is expected, XKX for Kosovo.`,
    );
  return null;
}

/** A number written with a point, or null with the refusal told. */
export function numberOf(row: NamedRow, column: string, [least, most]: readonly [number, number], { refuse }: CsvContext): number | null {
  const text = row.cell(column);
  if (!/^-?\d{1,9}(\.\d{1,9})?$/.test(text)) {
    refuse(row, column, 'VALUE_NOT_A_NUMBER', `"${shortened(text)}" is not a number; 0 to 9 and a decimal point are expected.`);
    return null;
  }
  const value = Number(text);
  if (value >= least && value <= most) return value;
  refuse(row, column, 'VALUE_OUT_OF_RANGE', `${text} is not between ${least} and ${most}.`);
  return null;
}

/** Enough of a cell to find it by. */
export const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** Several values in one cell, between semicolons. */
export const listOf = (cell: string): readonly string[] =>
  cell
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
