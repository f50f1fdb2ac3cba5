import { type SheetSpec, sheetName, type WorkbookSpec } from '../../spreadsheet/sheet-spec.js';
import type { CellValue } from '../../spreadsheet/workbook.js';
import type { Contradiction, Language, Manual } from '../manual.js';
import { textsOf } from '../texts.js';
import { chapterRows, type Row } from './chapter-rows.js';
import {
  CHAPTER_TABLE,
  type ColumnDef,
  CONTRADICTION_TABLE,
  FORMAT,
  HEAD_TABLE,
  LANGUAGE_TABLE,
  LISTS,
  type TableDef,
  TEXT_LABEL,
} from './columns.js';

const TEXT_WIDTH = 60;
/** Room below the last row, where an officer adds more. */
const MORE_ROWS = 500;

/** Declared languages in their order, then those that some text has all the same. */
const languagesOf = (manual: Manual): readonly string[] => [
  ...new Set([...manual.languages.map(({ code }) => code), ...textsOf(manual).flatMap(({ text }) => Object.keys(text))]),
];

const columnsOf = ({ columns, textsAt }: TableDef, languages: readonly string[]): readonly ColumnDef[] => {
  if (textsAt === null) return columns;
  const texts = languages.map((code) => ({
    label: `${TEXT_LABEL}${code}`,
    width: TEXT_WIDTH,
    text: true,
    help: `The words in "${code}".`,
  }));
  return [...columns.slice(0, textsAt), ...texts, ...columns.slice(textsAt)];
};

const valueOf = ({ cells, text = {} }: Row, label: string): CellValue =>
  label.startsWith(TEXT_LABEL) ? (text[label.slice(TEXT_LABEL.length)] ?? null) : (cells[label] ?? null);

const EMPHASISED = new Set(['chapter', 'question']);

const toSheet = (name: string, def: TableDef, languages: readonly string[], rows: readonly Row[]): SheetSpec => {
  const columns = columnsOf(def, languages);
  return {
    name,
    headRows: 1,
    frozenColumns: def === CHAPTER_TABLE ? 2 : 1,
    columns: columns.map(({ width, text = false }) => ({ width, wrap: text, ...(text ? { format: 'text' as const } : {}) })),
    rows: [
      columns.map(({ label, help }) => ({ value: label, note: help })),
      ...rows.map((row) => {
        const bold = EMPHASISED.has(String(row.cells['Row'] ?? ''));
        return columns.map(({ label }) => ({ value: valueOf(row, label), bold })).map((cell) => (cell.value === null ? null : cell));
      }),
    ],
    dropDowns: columns.flatMap(({ list }, i) =>
      list === undefined ? [] : [{ list, column: i + 1, fromRow: 2, toRow: rows.length + MORE_ROWS }],
    ),
  };
};

const headRows = (manual: Manual): readonly Row[] => {
  const row = (Field: string, Value: CellValue): Row => ({ cells: { Field, Value } });
  return [
    row('format', FORMAT),
    row('id', manual.id),
    row('family', manual.family),
    row('version', manual.version),
    { cells: { Field: 'title' }, text: manual.title },
    row('source', manual.source),
    row('edition', manual.edition),
    row('year', manual.year),
    row('licence', manual.licence),
    row('base language', manual.baseLanguage),
  ];
};

const languageRows = ({ code, dir, reviewed, unreviewed }: Language): readonly Row[] => [
  { cells: { Language: code, Direction: dir, Reviewed: reviewed ? 'yes' : 'no' } },
  ...unreviewed.map((text): Row => ({ cells: { 'Unreviewed text': text } })),
];

const contradictionRow = ({ id, when, text }: Contradiction): Row => ({ cells: { Contradiction: id, Condition: when }, text });

/**
 * A manual as a workbook that an officer can change in any spreadsheet program: a sheet for what it is, one for its languages,
 * one for each chapter and one for contradictions. `sheetsToManual` reads the same manual from it.
 */
export const manualToSheets = (manual: Manual): WorkbookSpec => {
  const languages = languagesOf(manual);
  const fixed = ['Manual', 'Languages', 'Contradictions'];
  const names: string[] = [];
  const chapters = manual.chapters.map((chapter): SheetSpec => {
    const title = chapter.title[manual.baseLanguage] ?? chapter.id;
    const name = sheetName(`${chapter.number} ${title}`, [...fixed, ...names]);
    names.push(name);
    return toSheet(name, CHAPTER_TABLE, languages, chapterRows(chapter));
  });
  const rightToLeft = manual.languages.find(({ code }) => code === manual.baseLanguage)?.dir === 'rtl';
  const sheets = [
    toSheet('Manual', HEAD_TABLE, languages, headRows(manual)),
    toSheet('Languages', LANGUAGE_TABLE, languages, manual.languages.flatMap(languageRows)),
    ...chapters,
    toSheet('Contradictions', CONTRADICTION_TABLE, languages, manual.contradictions.map(contradictionRow)),
  ];
  return { sheets: sheets.map((sheet) => ({ ...sheet, rightToLeft })), lists: LISTS };
};
