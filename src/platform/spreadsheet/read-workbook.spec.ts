import { beforeAll, describe, expect, it } from '@jest/globals';
import { badSpreadsheets } from '../../../test/support/bad-spreadsheets.js';
import { harmlessSpreadsheets } from '../../../test/support/harmless-spreadsheets.js';
import {
  cellRow,
  parts,
  plain,
  sharedStrings,
  sheetData,
  textRow,
  workbook,
  worksheet,
  zipParts,
} from '../../../test/support/xlsx-parts.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Workbook } from '../../domain/spreadsheet/workbook.js';
import { SPREADSHEET_LIMITS } from './limits.js';
import { parseWorkbook } from './parse-workbook.js';
import { readWorkbook } from './read-workbook.js';

const FIVE_SECONDS = 5_000;
const MEMORY = 300 * 1024 * 1024;

const refusalOf = async (reading: Promise<unknown>): Promise<DomainError> => {
  const error: unknown = await reading.then(
    () => new Error('It was read'),
    (refused: unknown) => refused,
  );
  if (!(error instanceof DomainError)) throw error;
  return error;
};

/** The most memory the whole process held while it worked, above what it held before. */
const memoryOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.memoryUsage.rss();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return Math.max(most, process.memoryUsage.rss()) - before;
};

const bad = badSpreadsheets();

describe('a bad spreadsheet', () => {
  it.each(bad)('is refused in time and within memory: $name', async ({ content, code }) => {
    const begin = performance.now();
    let refusal: DomainError | null = null;
    const memory = await memoryOf(async () => {
      refusal = await refusalOf(readWorkbook(content));
    });
    expect(refusal).toMatchObject({ code, kind: 'invalid', problems: [{ code, message: expect.stringMatching(/\.$/) }] });
    expect(performance.now() - begin).toBeLessThan(FIVE_SECONDS);
    expect(memory).toBeLessThan(MEMORY);
  });

  it('comes in more than twenty kinds', () => {
    expect(new Set(bad.map(({ name }) => name)).size).toBeGreaterThan(20);
  });

  it('is told of with the cell or the file inside where it went wrong', async () => {
    const placeOf = async (name: string): Promise<string | undefined> => {
      const { content = Buffer.alloc(0) } = bad.find((file) => file.name === name) ?? {};
      return (await refusalOf(readWorkbook(content))).problems[0]?.path;
    };
    expect(await placeOf('cell at XFD1048576')).toBe("'Sheet1'!XFD1048576");
    expect(await placeOf('cell of a megabyte')).toBe("'Sheet1'!A1");
    expect(await placeOf('text number that is not there')).toBe("'Sheet1'!B2");
    expect(await placeOf('sheet missing')).toBe('Sheet1');
    expect(await placeOf('bomb in a sheet')).toBe('xl/worksheets/sheet1.xml');
  });
});

describe('a spreadsheet that only looks dangerous', () => {
  it.each(harmlessSpreadsheets())('is read as what it shows: $name', async ({ content, rows }) => {
    expect((await parseWorkbook(content, SPREADSHEET_LIMITS)).sheets[0]?.rows).toEqual(rows);
  });
});

describe('a spreadsheet that is as large as it may be', () => {
  const wide = (rows: number, columns: number, cell: string): string =>
    sheetData(Array.from({ length: rows }, (_, i) => `<row r="${i + 1}">${cell.repeat(columns)}</row>`).join(''));

  it.each([
    ['numbers', wide(20_000, 19, '<c><v>1</v></c>'), 380_000],
    ['short texts', wide(20_000, 19, '<c t="inlineStr"><is><t>twenty characters ok</t></is></c>'), 380_000],
    ['empty cells', wide(300_000, 1, '<c s="1"/>'), 0],
  ])('is read in time and within memory: %s', async (_, data, cells) => {
    const content = zipParts(parts(worksheet(data)));
    let read: Workbook = { sheets: [] };
    const begin = performance.now();
    const memory = await memoryOf(async () => {
      read = await readWorkbook(content, { ratio: 2000 });
    });
    expect(performance.now() - begin).toBeLessThan(FIVE_SECONDS);
    expect(memory).toBeLessThan(MEMORY);
    expect(read.sheets.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.length, 0)).toBe(cells);
  });
});

