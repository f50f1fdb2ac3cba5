import { isSaq } from '../../domain/manual/saq/columns.js';
import type { SaqOptions } from '../../domain/manual/saq/manual-of.js';
import { hasManualSheets, isManualWorkbook } from '../../domain/manual/sheets/sheets-to-manual.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Workbook } from '../../domain/spreadsheet/workbook.js';
import { readWorkbook } from '../spreadsheet/read-workbook.js';
import type { ManualChecks } from './check-read-manual.js';
import { type ManualFile, nothingIn, withFileName } from './manual-file.js';
import { readJson } from './read-document.js';
import { readOwnWorkbook } from './read-own-workbook.js';
import { readSaqWorkbook } from './read-saq-workbook.js';

const ZIP = Buffer.from('PK', 'latin1');

const isJson = (content: Buffer, fileName: string): boolean => /\.json$/i.test(fileName) && !content.subarray(0, ZIP.length).equals(ZIP);

const inWorkbook = (workbook: Workbook, checks: ManualChecks, about: SaqOptions): ManualFile => {
  const saq = isSaq(workbook);
  if (isManualWorkbook(workbook) || (!saq && hasManualSheets(workbook))) return readOwnWorkbook(workbook, checks);
  const reading = readSaqWorkbook(workbook, checks, about);
  return saq ? reading : { ...reading, format: 'unknown' };
};

/** Why a file could not be opened, as the one problem it has. */
const refused = (error: unknown): ManualFile => {
  if (!(error instanceof DomainError)) throw error;
  const { path = '' } = error.problems[0] ?? {};
  const message = error.problems[0]?.message ?? error.message;
  return nothingIn('unknown', [{ place: path, code: error.code, message }]);
};

/**
 * Reads a manual that somebody sent: its own sheets, a spreadsheet SAQ or JSON, told apart by what is in them. Whatever the file
 * is, this answers with everything that is wrong with it, each problem with file and cell. `about` says of a SAQ what it does not
 * say itself.
 */
export const readManualFile = async (content: Buffer, fileName: string, checks: ManualChecks, about: SaqOptions): Promise<ManualFile> => {
  if (isJson(content, fileName)) return withFileName(readJson(content, checks), fileName);
  const file = await readWorkbook(content).then((workbook) => inWorkbook(workbook, checks, about), refused);
  return withFileName(file, fileName);
};
