import { sheetsToManual } from '../../domain/manual/sheets/sheets-to-manual.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import { inFileOrder } from '../../domain/spreadsheet/file-order.js';
import type { PlacedProblem, Workbook } from '../../domain/spreadsheet/workbook.js';
import { isIndependent } from '../content/merge-problems.js';
import { checkReadManual, type ManualChecks } from './check-read-manual.js';
import { type ManualFile, nothingIn, readingOf } from './manual-file.js';

const QUESTION = /^chapters\/\d+\/questions\/\d+\//;

/**
 * What the checks found beyond the sheets' own problems. A cell that could not be read has been told of; what follows from it,
 * at this cell or, where it decides about others, at its question, is noise.
 */
const beyond = (found: readonly Problem[], told: readonly PlacedProblem[], placeOf: (path: string) => string): readonly PlacedProblem[] => {
  const cells = new Set(told.map(({ place }) => place));
  const isUndecided = (path: string): boolean => {
    const [question] = QUESTION.exec(path) ?? [];
    return question !== undefined && !isIndependent(path) && ['type', 'counts'].some((field) => cells.has(placeOf(`${question}${field}`)));
  };
  return found
    .filter(({ path }) => !cells.has(placeOf(path)) && !isUndecided(path))
    .map(({ path, code, message }) => ({ place: placeOf(path), code, message }));
};

/** Reads a workbook that is the project's own form of a manual. */
export const readOwnWorkbook = (workbook: Workbook, checks: ManualChecks): ManualFile => {
  const { manual, problems, placeOf } = sheetsToManual(workbook);
  if (manual === null) return nothingIn('plumbline-xlsx', inFileOrder(workbook, problems));
  const further = beyond(checkReadManual(checks, manual), problems, placeOf);
  return readingOf('plumbline-xlsx', manual, inFileOrder(workbook, [...problems, ...further]));
};
