import type { Sheet, Workbook } from '../../domain/spreadsheet/workbook.js';
import { openArchive } from './archive.js';
import type { SpreadsheetLimits } from './limits.js';
import { checkContentTypes } from './package-parts.js';
import { readSharedStrings } from './shared-strings.js';
import { readSheet, type Shared } from './sheet-part.js';
import { readDateStyles } from './styles.js';
import { readWorkbookPart } from './workbook-part.js';

/** Reads an XLSX file in this very thread. Called by the reading thread, where a deadline and a heap limit hold. */
export const parseWorkbook = async (content: Buffer, limits: SpreadsheetLimits): Promise<Workbook> => {
  const archive = await openArchive(content, limits);
  await checkContentTypes(archive);
  const part = await readWorkbookPart(archive, limits);
  const shared: Shared = {
    strings: await readSharedStrings(archive, part.strings, limits),
    dateStyles: await readDateStyles(archive, part.styles),
    from1904: part.from1904,
    limits,
    used: { cells: 0, characters: 0 },
  };
  const sheets: Sheet[] = [];
  for (const sheet of part.sheets) sheets.push(await readSheet(archive, sheet, shared));
  return { sheets };
};
