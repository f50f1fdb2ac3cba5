import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formOf, randomForm } from '../../../test/support/random-forms.js';
import { headcount, option, question } from '../../../test/support/manuals.js';
import type { Question } from '../manual/manual.js';
import { readWorkbook } from '../../platform/spreadsheet/read-workbook.js';
import { writeWorkbook } from '../../platform/spreadsheet/write-workbook.js';
import { asRead } from '../spreadsheet/sheet-spec.js';
import type { CellValue, Workbook } from '../spreadsheet/workbook.js';
import type { FormContent } from './form-content.js';
import { formSheets } from './form-sheets.js';
import { type ReadForm, readForm, type ReadQuestion } from './read-form.js';

const read = (workbook: Workbook, content: FormContent): ReadForm => {
  const form = readForm(workbook, content);
  if (typeof form === 'string') throw new Error(form);
  return form;
};

const expectSame = (workbook: Workbook, content: FormContent): void => {
  const { questions, problems } = read(workbook, content);
  expect(problems).toEqual([]);
  expect(
    questions.map(({ question: id, answer, comment, version, problems: own, untouched }) => ({
      id,
      answer,
      comment,
      version,
      own,
      untouched,
    })),
  ).toEqual(
    [...content.questions].map(([id, { answer }]) => ({
      id,
      answer: answer === null ? null : { state: answer.state, value: answer.value },
      comment: answer?.comment ?? null,
      version: answer?.version ?? 0,
      own: [],
      untouched: true,
    })),
  );
};

type Edit = (rows: CellValue[][]) => void;

/** The form as somebody has changed it: rows of one sheet, found by its place among those that are shown. */
const edited = (content: FormContent, edit: Edit, at = 1): Workbook => {
  const { sheets } = asRead(formSheets(content));
  return {
    sheets: sheets.map((sheet, i) => {
      if (i !== at) return sheet;
      const rows = sheet.rows.map((row) => Array.from({ length: 6 }, (_, c) => row[c] ?? null));
      edit(rows);
      return { ...sheet, rows };
    }),
  };
};

const write =
  (key: string, value: CellValue, column = 3): Edit =>
  (rows) => {
    const row = rows.find(([id]) => id === key);
    if (row === undefined) throw new Error(`no row ${key}`);
    row[column - 1] = value;
  };

const readBack = (content: FormContent, edit: Edit): ReadQuestion => {
  const [first] = read(edited(content, edit), content).questions;
  if (first === undefined) throw new Error('nothing was read');
  return first;
};

const codesOf = ({ problems }: Pick<ReadForm, 'problems'>): string[] => problems.map(({ code }) => code);

const choice = question('A', {
  type: 'single',
  options: [option('none', 0), { ...option('some', 1), text: { en: 'A few', ru: 'Несколько' } }],
});
const several = question('M', { type: 'multiple', options: [option('one', 0), option('two', 1), option('nothing', 0, true)] });

describe('a form', () => {
  it('read back untouched gives the same answers, for every questionnaire', () => {
    fc.assert(
      fc.property(randomForm, (content) => expectSame(asRead(formSheets(content)), content)),
      { numRuns: 100 },
    );
  });

  it('gives the same answers as a file', async () => {
    await fc.assert(
      fc.asyncProperty(randomForm, async (content) =>
        expectSame(await readWorkbook(await writeWorkbook(formSheets(content)), { deadlineMs: 60_000 }), content),
      ),
      { numRuns: 15 },
    );
  }, 60_000);

  it('gives the same answers when every cell was written anew, as long as nothing can be read in two ways', () => {
    fc.assert(
      fc.property(randomForm, (content) => {
        const workbook = asRead(formSheets(content));
        // Another mark on the hidden sheet: nothing counts as untouched.
        const sheets = workbook.sheets.map((sheet) =>
          sheet.hidden ? { ...sheet, rows: sheet.rows.map((row) => (row[0] === 'question' ? [...row.slice(0, 3), 'other'] : row)) } : sheet,
        );
        for (const { question: id, answer, problems } of read({ sheets }, content).questions) {
          const stood = content.questions.get(id)?.answer ?? null;
          expect({ id, problems, answer }).toEqual({
            id,
            problems: [],
            answer: stood === null ? null : { state: stood.state, value: stood.value },
          });
        }
      }),
      { numRuns: 100 },
    );
  });

  it('says how to fill it in, what protects workers, and when a question is asked', () => {
    const gated = question('B', { visible: "answers.A == 'some' || answers.P.total > 10.0" });
    const content = formOf([[choice, headcount('P', ['total']), gated]], {}, { language: 'ru' });
    const { sheets } = formSheets(content);
    const said = JSON.stringify(sheets);
    expect(said).toContain('Никогда не пишите имён работников');
    expect(said).toContain('Только если на вопрос A дан ответ «Несколько» или ответ на вопрос P (total) больше 10.');
    expect(sheets.map(({ hidden = false }) => hidden)).toEqual([false, false, true]);
    expect(sheets.every((sheet) => sheet.protected)).toBe(true);
  });

  it('shows from right to left, and marks texts that nobody has checked, in a language that needs it', () => {
    const own = question('A', { text: { en: 'Asked?', ur: 'سوال؟' }, visible: 'site.workers > 5.0' });
    const { sheets } = formSheets(formOf([[own]], {}, { language: 'ur' }));
    expect(sheets.map(({ rightToLeft }) => rightToLeft)).toEqual([true, true, undefined]);
    expect(JSON.stringify(sheets[1])).toContain('جانچا نہیں گیا');
    expect(JSON.stringify(sheets[1])).toContain('جگہ پر منحصر ہے');
  });

  it('tells the age of an answer from last time, and takes word that it is still true', () => {
    const content = formOf([[choice]], { A: { value: 'some', untouched: true } });
    expect(JSON.stringify(formSheets(content).sheets[1])).toContain('Answer from 2025-11-15, 12 months ago.');
    expect(readBack(content, write('A', 'Yes', 6))).toMatchObject({ untouched: true, confirmed: true, problems: [] });
    expect(codesOf(readBack(content, write('A', 'perhaps', 6)))).toEqual(['MARK_UNKNOWN']);
  });
});

