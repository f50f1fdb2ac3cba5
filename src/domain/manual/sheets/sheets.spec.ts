import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { manual as testManual, control, question } from '../../../../test/support/manuals.js';
import { randomManual } from '../../../../test/support/random-manuals.js';
import { readShipped } from '../../../../test/support/shipped.js';
import { SPREADSHEET_LIMITS } from '../../../platform/spreadsheet/limits.js';
import { parseWorkbook } from '../../../platform/spreadsheet/parse-workbook.js';
import { readWorkbook } from '../../../platform/spreadsheet/read-workbook.js';
import { writeWorkbook } from '../../../platform/spreadsheet/write-workbook.js';
import { asRead } from '../../spreadsheet/sheet-spec.js';
import type { CellValue, Sheet, Workbook } from '../../spreadsheet/workbook.js';
import { checkManual } from '../check-manual.js';
import { contentHash } from '../content-hash.js';
import type { Manual } from '../manual.js';
import { manualToSheets } from './manual-to-sheets.js';
import { isManualWorkbook, sheetsToManual } from './sheets-to-manual.js';

const sheetsOf = (manual: Manual): Workbook => asRead(manualToSheets(manual));

const throughFile = async (manual: Manual): Promise<Workbook> => readWorkbook(await writeWorkbook(manualToSheets(manual)), { deadlineMs: 60_000 });

describe('a manual that is exported and imported', () => {
  let shipped: Manual;
  beforeAll(async () => {
    shipped = (await readShipped()).manual;
  });

  it('has the same hash when it is the shipped one', async () => {
    const { manual, problems } = sheetsToManual(await throughFile(shipped));
    expect(problems).toEqual([]);
    expect(contentHash(manual)).toBe(contentHash(shipped));
  });

  it('has one sheet a chapter, and a few for the rest', async () => {
    const names = (await throughFile(shipped)).sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
    expect(names).toHaveLength(shipped.chapters.length + 3);
    expect(new Set(names).size).toBe(names.length);
    expect([names[0], names[1], names.at(-1)]).toEqual(['Manual', 'Languages', 'Contradictions']);
  });

  it('is the same, whatever it says', () => {
    fc.assert(
      fc.property(randomManual, (manual) => {
        const read = sheetsToManual(sheetsOf(manual));
        expect(read.problems).toEqual([]);
        expect(read.manual).toEqual(manual);
        expect(contentHash(read.manual)).toBe(contentHash(manual));
      }),
      { numRuns: 150 },
    );
  });

  it('is the same through the bytes of a file', async () => {
    await fc.assert(
      fc.asyncProperty(randomManual, async (manual) => {
        const bytes = await writeWorkbook(manualToSheets(manual));
        const read = sheetsToManual(await parseWorkbook(bytes, SPREADSHEET_LIMITS));
        expect(read.problems).toEqual([]);
        expect(contentHash(read.manual)).toBe(contentHash(manual));
      }),
      { numRuns: 20 },
    );
  });

  it('is told from other workbooks', () => {
    expect(isManualWorkbook(sheetsOf(shipped))).toBe(true);
    expect(isManualWorkbook({ sheets: [{ name: 'SAQ', hidden: false, rows: [['Index', 'Question']] }] })).toBe(false);
  });
});

const small = testManual([[question('Q1'), control('Q2', { visible: "answers.Q1 == 'yes'" })]]);
const CHAPTER = '0 Chapter 0';

/** The workbook of a small manual in which one sheet was changed. */
const changed = (name: string, change: (rows: CellValue[][]) => void): Workbook => ({
  sheets: sheetsOf(small).sheets.map((sheet) => {
    if (sheet.name !== name) return sheet;
    const rows = sheet.rows.map((row) => [...row]);
    change(rows);
    return { ...sheet, rows };
  }),
});

const columnOf = (rows: readonly (readonly CellValue[])[], head: string): number => rows[0]?.indexOf(head) ?? -1;

/** Writes into the first row of this kind. */
const set = (rows: CellValue[][], kind: string, head: string, value: CellValue): void => {
  const row = rows.find(([first]) => first === kind);
  if (row) row[columnOf(rows, head)] = value;
};

const chapterProblems = (change: (rows: CellValue[][]) => void) =>
  sheetsToManual(changed(CHAPTER, change)).problems.map(({ place, code }) => [place, code]);

