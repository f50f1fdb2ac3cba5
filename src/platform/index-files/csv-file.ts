import { CsvError, type Info } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import type { CsvRow, CsvTable } from '../../domain/indices/csv/table.js';
import { detectDelimiter } from '../../domain/suppliers/import-fields.js';
import type { ContentProblem } from '../content/content-problem.js';

/** A CSV file of an index: remarks about the edition (`# edition: 2026`), then a header, then rows. */
export interface CsvFile {
  readonly table: CsvTable | null;
  /** What the lines that begin with # say, by name. */
  readonly remarks: ReadonlyMap<string, { readonly value: string; readonly line: number }>;
  readonly problems: readonly ContentProblem[];
}

const MOST_ROWS = 20_000;
const MOST_COLUMNS = 200;

/** Spreadsheet programs quote a remark, and fill its row up with delimiters. */
const remarkOf = (line: string): string => {
  const bare = line.trim().replace(/[,;\t]+$/, '');
  return /^"#.*"$/.test(bare) ? bare.slice(1, -1).replaceAll('""', '"') : bare;
};

const isRemark = (line: string): boolean => /^\s*"?#/.test(line);

export function readCsvFile(name: string, text: string): CsvFile {
  const lines = text
    .replace(/^\uFEFF/, '')
    .replaceAll(/\r\n?/g, '\n')
    .split('\n');
  const count = lines.findIndex((line) => line.trim() !== '' && !isRemark(line));
  const above = count === -1 ? lines : lines.slice(0, count);
  const remarks = new Map<string, { value: string; line: number }>();
  above.forEach((line, i) => {
    const [, key = '', value = ''] = /^#\s*([a-z_]+)\s*:\s*(.*)$/i.exec(remarkOf(line)) ?? [];
    if (value.trim() !== '') remarks.set(key.toLowerCase(), { value: value.trim(), line: i + 1 });
  });
  const refused = (line: number, code: string, message: string): CsvFile => ({
    table: null,
    remarks,
    problems: [{ file: name, path: '', line, code, message }],
  });
  if (count === -1) return refused(1, 'FILE_EMPTY', 'The file has no rows.');
  try {
    const [header, ...rows] = recordsOf(lines.slice(count), count);
    if (header === undefined || rows.length === 0) return refused(count + 1, 'FILE_EMPTY', 'The file has a header and no rows.');
    if (rows.length > MOST_ROWS)
      return refused(count + 1, 'TOO_MANY_ROWS', `The file has ${rows.length} rows; at most ${MOST_ROWS} are read.`);
    if (header.cells.length > MOST_COLUMNS)
      return refused(count + 1, 'TOO_MANY_COLUMNS', `The file has ${header.cells.length} columns; at most ${MOST_COLUMNS} are read.`);
    return { table: { header, rows }, remarks, problems: [] };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? error['lines'] + count : count + 1;
    return refused(line, 'NOT_CSV', 'The file is not CSV: the quotes of the row that begins here do not match.');
  }
}

function recordsOf(lines: readonly string[], before: number): CsvRow[] {
  const parsed = parse(lines.join('\n'), {
    delimiter: detectDelimiter(lines[0] ?? ''),
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
  }) as unknown as readonly { readonly record: string[]; readonly info: Info }[];
  let read = before;
  return parsed.flatMap(({ record, info }) => {
    const line = read + 1;
    read = before + info.lines;
    return record.some((cell) => cell.trim() !== '') ? [{ line, cells: record }] : [];
  });
}