describe('an answer in a form', () => {
  const number = question('N', { type: 'number', options: [] });
  const percent = question('N', { type: 'percent', options: [] });
  const date = question('N', { type: 'date', options: [] });
  it.each(
    (
      [
        [number, '12,5', 12.5],
        [number, '1 200', 1200],
        [number, '1\u00A0200,5', 1200.5],
        [number, '1,234,567', 1234567],
        [number, '1.234,5', 1234.5],
        [number, "1'200", 1200],
        [number, '۱۲۰', 120],
        [number, '১২', 12],
        [number, '0.125', 0.125],
        [number, 7, 7],
        [percent, '45 %', 45],
        [percent, '0,5%', 0.5],
        [date, '2026-3-1', '2026-03-01'],
        [date, '2026年3月1日', '2026-03-01'],
        [choice, ' a  FEW ', 'some'],
        [choice, 'несколько', 'some'],
        [choice, 'some', 'some'],
      ] as [Question, CellValue, unknown][]
    ).map(([asked, written, value]) => ({ asked, written, value })),
  )('to $asked.type is understood: $written', ({ asked, written, value }) => {
    expect(readBack(formOf([[asked]]), write(asked.id, written))).toMatchObject({ answer: { state: 'answered', value }, problems: [] });
  });

  it.each(
    (
      [
        [number, '1.200', 'NUMBER_AMBIGUOUS'],
        [number, '1,200', 'NUMBER_AMBIGUOUS'],
        [number, 'about 5', 'NUMBER_UNREADABLE'],
        [number, '5-10', 'NUMBER_UNREADABLE'],
        [number, '12 34', 'NUMBER_UNREADABLE'],
        [number, true, 'NUMBER_UNREADABLE'],
        [number, -1, 'ANSWER_RANGE'],
        [percent, 0.45, 'PERCENT_AMBIGUOUS'],
        [percent, '145', 'ANSWER_RANGE'],
        [date, '03.04.2026', 'DATE_UNREADABLE'],
        [date, 46000, 'DATE_UNREADABLE'],
        [date, '2026-02-31', 'ANSWER_DATE'],
        [choice, 'Lots', 'OPTION_UNKNOWN'],
        [question('N', { type: 'text', options: [] }), 'x'.repeat(4001), 'ANSWER_TOO_LONG'],
        [question('N', { type: 'file', options: [] }), 'see mail', 'FILE_OFFLINE'],
      ] as [Question, CellValue, string][]
    ).map(([asked, written, code]) => ({ asked, written, code })),
  )('to $asked.type is refused as $code at its cell', ({ asked, written, code }) => {
    const { answer, problems } = readBack(formOf([[asked]]), write(asked.id, written));
    expect(answer).toBeNull();
    expect(problems).toEqual([{ place: "'0 Chapter 0'!C4", code, message: expect.any(String) }]);
  });

  it('may be "we do not know" in any language, also where numbers or marks are asked for', () => {
    for (const asked of [choice, number, date, several, headcount('P', ['total', 'migrant'])]) {
      expect(readBack(formOf([[asked]]), write(asked.id, 'мы не знаем'))).toMatchObject({ answer: { state: 'unknown' }, problems: [] });
    }
  });

  it('of several options is what is marked; what cannot be both is refused', () => {
    const content = formOf([[several]]);
    const mark = (...keys: readonly (readonly [string, CellValue])[]): ReadQuestion =>
      readBack(content, (rows) => keys.forEach(([key, value]) => write(key, value)(rows)));
    expect(mark(['M/one', 'x'], ['M/two', 'да'], ['M/nothing', 'no']).answer?.value).toEqual(['one', 'two']);
    expect(codesOf(mark(['M/one', 'yes'], ['M/nothing', 'yes']))).toEqual(['ANSWER_EXCLUSIVE']);
    expect(codesOf(mark(['M/one', 'no']))).toEqual(['ANSWER_EMPTY']);
    expect(codesOf(mark(['M', 'We do not know'], ['M/one', 'yes']))).toEqual(['ANSWER_AMBIGUOUS']);
    expect(mark(['M/one', 'maybe']).problems).toEqual([{ place: "'0 Chapter 0'!C5", code: 'MARK_UNKNOWN', message: expect.any(String) }]);
  });

  it('of several numbers names the one that is missing', () => {
    const content = formOf([[headcount('P', ['total', 'migrant'])]]);
    expect(readBack(content, write('P/total', '12')).problems).toEqual([
      { place: "'0 Chapter 0'!C6", code: 'ANSWER_PART', message: expect.any(String) },
    ]);
  });

  it('that was emptied is no answer, and never an empty one', () => {
    const content = formOf([[choice]], { A: { value: 'some', comment: 'Since May.' } });
    expect(readBack(content, write('A', '  '))).toMatchObject({ answer: null, comment: 'Since May.', untouched: false, problems: [] });
  });
});

