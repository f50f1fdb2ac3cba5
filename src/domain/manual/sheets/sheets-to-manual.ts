import { ProblemList } from '../../spreadsheet/problem-list.js';
import { place, type PlacedProblem, type Sheet, type Workbook } from '../../spreadsheet/workbook.js';
import type { Chapter, Contradiction, Language, Manual } from '../manual.js';
import { CHAPTER_TABLE, CONTRADICTION_TABLE, FORMAT, HEAD_TABLE, LANGUAGE_TABLE, type TableDef } from './columns.js';
import { readChapter } from './read-chapter.js';
import { readContradictions, readHead, readLanguages } from './read-head.js';
import { isTable, type Reading, readTable, type Table } from './table.js';

/** A manual as its sheets say it, with everything that is wrong with the sheets. */
export interface SheetsReading {
  /** Null where the file is not a manual of ours; else the manual as far as it could be read, for further checks. */
  readonly manual: Manual | null;
  readonly problems: readonly PlacedProblem[];
  /** The cell where a path of the manual stands (`chapters/1/questions/3/visible`), or the nearest above it. */
  readonly placeOf: (path: string) => string;
}

const TABLES = [HEAD_TABLE, LANGUAGE_TABLE, CHAPTER_TABLE, CONTRADICTION_TABLE];

const tableOf = (sheet: Sheet): TableDef | undefined => TABLES.find((table) => isTable(sheet, table));

/** Whether this is the project's own form of a manual, rather than a questionnaire of someone else's. */
export const isManualWorkbook = (workbook: Workbook): boolean =>
  workbook.sheets.some((sheet) => isTable(sheet, HEAD_TABLE) && sheet.rows.some((row) => row.includes(FORMAT)));

/** Whether it was meant as one, though its format is not told or another. */
export const hasManualSheets = (workbook: Workbook): boolean =>
  workbook.sheets.some((sheet) => [HEAD_TABLE, CHAPTER_TABLE].some((table) => isTable(sheet, table)));

const placer =
  (places: ReadonlyMap<string, string>) =>
  (path: string): string => {
    const steps = path.replace(/^\//, '').split('/');
    while (steps.length > 0) {
      const found = places.get(steps.join('/'));
      if (found !== undefined) return found;
      steps.pop();
    }
    return places.get('id') ?? '';
  };

/** Sheets of one kind; a second one of a kind that stands once is a problem. */
const sheetsOf = (workbook: Workbook, def: TableDef): readonly Sheet[] => workbook.sheets.filter((sheet) => tableOf(sheet) === def);

const only = (workbook: Workbook, def: TableDef, reading: Reading): Table | null => {
  const [first, ...more] = sheetsOf(workbook, def);
  for (const { name } of more) {
    const message = `There is such a sheet already: '${first?.name}'.`;
    reading.problems.push({ place: place(name, 1, 1), code: 'SHEET_TWICE', message });
  }
  return first ? readTable(first, def, reading) : null;
};

const missing = (reading: Reading, what: string, key: string): void => {
  const message = `A sheet for ${what} is missing; its first row holds the column "${key}".`;
  reading.problems.push({ place: '', code: 'SHEET_MISSING', message });
};

/** A visible sheet with something on it that nobody reads might be a chapter whose head was lost. */
const reportUnknown = (workbook: Workbook, reading: Reading): void => {
  for (const sheet of workbook.sheets) {
    if (sheet.hidden || sheet.rows.length === 0 || tableOf(sheet) !== undefined) continue;
    const message =
      'The first row has none of the heads by which a sheet of a manual is known. Delete or hide the sheet if it is not needed.';
    reading.problems.push({ place: place(sheet.name, 1, 1), code: 'SHEET_UNKNOWN', message });
  }
};

const readAll = (workbook: Workbook, reading: Reading): Manual | null => {
  const headTable = only(workbook, HEAD_TABLE, reading);
  if (!headTable) {
    missing(reading, 'what the manual is', HEAD_TABLE.key);
    return null;
  }
  const head = readHead(headTable, reading);
  if (!head) return null;
  const languageTable = only(workbook, LANGUAGE_TABLE, reading);
  const languages: readonly Language[] = languageTable ? readLanguages(languageTable, reading) : [];
  if (!languageTable) missing(reading, 'the languages', LANGUAGE_TABLE.key);
  const chapterSheets = sheetsOf(workbook, CHAPTER_TABLE);
  if (chapterSheets.length === 0) missing(reading, 'each chapter', CHAPTER_TABLE.key);
  const chapters: readonly Chapter[] = chapterSheets.map((sheet, i) =>
    readChapter(readTable(sheet, CHAPTER_TABLE, reading), reading, `chapters/${i}`),
  );
  const contradictionTable = only(workbook, CONTRADICTION_TABLE, reading);
  const contradictions: readonly Contradiction[] = contradictionTable ? readContradictions(contradictionTable, reading) : [];
  return { ...head, languages, chapters, contradictions };
};

/** Reads the sheets of a manual. Where there are problems the manual is what could be read, and must not be stored. */
export const sheetsToManual = (workbook: Workbook): SheetsReading => {
  const reading: Reading = { problems: new ProblemList(), places: new Map(), baseLanguage: '' };
  const manual = readAll(workbook, reading);
  if (manual) reportUnknown(workbook, reading);
  return { manual, problems: reading.problems.listed, placeOf: placer(reading.places) };
};
