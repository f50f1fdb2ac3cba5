import { beforeAll, describe, expect, it } from '@jest/globals';
import ExcelJS, { type Worksheet } from 'exceljs';
import fc from 'fast-check';
import { asRead, type WorkbookSpec } from '../../domain/spreadsheet/sheet-spec.js';
import type { CellValue } from '../../domain/spreadsheet/workbook.js';
import { SPREADSHEET_LIMITS } from './limits.js';
import { parseWorkbook } from './parse-workbook.js';
import { writeWorkbook } from './write-workbook.js';

const readBack = async (spec: WorkbookSpec) => parseWorkbook(await writeWorkbook(spec), SPREADSHEET_LIMITS);

const words = Array.from({ length: 60 }, (_, i) => `An answer of some length, number ${i}`);

const form: WorkbookSpec = {
  lists: { yesNo: ['yes', 'no'], long: words },
  sheets: [
    {
      name: 'Form',
      rightToLeft: true,
      protected: true,
      headRows: 1,
      frozenColumns: 2,
      columns: [{ width: 12 }, { width: 60, wrap: true }, { width: 20 }],
      rows: [
        ['Id', 'Question', 'Answer'],
        ['P1', { value: '=1+1', note: 'Only asked when P0 is "yes"' }, { value: null, unlocked: true, shade: 'input', format: 'date' }],
        ['P2', '-2+3', { value: 7, unlocked: true }],
      ],
      dropDowns: [
        { list: 'yesNo', column: 3, fromRow: 2, toRow: 2 },
        { list: 'long', column: 3, fromRow: 3, toRow: 900, open: true },
      ],
    },
    { name: 'Hidden', hidden: true, rows: [['key', true]] },
  ],
};

describe('a written workbook', () => {
  let sheet: Worksheet;
  let workbook: ExcelJS.Workbook;
  beforeAll(async () => {
    workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await writeWorkbook(form)) as never);
    sheet = workbook.getWorksheet('Form') ?? workbook.addWorksheet();
  });

  it('reads back as what was written', async () => {
    const { sheets } = await readBack(form);
    expect(sheets.slice(0, 2)).toEqual(asRead(form).sheets);
  });

  it('holds texts that look like formulas as texts, which they stay when somebody edits them', () => {
    expect(sheet.getCell('B2').value).toBe('=1+1');
    expect(sheet.getCell('B2').type).toBe(ExcelJS.ValueType.String);
    expect([sheet.getCell('B2').numFmt, sheet.getCell('B3').numFmt]).toEqual(['@', '@']);
  });

  it('can be changed where it is unlocked and nowhere else', () => {
    expect((sheet as unknown as { sheetProtection: object }).sheetProtection).toMatchObject({ sheet: true });
    expect([sheet.getCell('C2').protection?.locked, sheet.getCell('B2').protection?.locked]).toEqual([false, undefined]);
  });

  it('offers choices from a hidden sheet, however long they are together', () => {
    expect(sheet.getCell('C2').dataValidation).toMatchObject({ type: 'list', formulae: ['_lists!$A$1:$A$2'], errorStyle: 'stop' });
    expect(sheet.getCell('C900').dataValidation).toMatchObject({ formulae: ['_lists!$B$1:$B$60'], errorStyle: 'warning' });
    expect(workbook.getWorksheet('_lists')?.state).toBe('veryHidden');
    expect(workbook.getWorksheet('_lists')?.getCell('B60').value).toBe(words[59]);
  });

  it('shows from right to left, with the head in view', () => {
    expect(sheet.views[0]).toMatchObject({ rightToLeft: true, state: 'frozen', xSplit: 2, ySplit: 1 });
    expect(sheet.getCell('A1').font.bold).toBe(true);
    expect(sheet.getColumn(2).width).toBe(60);
  });

  it('carries notes beside its cells', () => {
    expect(JSON.stringify(sheet.getCell('B2').note)).toContain('Only asked when P0');
  });

  it('is refused when a text is longer than a cell holds', async () => {
    const writing = writeWorkbook({ sheets: [{ name: 'A', rows: [[], [null, 'x'.repeat(32_768)]] }] });
    await expect(writing).rejects.toMatchObject({ code: 'SPREADSHEET_TOO_LARGE', problems: [{ path: "'A'!B2" }] });
  });

  it('keeps every text, number and truth value', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll('\0', '').replaceAll(/\p{Surrogate}/gu, '')),
      fc.constantFrom('_x0041_', '_x005F_x0041_', '=cmd', '+1', '-1', '@x', ' a ', 'a\r\nb', '\t', '007', 'TRUE', '1e5'),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
      fc.boolean(),
      fc.constant(null),
    );
    const table = fc.array(fc.array<CellValue>(cell as fc.Arbitrary<CellValue>, { maxLength: 6 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const spec = { sheets: [{ name: 'A', rows }] };
        expect(await readBack(spec)).toEqual(asRead(spec));
      }),
      { numRuns: 100 },
    );
  });
});
