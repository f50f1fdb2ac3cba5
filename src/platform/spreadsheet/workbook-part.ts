import type { Archive } from './archive.js';
import type { SpreadsheetLimits } from './limits.js';
import { readRelationships, type Relationship, targetOf } from './package-parts.js';
import { spreadsheetRefusal } from './refusals.js';
import { fromCellText } from './text.js';
import { readXml } from './xml.js';

export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  readonly file: string;
}

/** What the workbook says of itself: its sheets in order, where its texts and styles are, and from which year days count. */
export interface WorkbookPart {
  readonly sheets: readonly SheetPart[];
  readonly from1904: boolean;
  readonly strings: string | null;
  readonly styles: string | null;
}

interface Listed {
  readonly name: string;
  readonly hidden: boolean;
  readonly relationship: string;
}

const list = async (archive: Archive, file: string, limits: SpreadsheetLimits): Promise<{ listed: Listed[]; from1904: boolean }> => {
  const listed: Listed[] = [];
  let from1904 = false;
  await readXml(archive, file, {
    open: (tag) => {
      if (tag.name === 'workbookPr') from1904 = ['1', 'true'].includes(tag.get('date1904') ?? '');
      if (tag.name !== 'sheet') return;
      if (listed.length >= limits.sheets) {
        throw spreadsheetRefusal('SPREADSHEET_TOO_LARGE', file, `There are more than ${limits.sheets} sheets.`);
      }
      listed.push({
        name: fromCellText(tag.get('name') ?? ''),
        hidden: ['hidden', 'veryHidden'].includes(tag.get('state') ?? ''),
        relationship: tag.get('id') ?? '',
      });
    },
  });
  return { listed, from1904 };
};

const checkNames = (file: string, listed: readonly Listed[]): void => {
  const names = listed.map(({ name }) => name.toLowerCase());
  names.forEach((name, i) => {
    if (name === '') throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', file, 'A sheet has no name.');
    if (names.indexOf(name) !== i) throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', name, 'Two sheets have this name.');
  });
};

/** Chart sheets hold no cells and are passed over; a sheet that is listed and missing means that the file is damaged. */
const fileOf = (archive: Archive, relationships: readonly Relationship[], { name, relationship }: Listed): string | null => {
  const found = relationships.find(({ id }) => id === relationship);
  if (found && /macrosheet/i.test(found.type)) throw spreadsheetRefusal('SPREADSHEET_MACROS', name, 'The sheet holds macros.');
  if (found && /^(chartsheet|dialogsheet)$/i.test(found.type)) return null;
  if (!found || found.type !== 'worksheet' || found.target === null || !archive.has(found.target)) {
    throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', name, 'The sheet is listed, and missing from the file.');
  }
  return found.target;
};

/** Reads the workbook's own file and finds the others it needs. */
export const readWorkbookPart = async (archive: Archive, limits: SpreadsheetLimits): Promise<WorkbookPart> => {
  const file = targetOf(archive, await readRelationships(archive, ''), 'officeDocument');
  if (file === null) throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', 'xl/workbook.xml', 'It is missing from the file.');
  const { listed, from1904 } = await list(archive, file, limits);
  if (listed.length === 0) throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', file, 'There are no sheets.');
  checkNames(file, listed);
  const relationships = await readRelationships(archive, file);
  const sheets = listed.flatMap((sheet): SheetPart[] => {
    const found = fileOf(archive, relationships, sheet);
    return found === null ? [] : [{ name: sheet.name, hidden: sheet.hidden, file: found }];
  });
  const files = sheets.map((sheet) => sheet.file.toLowerCase());
  const twice = sheets.find((sheet, i) => files.indexOf(sheet.file.toLowerCase()) !== i);
  if (twice) throw spreadsheetRefusal('SPREADSHEET_UNREADABLE', twice.name, 'Two sheets share one file.');
  return {
    sheets,
    from1904,
    strings: targetOf(archive, relationships, 'sharedStrings'),
    styles: targetOf(archive, relationships, 'styles'),
  };
};