describe('a form that was taken apart', () => {
  const other = question('B');
  const content = formOf([[choice, other], [several]]);
  const taken = (edit: Edit): ReadForm => read(edited(content, edit), content);

  it('is read wherever its rows stand', () => {
    const form = taken((rows) => {
      write('A', 'A few')(rows);
      rows.splice(3, 0, [null, 'my own heading', null, null, null, null]);
      rows.push(...rows.splice(4, 1));
    });
    expect(form.problems).toEqual([]);
    expect(form.questions[0]).toMatchObject({ answer: { value: 'some' }, place: "'0 Chapter 0'!C6", problems: [] });
  });

  it('names rows that are gone, doubled, of another question or of none', () => {
    const gone = taken((rows) => void rows.splice(3, 1));
    expect(gone.questions.map(codesOf)).toEqual([['ROW_MISSING'], [], []]);
    const doubled = taken((rows) => void rows.push([...(rows[3] ?? [])]));
    expect(doubled.questions.map(codesOf)).toEqual([['ROW_TWICE'], [], []]);
    const renamed = taken(write('A', 'Z', 1));
    expect([codesOf(renamed), renamed.questions.map(codesOf)]).toEqual([['ROW_UNKNOWN'], [['ROW_MISSING'], [], []]]);
    const swapped = taken((rows) => {
      const [a, b] = [rows[3] ?? [], rows[4] ?? []];
      [a[1], a[2], b[1], b[2]] = [b[1] ?? null, 'yes', a[1] ?? null, 'none'];
    });
    expect(swapped.questions.map(codesOf)).toEqual([['ROW_CHANGED'], ['ROW_CHANGED'], []]);
    const stray = taken((rows) => void rows.push([null, null, 'yes', null, null, null]));
    expect(stray.problems).toEqual([{ place: "'0 Chapter 0'!C6", code: 'ROW_UNKNOWN', message: expect.any(String) }]);
  });

  it('names a sheet that is gone, or whose columns were moved', () => {
    const whole = asRead(formSheets(content));
    const without = read({ sheets: whole.sheets.filter((_, i) => i !== 2) }, content);
    expect([without.problems.map(({ place, code }) => `${place} ${code}`), without.questions.length]).toEqual([
      ['1 Chapter 1 SHEET_MISSING'],
      2,
    ]);
    const moved = taken((rows) => rows.forEach((row) => row.unshift(null)));
    expect(codesOf(moved)).toEqual(['COLUMNS_CHANGED', 'SHEET_MISSING']);
  });

  it('is not read at all when it is no form, of another round, or of questions that have changed', () => {
    const workbook = asRead(formSheets(content));
    expect(readForm({ sheets: workbook.sheets.slice(0, 2) }, content)).toBe('FORM_UNKNOWN');
    expect(readForm(workbook, { ...content, assessmentId: 'another' })).toBe('FORM_OF_ANOTHER_ASSESSMENT');
    expect(readForm(workbook, { ...content, sha256: 'newer' })).toBe('FORM_OUTDATED');
  });
});
