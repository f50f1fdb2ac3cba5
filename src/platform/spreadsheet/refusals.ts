import { DomainError } from '../../domain/shared/domain-error.js';

/** Why a spreadsheet is not read (docs/refusals/spreadsheets.md). */
export type SpreadsheetCode =
  | 'SPREADSHEET_UNREADABLE'
  | 'SPREADSHEET_FORMAT'
  | 'SPREADSHEET_ENCRYPTED'
  | 'SPREADSHEET_MACROS'
  | 'SPREADSHEET_ENTITIES'
  | 'SPREADSHEET_TOO_LARGE'
  | 'SPREADSHEET_TIMEOUT';

const LONGEST_PLACE = 200;

/** Names inside a file were chosen by its writer: nothing that a screen or a log would obey. */
const shown = (place: string): string => place.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}]/gu, '?').slice(0, LONGEST_PLACE);

/** A refusal that names the sheet, the cell or the file inside the archive. */
export const spreadsheetRefusal = (code: SpreadsheetCode, place: string, message: string): DomainError =>
  new DomainError(code, 'invalid', place === '' ? message : `${shown(place)}: ${message}`, [{ path: shown(place), code, message }]);
