import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { detectDelimiter } from '../../domain/suppliers/import-fields.js';
import { notCsv } from './receive-upload.js';

/** A row of a file as it stands there. */
export interface CsvRecord {
  /** On which it begins, the first being 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

const HEAD_BYTES = 65_536;
const RECORD_MAX = 200_000;

/** The delimiter that the header of the file uses. */
export async function delimiterOf(path: string): Promise<',' | ';' | '\t'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer
      .subarray(0, bytesRead)
      .toString('utf8')
      .replaceAll(/"[^"]*"/g, '""')
      .trimStart();
    return detectDelimiter(/^[^\r\n]*/.exec(head)?.[0] ?? '');
  } finally {
    await file.close();
  }
}

/** Rows of a file, header first, without blank ones, read as a stream. @throws DomainError NOT_CSV where quotes do not match or a row has no end */
export async function* readRecords(path: string, delimiter: string): AsyncGenerator<CsvRecord> {
  const parser = parse({ bom: true, delimiter, info: true, record_delimiter: '\n', relax_column_count: true, max_record_size: RECORD_MAX });
  pipeline(Readable.from(withPlainLineEnds(createReadStream(path, { encoding: 'utf8' }))), parser, () => undefined);
  let before = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      const line = before + 1;
      before = info.lines;
      if (record.some((cell) => cell.trim() !== '')) yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw notCsv(MESSAGES[error.code] ?? 'The file is not CSV: the row that begins here cannot be read.', before + 1);
  }
}

const MESSAGES: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'The file is not CSV: a quote that opens in this row is never closed.',
  CSV_INVALID_CLOSING_QUOTE: 'The file is not CSV: text follows a closing quote in this row.',
  INVALID_OPENING_QUOTE: 'The file is not CSV: a quote stands in the middle of a cell that does not begin with one in this row.',
  CSV_MAX_RECORD_SIZE: 'The file is not CSV: this row is longer than any row can be; perhaps a quote is not closed.',
};

/** Line ends of every system as one, so that lines are counted alike within quotes and outside. */
async function* withPlainLineEnds(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  for await (const chunk of chunks) {
    const text = held + chunk;
    held = text.endsWith('\r') ? '\r' : '';
    yield (held === '' ? text : text.slice(0, -1)).replaceAll(/\r\n?/g, '\n');
  }
  if (held !== '') yield '\n';
}