describe('the deadline and the heap limit', () => {
  const large = (): Buffer =>
    zipParts(parts(worksheet(sheetData(Array.from({ length: 20_000 }, (_, i) => textRow(`A${i + 1}`, `Row ${i}`)).join('')))));

  it('end the reading of a file that takes too long', async () => {
    expect((await refusalOf(readWorkbook(large(), { deadlineMs: 1 }))).code).toBe('SPREADSHEET_TIMEOUT');
  });

  it('end the reading of a file that needs too much memory', async () => {
    const long = Array.from({ length: 20_000 }, (_, i) => textRow(`A${i + 1}`, `Row ${i} ${'y'.repeat(300)}`));
    const content = zipParts(parts(worksheet(sheetData(long.join('')))));
    expect((await refusalOf(readWorkbook(content, { heapMegabytes: 8 }))).code).toBe('SPREADSHEET_TOO_LARGE');
  });

  it.each<[string, () => Buffer]>([
    [
      'a million pointers to other files',
      () =>
        zipParts({
          ...plain(),
          'xl/_rels/workbook.xml.rels': `<a>${Array.from({ length: 900_000 }, (_, i) => `<Relationship a="${i}"/>`).join('')}</a>`,
        }),
    ],
    [
      'a million styles',
      () =>
        zipParts({
          ...plain(),
          'xl/styles.xml': `<a><cellXfs>${Array.from({ length: 1_000_000 }, (_, i) => `<xf a="${i}"/>`).join('')}</cellXfs></a>`,
        }),
    ],
  ])('are not needed to end the reading of %s', async (_, content) => {
    const memory = await memoryOf(async () => {
      expect((await refusalOf(readWorkbook(content()))).code).toMatch(/^SPREADSHEET_(TOO_LARGE|UNREADABLE)$/);
    });
    expect(memory).toBeLessThan(MEMORY);
  });

  it('are not reached by texts that grow when they are passed on', async () => {
    const text = '_x0001_Ж'.repeat(2_000);
    const rows = Array.from({ length: 1_900 }, (_, i) => cellRow(`A${i + 1}`, 't="s"', '<v>0</v>'));
    const content = zipParts({ ...parts(worksheet(sheetData(rows.join('')))), 'xl/sharedStrings.xml': sharedStrings(`<t>${text}</t>`) });
    const { sheets } = await readWorkbook(content);
    expect(sheets[0]?.rows).toHaveLength(1_900);
    expect(sheets[0]?.rows[1_899]?.[0]).toBe('\u0001Ж'.repeat(2_000));
  });

  it('leave the others to be read', async () => {
    const files = [plain(), plain(), plain(), plain(), plain()].map((files) => readWorkbook(zipParts(files)));
    expect((await Promise.all(files)).map(({ sheets }) => sheets[0]?.rows)).toEqual(Array(5).fill([['Hello']]));
  });
});

describe('an ordinary spreadsheet', () => {
  let read: Workbook;
  beforeAll(async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    const data = sheetData(
      '<row r="2"><c r="B2"><v>0.5</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" s="1"><v>46000.75</v></c><c r="E2" s="2"><v>1</v></c><c r="F2" s="3"><v>61</v></c><c r="G2" t="d"><v>2026-11-30T10:00:00</v></c></row>' +
        '<row r="4"><c r="A4" t="inlineStr"><is><t xml:space="preserve"> a_x000D_\nb &amp; _x005F_x0041_ 😀 </t></is></c><c r="C4"/></row><row r="9"/>',
    );
    read = await readWorkbook(
      zipParts({
        ...parts(worksheet(data), worksheet('')),
        'xl/styles.xml': styles,
        'xl/workbook.xml': workbook(['Füllung &amp; mehr', 'Lists']).replace('name="Lists"', 'name="Lists" state="veryHidden"'),
      }),
    );
  });

  it('gives sheets in order, with their names and whether they are hidden', () => {
    expect(read.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Füllung & mehr', false],
      ['Lists', true],
    ]);
  });

  it('gives numbers, truth and days, each where it stands', () => {
    expect(read.sheets[0]?.rows.slice(0, 2)).toEqual([[], [null, 0.5, true, '2025-12-09', '1900-01-01', 61, '2026-11-30']]);
  });

  it('gives texts as they were typed, and nothing behind the last filled cell', () => {
    expect(read.sheets[0]?.rows.slice(2)).toEqual([[], [' a\r\nb & _x0041_ 😀 ']]);
  });
});