describe('a workbook that an officer has edited', () => {
  it('may have its columns in another order, empty rows, and words in capitals', () => {
    const workbook = changed(CHAPTER, (rows) => {
      set(rows, 'question', 'Type', ' YES_NO ');
      rows.splice(3, 0, [], [null, '  ']);
      rows.forEach((row) => {
        while (row.length < (rows[0]?.length ?? 0)) row.push(null);
        row.reverse();
      });
    });
    const { manual, problems } = sheetsToManual(workbook);
    expect(problems).toEqual([]);
    expect(contentHash(manual)).toBe(contentHash(small));
  });

  it('may have numbers as texts, and texts as numbers', () => {
    const workbook = changed(CHAPTER, (rows) => {
      set(rows, 'question', 'Weight', '1.0');
      set(rows, 'option', 'Text en', 2026);
      set(rows, 'option', 'Exclusive', false);
    });
    const { manual, problems } = sheetsToManual(workbook);
    expect(problems).toEqual([]);
    expect(manual?.chapters[0]?.questions[0]).toMatchObject({ weight: 1, options: [{ text: { en: '2026' } }, {}] });
  });

  it.each<[string, (rows: CellValue[][]) => void, string, string]>([
    ['an unknown kind of row', (rows) => void (rows[3] = ['remark', 'x']), 'A4', 'ROW_UNKNOWN'],
    ['a row without a kind', (rows) => void (rows[3] = [null, null, 'lost?']), 'A4', 'ROW_UNKNOWN'],
    ['an unknown word', (rows) => set(rows, 'question', 'Type', 'boolean'), 'D4', 'WORD_UNKNOWN'],
    ['an unknown respondent', (rows) => set(rows, 'question', 'Asked of', 'supplier, friend'), 'E4', 'WORD_UNKNOWN'],
    ['no number', (rows) => set(rows, 'question', 'Weight', '0,5'), 'G4', 'NUMBER_INVALID'],
    ['a day for a number', (rows) => set(rows, 'option', 'Value', '2026-05-01'), 'K6', 'NUMBER_INVALID'],
    ['an ILO indicator in words', (rows) => set(rows, 'question', 'ILO', 'one'), 'S4', 'NUMBER_INVALID'],
    ['an empty type', (rows) => set(rows, 'question', 'Type', null), 'D4', 'CELL_MISSING'],
    ['an empty id', (rows) => set(rows, 'option', 'Id', null), 'B6', 'CELL_MISSING'],
    ['a value where it means nothing', (rows) => set(rows, 'why', 'Weight', 3), 'G5', 'CELL_NOT_USED'],
    ['neither yes nor no', (rows) => set(rows, 'option', 'Exclusive', 'maybe'), 'M6', 'WORD_UNKNOWN'],
    ['a second chapter row', (rows) => void rows.push(['chapter', 'other']), 'A13', 'ROW_TWICE'],
    ['a second why', (rows) => void rows.splice(5, 0, ['why', null, 'Because.']), 'A6', 'ROW_TWICE'],
    ['an option above all questions', (rows) => void rows.splice(1, 0, ['option', 'x']), 'A2', 'ROW_MISPLACED'],
    ['a column nobody knows', (rows) => void rows[0]?.push('Remarks'), 'X1', 'COLUMN_UNKNOWN'],
    ['remarks under no head', (rows) => void (rows[3] = [...Array<null>(24).fill(null), 'look here']), 'Y1', 'COLUMN_UNKNOWN'],
    ['a topic without words', (rows) => void rows.push(['topic', null, 'in the wrong column']), 'B13', 'CELL_MISSING'],
    ['a column twice', (rows) => void rows[0]?.push('Type'), 'X1', 'COLUMN_TWICE'],
    ['a language twice', (rows) => void rows[0]?.push('Text en'), 'X1', 'COLUMN_TWICE'],
    ['a missing column', (rows) => rows.forEach((row) => void row.splice(3, 1)), 'A1', 'COLUMN_MISSING'],
    ['no chapter row', (rows) => void rows.splice(1, 1), 'A2', 'CHAPTER_MISSING'],
  ])('is told of %s with its cell', (_, change, cell, code) => {
    expect(chapterProblems(change)).toContainEqual([`'${CHAPTER}'!${cell}`, code]);
  });
});

const without = (name: string): Workbook => ({ sheets: sheetsOf(small).sheets.filter((sheet) => sheet.name !== name) });

const more = (sheet: Sheet): Workbook => ({ sheets: [...sheetsOf(small).sheets, sheet] });

