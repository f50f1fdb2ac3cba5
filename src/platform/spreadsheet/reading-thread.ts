import { parentPort, workerData } from 'node:worker_threads';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { Sheet } from '../../domain/spreadsheet/workbook.js';
import type { SpreadsheetLimits } from './limits.js';
import { parseWorkbook } from './parse-workbook.js';
import type { SpreadsheetCode } from './refusals.js';

/** What the thread is given. */
export interface ReadingTask {
  readonly content: Uint8Array;
  readonly limits: SpreadsheetLimits;
}

/** A sheet on its way: so many rows at a time as JSON, so that no single text needs more memory than there is. */
export interface SheetOnItsWay {
  readonly name: string;
  readonly hidden: boolean;
  readonly rows: readonly string[];
}

/** What the thread answers: the sheets, or why they are refused. */
export type ReadingResult =
  | { readonly sheets: readonly SheetOnItsWay[] }
  | { readonly code: SpreadsheetCode; readonly message: string; readonly problems: readonly Problem[] };

const { content, limits } = workerData as ReadingTask;

const ROWS_AT_ONCE = 500;

const sent = ({ name, hidden, rows }: Sheet): SheetOnItsWay => ({
  name,
  hidden,
  rows: Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, i) =>
    JSON.stringify(rows.slice(i * ROWS_AT_ONCE, (i + 1) * ROWS_AT_ONCE)),
  ),
});

const read = async (): Promise<ReadingResult> => {
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    return { sheets: (await parseWorkbook(bytes, limits)).sheets.map(sent) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code as SpreadsheetCode, message: error.message, problems: error.problems };
  }
};

parentPort?.postMessage(await read());
