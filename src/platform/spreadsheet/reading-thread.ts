import { parentPort, workerData } from 'node:worker_threads';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { SpreadsheetLimits } from './limits.js';
import { parseWorkbook } from './parse-workbook.js';
import type { SpreadsheetCode } from './refusals.js';

/** What the thread is given. */
export interface ReadingTask {
  readonly content: Uint8Array;
  readonly limits: SpreadsheetLimits;
}

/** What the thread answers: the workbook as JSON, or why it is refused. */
export type ReadingResult =
  { readonly workbook: string } | { readonly code: SpreadsheetCode; readonly message: string; readonly problems: readonly Problem[] };

const { content, limits } = workerData as ReadingTask;

const read = async (): Promise<ReadingResult> => {
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    return { workbook: JSON.stringify(await parseWorkbook(bytes, limits)) };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { code: error.code as SpreadsheetCode, message: error.message, problems: error.problems };
  }
};

parentPort?.postMessage(await read());