describe('the sheets of a manual', () => {
  it.each([
    ['Manual', null, 'SHEET_MISSING'],
    ['Languages', 'test', 'SHEET_MISSING'],
    [CHAPTER, 'test', 'SHEET_MISSING'],
  ])('must not lack "%s"', (name, id, code) => {
    const { manual, problems } = sheetsToManual(without(name));
    expect([manual?.id ?? null, problems.map((problem) => problem.code)]).toEqual([id, [code]]);
  });

  it('may lack contradictions', () => {
    expect(sheetsToManual(without('Contradictions'))).toMatchObject({ manual: small, problems: [] });
  });

  it('must not stand beside one that nobody knows, unless it is hidden or empty', () => {
    const notes = { name: 'Notes', rows: [['Ask Anna'], [1]] };
    expect(sheetsToManual(more({ ...notes, hidden: false })).problems).toMatchObject([{ place: "'Notes'!A1", code: 'SHEET_UNKNOWN' }]);
    expect(sheetsToManual(more({ ...notes, hidden: true })).problems).toEqual([]);
    expect(sheetsToManual(more({ name: 'Sheet1', hidden: false, rows: [] })).problems).toEqual([]);
  });

  it('must not stand twice, but for chapters', () => {
    const twice = more({ name: 'Copy', hidden: false, rows: [['Language', 'Direction', 'Reviewed']] });
    expect(sheetsToManual(twice).problems).toMatchObject([{ place: "'Copy'!A1", code: 'SHEET_TWICE' }]);
  });

  it.each<[string, (rows: CellValue[][]) => void, string, string]>([
    ['another format', (rows) => void (rows[1] = ['format', 'plumbline-manual-9']), 'B2', 'FORMAT_UNKNOWN'],
    ['a field nobody knows', (rows) => void rows.push(['colour', 'red']), 'A12', 'FIELD_UNKNOWN'],
    ['a field twice', (rows) => void rows.push(['id', 'again']), 'A12', 'ROW_TWICE'],
    ['no licence', (rows) => void rows.splice(9, 1), 'B11', 'FIELD_MISSING'],
    ['a year in words', (rows) => void (rows[8] = ['year', 'last year']), 'B9', 'NUMBER_INVALID'],
  ])('are refused with %s', (_, change, cell, code) => {
    const found = sheetsToManual(changed('Manual', change)).problems.map((problem) => [problem.place, problem.code]);
    expect(found).toContainEqual([`'Manual'!${cell}`, code]);
  });

  it('say which languages there are, and what of them nobody has read', () => {
    const workbook = changed('Languages', (rows) => {
      rows.splice(1, 1, ['en', 'ltr', 'yes', 'title'], [null, null, null, 'chapters/c/intro'], ['ur', 'RTL', 'no']);
    });
    expect(sheetsToManual(workbook).manual?.languages).toEqual([
      { code: 'en', dir: 'ltr', reviewed: true, unreviewed: ['title', 'chapters/c/intro'] },
      { code: 'ur', dir: 'rtl', reviewed: false, unreviewed: [] },
    ]);
  });
});

describe('the place of a path', () => {
  const placesOf = (workbook: Workbook): Record<string, string> => {
    const { manual, placeOf } = sheetsToManual(workbook);
    return Object.fromEntries(checkManual(manual ?? small, []).map(({ path, code }) => [code, placeOf(path)]));
  };

  it('is the cell whose content a later check refuses', () => {
    const places = placesOf(
      changed(CHAPTER, (rows) => {
        set(rows, 'question', 'Condition', 'answers.Q9 == 1.0');
        set(rows, 'option', 'Value', 7);
        set(rows, 'question', 'OECD', 8);
        set(rows, 'why', 'Text en', null);
        set(rows, 'chapter', 'Number', -1);
      }),
    );
    expect(places).toMatchObject({
      CONDITION_UNKNOWN_QUESTION: `'${CHAPTER}'!J4`,
      OPTION_VALUE: `'${CHAPTER}'!K6`,
      OECD_STEP: `'${CHAPTER}'!T4`,
      TEXT_MISSING: `'${CHAPTER}'!C5`,
      CHAPTER_NUMBER: `'${CHAPTER}'!W2`,
      ACTION_UNKNOWN: `'${CHAPTER}'!Q12`,
    });
  });

  it('is the row above where there is no such cell', () => {
    const { placeOf } = sheetsToManual(sheetsOf(small));
    expect(placeOf('chapters/0/questions/1/redFlags/4/when')).toBe(`'${CHAPTER}'!A8`);
    expect(placeOf('/chapters/0/questions/0/ilo/2')).toBe(`'${CHAPTER}'!S4`);
    expect(placeOf('nothing')).toBe("'Manual'!B3");
  });

  it('is the text in its language', () => {
    const { placeOf } = sheetsToManual(sheetsOf(small));
    expect([placeOf('title'), placeOf('title/en'), placeOf('chapters/0/questions/0/text/en')]).toEqual([
      "'Manual'!C6",
      "'Manual'!C6",
      `'${CHAPTER}'!C4`,
    ]);
  });
});
