import { directionOf } from '../../domain/manual/direction.js';
import type { SaqOptions } from '../../domain/manual/saq/manual-of.js';
import { saqToManual } from '../../domain/manual/saq/saq-to-manual.js';
import { inFileOrder } from '../../domain/spreadsheet/file-order.js';
import type { Workbook } from '../../domain/spreadsheet/workbook.js';
import { checkReadManual, type ManualChecks } from './check-read-manual.js';
import type { ManualFile } from './manual-file.js';

/** Reads a spreadsheet SAQ as a manual. */
export const readSaqWorkbook = (workbook: Workbook, checks: ManualChecks, about: SaqOptions): ManualFile => {
  const language = about.language ?? 'en';
  const { manual, problems, oddities, found, placeOf } = saqToManual(workbook, { ...about, language, dir: directionOf(language) });
  const further = (manual === null ? [] : checkReadManual(checks, manual)).map(({ path, code, message }) => {
    const place = placeOf(path);
    // What no cell says was said by whoever imports the file.
    return { place: place === '' ? path : place, code, message };
  });
  const all = inFileOrder(workbook, [...problems, ...further]);
  const { chapters, questions, options, conditions } = found;
  return {
    format: 'saq-xlsx',
    manual: all.length === 0 ? manual : null,
    name: { id: about.id, version: about.version ?? null, family: null },
    counts: { chapters, questions, options, conditions },
    languages: questions === 0 ? [] : [language],
    problems: all,
    oddities,
  };
};
