import { type CellValue, cellAt, type Sheet, type Workbook } from '../../spreadsheet/workbook.js';
import type { Notes, Spot } from './notes.js';
import { keyOf, tidy } from './words.js';

export type Column =
  | 'index'
  | 'question'
  | 'method'
  | 'conditional'
  | 'responseType'
  | 'responseOptions'
  | 'optionType'
  | 'goTo'
  | 'risk'
  | 'indicator'
  | 'subIndicator';

/** The columns as the format calls them, and other words in use for them. */
const COLUMNS: Readonly<Record<Column, { readonly title: string; readonly others: readonly string[] }>> = {
  index: { title: 'Index', others: ['no', 'indexno', 'questionindex', 'questionno', 'questionnumber'] },
  question: { title: 'Question', others: ['questions', 'questiontext'] },
  method: {
    title: 'Method of Collecting data',
    others: ['method', 'methodofcollection', 'methodofdatacollection', 'datacollectionmethod'],
  },
  conditional: { title: 'Conditional question', others: ['conditional'] },
  responseType: { title: 'Response Type', others: ['typeofresponse', 'answertype'] },
  responseOptions: { title: 'Response Options', others: ['responseoption', 'options', 'answeroptions'] },
  optionType: { title: 'Option Type', others: [] },
  goTo: { title: 'Go to', others: ['gotoquestion', 'skipto', 'jumpto'] },
  risk: { title: 'Risk category/weight', others: ['riskcategory', 'riskweight', 'risklevel', 'risk'] },
  indicator: { title: 'Indicator', others: ['indicators', 'iloindicator'] },
  subIndicator: { title: 'Sub indicator', others: ['subindicators'] },
};

const REQUIRED: readonly Column[] = ['index', 'question', 'responseType', 'responseOptions'];
const TELLING: readonly Column[] = ['question', 'responseType', 'responseOptions'];

const BY_KEY: ReadonlyMap<string, Column> = new Map(
  (Object.keys(COLUMNS) as Column[]).flatMap((column) =>
    [keyOf(COLUMNS[column].title), ...COLUMNS[column].others].map((key) => [key, column] as const),
  ),
);

/** The header may stand below a title and some words on how to fill the sheet in. */
const MAX_HEADER_ROW = 50;
const MAX_COLUMNS = 200;

const columnOf = (cell: CellValue): Column | undefined => BY_KEY.get(keyOf(tidy(cell).replace(/\(.*?\)/g, '')));

/** A sheet of questions: where its header stands and which column is which, from 1. */
export interface QuestionSheet {
  readonly sheet: Sheet;
  readonly order: number;
  readonly headerRow: number;
  readonly columns: ReadonlyMap<Column, number>;
}

const columnsIn = (row: readonly CellValue[]): ReadonlyMap<Column, number> => {
  const columns = new Map<Column, number>();
  row.slice(0, MAX_COLUMNS).forEach((cell, i) => {
    const column = columnOf(cell);
    if (column !== undefined && !columns.has(column)) columns.set(column, i + 1);
  });
  return columns;
};

const isHeader = (columns: ReadonlyMap<Column, number>): boolean =>
  columns.size >= 3 && TELLING.filter((column) => columns.has(column)).length >= 2;

/** The header of a sheet; null for a sheet that holds no questions. */
const questionSheet = (sheet: Sheet, order: number): QuestionSheet | null => {
  const candidates = sheet.rows.slice(0, MAX_HEADER_ROW).map((row, i) => ({ headerRow: i + 1, columns: columnsIn(row) }));
  const found = candidates.find(({ columns }) => isHeader(columns));
  return found ? { sheet, order, ...found } : null;
};

/** Whether a workbook is a spreadsheet SAQ: some visible sheet has its header. Tells it from a form of our own. */
export const isSaq = (workbook: Workbook): boolean => workbook.sheets.some((sheet, i) => !sheet.hidden && questionSheet(sheet, i) !== null);

/** The cell of a column in a row; the first cell of the row where the sheet lacks the column. */
export const spotOf = ({ sheet, order, columns }: QuestionSheet, row: number, column: Column): Spot => ({
  sheet: sheet.name,
  order,
  row,
  column: columns.get(column) ?? 1,
});

export const valueOf = ({ sheet, columns }: QuestionSheet, row: number, column: Column): CellValue => {
  const position = columns.get(column);
  return position === undefined ? null : cellAt(sheet, row, position);
};

const noteColumns = (found: QuestionSheet, notes: Notes): void => {
  const { sheet, order, headerRow, columns } = found;
  const used = new Set(columns.values());
  (sheet.rows[headerRow - 1] ?? []).slice(0, MAX_COLUMNS).forEach((cell, i) => {
    if (tidy(cell) === '' || used.has(i + 1)) return;
    const spot = { sheet: sheet.name, order, row: headerRow, column: i + 1 };
    notes.oddity(spot, 'SAQ_COLUMN_UNUSED', `The column "${tidy(cell).slice(0, 60)}" is not read.`);
  });
  for (const column of Object.keys(COLUMNS) as Column[]) {
    if (columns.has(column)) continue;
    const { title } = COLUMNS[column];
    const spot = spotOf(found, headerRow, column);
    if (REQUIRED.includes(column)) notes.problem(spot, 'SAQ_COLUMN_MISSING', `The column "${title}" is missing.`);
    else notes.oddity(spot, 'SAQ_COLUMN_ABSENT', `There is no column "${title}".`);
  }
};

/** The sheets of questions in the order of the file, and what is odd or wrong about sheets and columns. */
export const questionSheets = (workbook: Workbook, notes: Notes): readonly QuestionSheet[] => {
  const found = workbook.sheets.flatMap((sheet, order) => {
    const one = questionSheet(sheet, order);
    const spot = { sheet: sheet.name, order, row: 1, column: 1 };
    if (one && !sheet.hidden) return [one];
    if (one) notes.oddity(spot, 'SAQ_SHEET_HIDDEN', `The sheet "${sheet.name}" holds questions but is hidden: it is left out.`);
    else notes.oddity(spot, 'SAQ_SHEET_IGNORED', `The sheet "${sheet.name}" holds no questions.`);
    return [];
  });
  found.forEach((one) => noteColumns(one, notes));
  if (found.length === 0) {
    const spot = { sheet: workbook.sheets[0]?.name ?? '', order: 0, row: 1, column: 1 };
    notes.problem(
      spot,
      'SAQ_NO_QUESTIONS',
      `No sheet has a header with ${REQUIRED.map((column) => `"${COLUMNS[column].title}"`).join(', ')}.`,
    );
  }
  return found;
};

export const lacksColumns = ({ columns }: QuestionSheet): boolean => REQUIRED.some((column) => !columns.has(column));
