import { countryLookup } from '../../suppliers/country-codes.js';
import type { IndexId } from '../index-ids.js';
import type { Indices } from '../indices.js';
import { readCountryRows } from './country-rows.js';
import { readGoodsRows } from './goods-rows.js';
import { findLayout } from './layouts.js';
import { readSectorRows, readStateImposedRows } from './other-rows.js';
import type { CellProblem, CsvContent, CsvContext, CsvTable, NamedRow } from './table.js';

export interface TableReading extends CsvContent {
  readonly problems: readonly CellProblem[];
}

const READERS: Readonly<Record<IndexId, (rows: readonly NamedRow[], context: CsvContext) => CsvContent>> = {
  governance: (rows, context) => readCountryRows('governance', rows, context),
  trafficking: (rows, context) => readCountryRows('trafficking', rows, context),
  child_labour: (rows, context) => readCountryRows('child_labour', rows, context),
  goods: readGoodsRows,
  sectors: readSectorRows,
  state_imposed: readStateImposedRows,
};

/** What the rows of a table say, in the shape of the index's own files, and everything that is wrong with them. */
export function readTable(index: IndexId, { header, rows }: CsvTable, indices: Indices, year: number | null): TableReading {
  const found = findLayout(index, header.cells);
  const at = (path: string, code: string, message: string): CellProblem => ({ line: header.line, path, code, message });
  const columns = [
    ...found.missing.map((name) => at(name, 'COLUMN_MISSING', `The file has no column "${name}".`)),
    ...found.twice.map((name) => at(name, 'COLUMN_AMBIGUOUS', `The column "${name}" stands twice, or says what another one says.`)),
    ...found.unknown.map((name) => at(name, 'COLUMN_UNKNOWN', `Files of this index have no column "${name}".`)),
  ];
  if (columns.length > 0) return { content: {}, lines: new Map(), problems: columns };
  const problems: CellProblem[] = [];
  const refuse: CsvContext['refuse'] = ({ line }, path, code, message) => {
    problems.push({ line, path, code, message });
  };
  const named = rows.map(({ line, cells }): NamedRow => ({
    line,
    cell: (column) => (cells[found.positions.get(column) ?? -1] ?? '').trim(),
  }));
  rows.forEach(({ cells }, i) => {
    const row = named[i];
    if (row !== undefined && cells.length !== header.cells.length)
      refuse(row, '', 'COLUMNS_MISMATCH', `This row has ${cells.length} cells, the header ${header.cells.length}.`);
  });
  const reading = READERS[index](named, { country: countryLookup(indices.countries.countries), indices, year, refuse });
  return { ...reading, problems };
}
