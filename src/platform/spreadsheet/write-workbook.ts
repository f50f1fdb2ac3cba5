import ExcelJS, { type Cell, type DataValidation, type Workbook, type Worksheet } from 'exceljs';
import type { CellSpec, ColumnSpec, DropDown, SheetSpec, WorkbookSpec } from '../../domain/spreadsheet/sheet-spec.js';
import { cellName, type CellValue, place } from '../../domain/spreadsheet/workbook.js';
import { SPREADSHEET_LIMITS } from './limits.js';
import { spreadsheetRefusal } from './refusals.js';
import { toCellText } from './text.js';

/** The hidden sheet with the words of the drop-downs. */
const LISTS = '_lists';
/** The same content is the same workbook whenever it is written. */
const WRITTEN = new Date(Date.UTC(2000, 0, 1));
const FORMATS = { text: '@', date: 'yyyy-mm-dd' } as const;
const SHADES = { head: 'FFDCE6F1', input: 'FFFFF9E5', quiet: 'FFF2F2F2' } as const;

const asSpec = (cell: CellValue | CellSpec): CellSpec => (typeof cell === 'object' && cell !== null ? cell : { value: cell });

const textOf = (sheet: string, row: number, column: number, text: string): string => {
  const written = toCellText(text);
  if (written.length <= SPREADSHEET_LIMITS.cellCharacters) return written;
  const message = `The text is longer than the ${SPREADSHEET_LIMITS.cellCharacters} characters a cell can hold.`;
  throw spreadsheetRefusal('SPREADSHEET_TOO_LARGE', place(sheet, row, column), message);
};

const format = (cell: Cell, spec: CellSpec, column: ColumnSpec | undefined, isHead: boolean): void => {
  const shown = spec.format ?? column?.format ?? (typeof spec.value === 'string' ? 'text' : undefined);
  if (shown !== undefined) cell.numFmt = FORMATS[shown];
  if (spec.bold === true || isHead) cell.font = { name: 'Calibri', size: 11, bold: true };
  cell.alignment = { vertical: 'top', wrapText: spec.wrap ?? column?.wrap ?? false };
  if (spec.unlocked === true) cell.protection = { locked: false };
  const shade = spec.shade ?? (isHead ? 'head' : undefined);
  if (shade !== undefined) cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: SHADES[shade] } };
};

const writeCells = (sheet: Worksheet, { name, rows, columns = [], headRows = 0 }: SheetSpec): void =>
  rows.forEach((row, r) =>
    row.forEach((given, c) => {
      const spec = asSpec(given);
      if (spec.value === null && given === null) return;
      const cell = sheet.getCell(r + 1, c + 1);
      // A string is never a formula, whatever it begins with; as text it stays one when somebody edits the cell.
      if (spec.value !== null) cell.value = typeof spec.value === 'string' ? textOf(name, r + 1, c + 1, spec.value) : spec.value;
      format(cell, spec, columns[c], r < headRows);
      if (spec.note !== undefined) cell.note = { texts: [{ text: toCellText(spec.note) }], protection: { locked: 'True' } };
    }),
  );

/** The reference to a list's words, by name. */
type References = ReadonlyMap<string, string>;

const validation = (reference: string, { open = false, suggest = false }: DropDown): DataValidation => ({
  type: 'list',
  allowBlank: true,
  formulae: [reference],
  showErrorMessage: !suggest,
  errorStyle: open ? 'warning' : 'stop',
});

/** exceljs takes a whole range at once, though its types do not tell. */
interface WithValidations {
  readonly dataValidations: { add: (range: string, rule: DataValidation) => unknown };
}

const writeDropDowns = (sheet: Worksheet, dropDowns: readonly DropDown[], references: References): void => {
  for (const dropDown of dropDowns) {
    const { list, column, fromRow, toRow } = dropDown;
    const reference = references.get(list);
    if (reference === undefined) throw new Error(`The drop-downs of sheet ${sheet.name} name an unknown list`);
    const [from, to] = [cellName(fromRow, column), cellName(toRow, column)];
    (sheet as unknown as WithValidations).dataValidations.add(from === to ? from : `${from}:${to}`, validation(reference, dropDown));
  }
};

const addSheet = (workbook: Workbook, spec: SheetSpec): Worksheet => {
  const { headRows = 0, frozenColumns = 0, columns = [] } = spec;
  const isFrozen = headRows > 0 || frozenColumns > 0;
  const rightToLeft = spec.rightToLeft ?? false;
  const sheet = workbook.addWorksheet(spec.name, {
    state: spec.hidden === true ? 'hidden' : 'visible',
    views: [isFrozen ? { state: 'frozen', xSplit: frozenColumns, ySplit: headRows, rightToLeft } : { state: 'normal', rightToLeft }],
  });
  columns.forEach(({ width, wrap = false, format: shown }, i) => {
    const column = sheet.getColumn(i + 1);
    column.width = width;
    column.alignment = { vertical: 'top', wrapText: wrap };
    if (shown !== undefined) column.numFmt = FORMATS[shown];
  });
  return sheet;
};

const protect = (sheet: Worksheet): Promise<void> =>
  sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatColumns: true, formatRows: true });

const addLists = async (workbook: Workbook, lists: Readonly<Record<string, readonly string[]>>): Promise<References> => {
  const entries = Object.entries(lists).filter(([, words]) => words.length > 0);
  if (entries.length === 0) return new Map();
  const sheet = workbook.addWorksheet(LISTS, { state: 'veryHidden' });
  entries.forEach(([, words], c) =>
    words.forEach((word, r) => {
      const cell = sheet.getCell(r + 1, c + 1);
      cell.value = textOf(LISTS, r + 1, c + 1, word);
      cell.numFmt = FORMATS.text;
    }),
  );
  await protect(sheet);
  return new Map(
    entries.map(([name, words], c) => {
      const column = cellName(1, c + 1).slice(0, -1);
      return [name, `${LISTS}!$${column}$1:$${column}$${words.length}`];
    }),
  );
};

/** An XLSX file of what is given: plain values, never a formula. */
export const writeWorkbook = async (spec: WorkbookSpec): Promise<Buffer> => {
  const workbook = new ExcelJS.Workbook();
  Object.assign(workbook, { created: WRITTEN, modified: WRITTEN, creator: 'Plumbline', lastModifiedBy: 'Plumbline' });
  const sheets = spec.sheets.map((sheet) => ({ sheet: addSheet(workbook, sheet), spec: sheet }));
  const references = await addLists(workbook, spec.lists ?? {});
  for (const { sheet, spec: sheetSpec } of sheets) {
    writeCells(sheet, sheetSpec);
    writeDropDowns(sheet, sheetSpec.dropDowns ?? [], references);
    if (sheetSpec.protected === true) await protect(sheet);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
};
