import { describe, expect, it } from '@jest/globals';
import {
  realisticSaq,
  SAQ_HEADER,
  type SaqLine,
  saqQuestion,
  saqRow,
  saqSheet,
  saqWorkbook,
  sheetOf,
} from '../../../../test/support/saq-workbooks.js';
import type { Workbook } from '../../spreadsheet/workbook.js';
import { checkManual } from '../check-manual.js';
import { type Manual, questionsOf } from '../manual.js';
import { isSaq } from './columns.js';
import { type SaqReading, saqToManual } from './saq-to-manual.js';

const ABOUT = { id: 'mills', title: 'Mills', year: 2024 };
const ACTIONS = [{ id: 'general-extreme-answer', severity: 'critical' as const }];

const read = (workbook: Workbook): SaqReading => saqToManual(workbook, ABOUT);
const readLines = (...lines: readonly (readonly SaqLine[])[]): SaqReading => read(saqWorkbook(saqSheet('S', lines.flat())));

const manualOf = (reading: SaqReading): Manual => {
  expect(reading.problems).toEqual([]);
  if (!reading.manual) throw new Error('no manual');
  expect(checkManual(reading.manual, ACTIONS)).toEqual([]);
  return reading.manual;
};

const text = (index: number, differences: SaqLine = {}): SaqLine => ({
  index,
  question: `Question ${index}?`,
  type: 'Free text',
  ...differences,
});
const yesNo = (index: number, yes: SaqLine = {}, no: SaqLine = {}): readonly SaqLine[] =>
  saqQuestion({ index, question: `Question ${index}?`, type: 'Boolean' }, [
    { option: 'Yes', ...yes },
    { option: 'No', ...no },
  ]);

describe('a spreadsheet SAQ as it is found in the wild', () => {
  const reading = read(realisticSaq());
  const manual = manualOf(reading);
  const question = (id: string) => questionsOf(manual).find((one) => one.id === id);

  it('becomes a manual of one chapter a sheet that passes every check', () => {
    expect(manual.chapters.map(({ id, number, title, questions }) => [id, number, title['en'], questions.length])).toEqual([
      ['product', 1, 'Product', 4],
      ['labor', 2, 'Labor', 6],
    ]);
    expect(manual).toMatchObject({ id: 'mills', family: 'mills', version: '1.0.0', baseLanguage: 'en', contradictions: [] });
    expect(reading.found).toEqual({ chapters: 2, questions: 10, options: 16, jumps: 5, conditions: 5 });
  });

  it('turns jumps into conditions, none where the ways have met again', () => {
    expect(questionsOf(manual).map(({ id, visible }) => [id, visible])).toEqual([
      ['product_1', null],
      ['product_2', "answers.product_1 == 'yes'"],
      ['product_3', "answers.product_1 == 'yes'"],
      ['product_4', null],
      ['labor_1', null],
      ['labor_2', null],
      ['labor_3', "answers.labor_2 != 'the_workers'"],
      ['labor_4', null],
      ['labor_5', "answers.labor_4.exists(o, o in ['taxes_and_insurance', 'fines'])"],
      ['labor_6', "!answers.labor_4.all(o, o == 'nothing')"],
    ]);
  });

  it('makes options of numbers one answer of several numbers', () => {
    expect(question('labor_1')).toMatchObject({
      type: 'number',
      counts: 'fact',
      options: [],
      parts: [
        { id: 'men', text: { en: 'Men' } },
        { id: 'women', text: { en: 'Women' } },
        { id: 'under_18', text: { en: 'Under 18' } },
      ],
    });
  });

  it('weighs options by their risk words, and raises a red flag for an extreme answer', () => {
    expect(question('labor_2')).toMatchObject({ counts: 'exposure', weight: 1, method: 'workplace', ilo: [7] });
    expect(question('labor_2')?.options.map(({ value }) => value)).toEqual([0, 0.75, 1]);
    expect(question('labor_2')?.redFlags).toEqual([
      expect.objectContaining({
        id: 'labor_2.extreme_the_employer_always',
        when: "answers.labor_2 == 'the_employer_always'",
        severity: 'critical',
        action: 'general-extreme-answer',
      }),
    ]);
    expect(question('product_1')?.options.map(({ id, value }) => [id, value])).toEqual([
      ['yes', 0.25],
      ['no', 0.75],
    ]);
    expect(question('product_2')).toMatchObject({ counts: 'fact', weight: 0, redFlags: [] });
  });

  it('keeps indicators as topics, and as ILO numbers where they are one of the eleven', () => {
    expect(question('labor_4')).toMatchObject({
      ilo: [8, 9],
      topics: ['Debt bondage', 'Fees paid in advance', 'Withholding wages', 'Fines'],
      why: { en: 'It is asked because of this topic: Debt bondage.' },
    });
    expect(question('product_1')).toMatchObject({ ilo: [], topics: ['Product documentation', 'Origin of purchases'] });
    expect(question('labor_5')?.why['en']).toContain('Labor');
  });

  it('tells options apart that differ in a sign only', () => {
    expect(question('labor_6')?.options.map(({ id }) => id)).toEqual(['under_10_percent', 'over_10_percent']);
  });

  it('lists what it understood all the same, once a sheet and with the place', () => {
    const codes = reading.oddities.map(({ place, code }) => `${place} ${code}`);
    expect(codes).toEqual([
      "'Read me'!A1 SAQ_SHEET_IGNORED",
      "'Product'!L3 SAQ_COLUMN_UNUSED",
      "'Product'!A4 SAQ_INDEX_FORM",
      "'Product'!I4 SAQ_BLANKS",
      "'Product'!J4 SAQ_INDICATOR_UNKNOWN",
      "'Product'!G8 SAQ_OPTION_OTHER",
      "'Labor'!E5 SAQ_BLANKS",
      "'Labor'!K6 SAQ_SUB_INDICATOR_EMPTY",
      "'Lists'!A1 SAQ_SHEET_IGNORED",
    ]);
    expect(reading.oddities.find(({ code }) => code === 'SAQ_INDEX_FORM')?.message).toContain('4 times');
  });

  it('comes out the same when it is imported again', () => {
    expect(read(realisticSaq())).toEqual({ ...reading, placeOf: expect.any(Function) });
  });
});

describe('ids', () => {
  const ids = (reading: SaqReading) => questionsOf(manualOf(reading)).map(({ id }) => id);

  it('hang on sheet and index alone, so that other questions and sheets change none', () => {
    const before = saqWorkbook(saqSheet('Labor', [text(1), text(2)]));
    const after = saqWorkbook(saqSheet('New', [text(1)]), saqSheet('Labor', [text(1), text(3), text(2)]));
    expect(ids(read(before))).toEqual(['labor_1', 'labor_2']);
    expect(ids(read(after))).toEqual(['new_1', 'labor_1', 'labor_3', 'labor_2']);
  });

  it('are valid and different for names in any script and of any length', () => {
    const names = ['Труд', '劳动', 'A very long name of a sheet, all of it', '2024', 'A-B', 'A B'];
    const reading = read(
      saqWorkbook(...names.map((name) => saqSheet(name, [text(1), text(2, { index: '2.1' }), text(3, { index: '3а' })]))),
    );
    const all = ids(reading);
    expect(new Set(all).size).toBe(18);
    expect(all.filter((id) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(id))).toEqual([]);
    expect(manualOf(reading).chapters.filter(({ id }) => !/^[a-z][a-z0-9_]*$/.test(id))).toEqual([]);
  });

  it('of options follow their text, not their order', () => {
    const options = (...texts: readonly string[]) => {
      const reading = readLines(
        saqQuestion(
          { index: 1, question: 'Which?', type: 'Single select' },
          texts.map((option) => ({ option })),
        ),
      );
      return new Map(questionsOf(manualOf(reading))[0]?.options.map(({ id, text }) => [text['en'], id]));
    };
    const first = options('A: b', 'A (b)', 'Да', 'Нет', '+');
    expect(new Set(first.values()).size).toBe(5);
    expect([...first.values()].filter((id) => !/^[a-z0-9][a-z0-9_-]*$/.test(id))).toEqual([]);
    expect(options('+', 'Нет', 'A (b)', 'Да', 'A: b')).toEqual(first);
  });
});

describe('the flow between sheets', () => {
  it('ends a sheet with End and asks the next one all the same', () => {
    const manual = manualOf(read(saqWorkbook(saqSheet('One', [...yesNo(1, {}, { goTo: 'End' }), text(2)]), saqSheet('Two', [text(1)]))));
    expect(questionsOf(manual).map(({ visible }) => visible)).toEqual([null, "answers.one_1 == 'yes'", null]);
  });

  it('jumps to another sheet where all indexes of the file are different', () => {
    const manual = manualOf(
      read(saqWorkbook(saqSheet('One', [...yesNo(1, {}, { goTo: 4 }), text(2)]), saqSheet('Two', [text(3), text(4)]))),
    );
    expect(questionsOf(manual).map(({ visible }) => visible)).toEqual([null, "answers.one_1 == 'yes'", "answers.one_1 == 'yes'", null]);
  });

  it('never takes an index of another sheet for one that is missing on its own', () => {
    const jump = (...sheets: readonly ReturnType<typeof saqSheet>[]) =>
      read(saqWorkbook(saqSheet('One', yesNo(1, {}, { goTo: 7 })), ...sheets)).problems;
    const [one] = jump(saqSheet('Two', [text(1), text(7)]));
    expect(one).toMatchObject({ place: "'One'!H3", code: 'SAQ_JUMP_NOWHERE' });
    const [two] = jump(saqSheet('Two', [text(1), text(7)]), saqSheet('Three', [text(7)]));
    expect(two).toMatchObject({ place: "'One'!H3", code: 'SAQ_JUMP_AMBIGUOUS' });
  });
});

describe('what a file may not be', () => {
  const codes = (...lines: readonly (readonly SaqLine[])[]): string[] => {
    const { manual, problems } = readLines(...lines);
    expect(manual).toBeNull();
    return problems.map(({ place, code }) => `${place.split('!')[1] ?? ''} ${code}`);
  };

  it.each<[string, readonly (readonly SaqLine[])[]]>([
    ['H3 SAQ_JUMP_NOWHERE', [yesNo(1, {}, { goTo: 9 })]],
    ['H3 SAQ_JUMP_SELF', [yesNo(1, {}, { goTo: '1.0' })]],
    ['H4 SAQ_JUMP_BACK', [yesNo(1), yesNo(2, { goTo: 1 })]],
    ['B3 SAQ_UNREACHABLE', [[text(1, { goTo: 3 }), text(2), text(3)]]],
    ['F2 SAQ_OPTIONS_MISSING', [[text(1, { type: 'Multi select' })]]],
    ['H3 SAQ_JUMP_UNCLEAR', [[text(1, { goTo: 2 }), { goTo: 3 }, text(2), text(3)]]],
    ['E2 SAQ_RESPONSE_TYPE', [[text(1, { type: 'Multiple choice' })]]],
    ['E2 SAQ_RESPONSE_TYPE', [[text(1, { type: null })]]],
    ['E3 SAQ_RESPONSE_TYPE', [yesNo(1, {}, { type: 'Integer' })]],
    ['I3 SAQ_RISK', [yesNo(1, {}, { risk: 'Severe' })]],
    ['I2 SAQ_RISK', [[text(1, { risk: 3 })]]],
    ['F4 SAQ_OPTION_EMPTY', [[...yesNo(1), { risk: 'High' }]]],
    ['F4 SAQ_OPTION_EMPTY', [[...yesNo(1), { goTo: 'End' }]]],
    ['F3 SAQ_OPTION_TWICE', [saqQuestion(text(1, { type: 'Single select' }), [{ option: 'A' }, { option: 'a' }])]],
    ['F2 SAQ_OPTIONS_MISSING', [saqQuestion(text(1, { type: 'Single select' }), [{ option: 'A' }])]],
    ['F2 SAQ_OPTIONS_MISSING', [saqQuestion(text(1, { type: 'Boolean' }), [{ option: 'Yes' }])]],
    ['F3 SAQ_PARTS_UNCLEAR', [saqQuestion(text(1, { type: 'Integer' }), [{ option: 'Many' }, { option: 'Men: Numeric' }])]],
    ['F2 SAQ_OPTION_WITHOUT_QUESTION', [[{ option: 'Yes' }], [text(1)]]],
    ['B2 SAQ_QUESTION_EMPTY', [[text(1, { question: ' ' })]]],
    ['B2 SAQ_TEXT_TOO_LONG', [[text(1, { question: 'x'.repeat(1_000_000) })]]],
    ['A3 SAQ_INDEX_MISSING', [[text(1), text(2, { index: null })]]],
    ['A4 SAQ_INDEX_TWICE', [[text(1), text(2), text(1, { question: 'Another?' })]]],
    ['A3 SAQ_INDEX_TWICE', [[text(1), text(1, { question: 'Another?' })]]],
  ])('%s', (problem, lines) => {
    expect(codes(...lines)).toEqual([problem]);
  });

  it('tells all problems at once, from the top of the file down', () => {
    expect(codes([...yesNo(1, { risk: 'x' }, { goTo: 9 })], [text(1, { question: 'Again?', type: 'Poem' })])).toEqual([
      'I2 SAQ_RISK',
      'H3 SAQ_JUMP_NOWHERE',
      'A4 SAQ_INDEX_TWICE',
      'E4 SAQ_RESPONSE_TYPE',
    ]);
  });

  it('lacks no required column', () => {
    const sheet = saqSheet(
      'S',
      [text(1)],
      SAQ_HEADER.map((title) => (title === 'Index' ? 'Ref' : title)),
    );
    const { problems, oddities } = read(saqWorkbook(sheet));
    expect(problems.map(({ place, code }) => [place, code])).toContainEqual(["'S'!A1", 'SAQ_COLUMN_MISSING']);
    expect(oddities.map(({ place, code }) => [place, code])).toContainEqual(["'S'!A1", 'SAQ_COLUMN_UNUSED']);
  });

  it('holds questions', () => {
    const none = [
      { sheets: [] },
      saqWorkbook(sheetOf('Empty', [])),
      saqWorkbook(saqSheet('S', [])),
      saqWorkbook({ ...saqSheet('S', [text(1)]), hidden: true }),
    ];
    for (const workbook of none) expect(read(workbook)).toMatchObject({ manual: null, problems: [{ code: 'SAQ_NO_QUESTIONS' }] });
  });

  it('is not endless: neither its problems nor its questions', () => {
    const wrong = read(
      saqWorkbook(
        saqSheet(
          'S',
          Array.from({ length: 900 }, (_, i) => text(i, { type: 'Poem' })),
        ),
      ),
    );
    expect(wrong.problems).toHaveLength(501);
    expect(wrong.problems.at(-1)).toMatchObject({ code: 'SAQ_MORE_PROBLEMS', message: expect.stringContaining('400') });
    const huge = read(
      saqWorkbook(
        saqSheet(
          'S',
          Array.from({ length: 1001 }, (_, i) => text(i)),
        ),
      ),
    );
    expect(huge.problems.map(({ code }) => code)).toEqual(['SAQ_TOO_LARGE']);
  });
});

describe('what is understood all the same', () => {
  const oddities = (reading: SaqReading): string[] => {
    manualOf(reading);
    return reading.oddities.map(({ code }) => code);
  };

  it('gives a Boolean without options yes and no, in the language of the file', () => {
    const options = (language: string) =>
      saqToManual(saqWorkbook(saqSheet('S', [text(1, { type: 'Boolean' })])), { ...ABOUT, language }).manual?.chapters[0]?.questions[0]
        ?.options;
    expect(options('en')).toMatchObject([{ id: 'yes', text: { en: 'Yes' } }, { id: 'no' }]);
    expect(options('ru')).toMatchObject([{ id: 'yes', text: { ru: 'Да' } }, { id: 'no' }]);
    expect(options('vi')).toBeUndefined();
  });

  it('takes yes and no in any order, and TRUE and FALSE cells', () => {
    const ids = (...cells: readonly (string | boolean)[]) =>
      questionsOf(
        manualOf(
          readLines(
            saqQuestion(
              text(1, { type: 'boolean' }),
              cells.map((option) => ({ option })),
            ),
          ),
        ),
      )[0]?.options.map(({ id }) => id);
    expect(ids('NO', 'yes.')).toEqual(['no', 'yes']);
    expect(ids(true, false)).toEqual(['yes', 'no']);
  });

  it('makes a Boolean with other options a single select', () => {
    const reading = readLines(saqQuestion(text(1, { type: 'Boolean' }), [{ option: 'Yes' }, { option: 'No' }, { option: 'Partly' }]));
    expect(oddities(reading)).toContain('SAQ_BOOLEAN_OPTIONS');
    expect(questionsOf(manualOf(reading))[0]).toMatchObject({ type: 'single' });
  });

  it('lets a Go to beside the question speak for all options below it', () => {
    const reading = readLines([
      { ...text(1, { type: 'Single select', goTo: 3 }) },
      { option: 'A' },
      { option: 'B', goTo: 2 },
      text(2),
      text(3),
    ]);
    expect(questionsOf(manualOf(reading)).map(({ visible }) => visible)).toEqual([null, "answers.s_1 == 'b'", null]);
  });

  it('reads jumps however they are written', () => {
    for (const goTo of [3, '3', ' 3.0 ', 'Go to 3', 'Q3', 'question 3', '03']) {
      const manual = manualOf(readLines(yesNo(1, {}, { goTo }), [text(2), text(3)]));
      expect(questionsOf(manual).map(({ visible }) => visible)).toEqual([null, "answers.s_1 == 'yes'", null]);
    }
    for (const goTo of ['End', 'END', 'end ', 'End of survey']) {
      const manual = manualOf(readLines(yesNo(1, {}, { goTo }), [text(2), text(3)]));
      expect(questionsOf(manual).map(({ visible }) => visible)).toEqual([null, "answers.s_1 == 'yes'", "answers.s_1 == 'yes'"]);
    }
  });

  it('has no score for a question of which every option is "No weight"', () => {
    expect(questionsOf(manualOf(readLines(yesNo(1, { risk: 'No weight' }, { risk: 'No weight' }))))[0]).toMatchObject({ counts: 'fact' });
  });

  it('reads no risk where nothing is picked', () => {
    expect(oddities(readLines([text(1, { type: 'Integer', risk: 'High' })]))).toEqual(['SAQ_RISK_UNUSED']);
  });

  it('says where the conditional column and the jumps disagree', () => {
    expect(oddities(readLines(yesNo(1, { conditional: 'Y' }), yesNo(2, { conditional: 'N', goTo: 'End' }), [text(3)]))).toEqual([
      'SAQ_CONDITIONAL',
      'SAQ_CONDITIONAL',
    ]);
  });
});

describe('telling a SAQ from other workbooks', () => {
  it('finds its header below a title and in any spelling', () => {
    expect(isSaq(realisticSaq())).toBe(true);
    expect(isSaq(saqWorkbook(saqSheet('S', [text(1)])))).toBe(true);
    expect(isSaq(saqWorkbook(sheetOf('S', [[], ['question', 'RESPONSE TYPE', 'go\nto'], saqRow(text(1))])))).toBe(true);
  });

  it('is not misled by other tables', () => {
    expect(isSaq({ sheets: [] })).toBe(false);
    expect(isSaq(saqWorkbook(sheetOf('Lists', [['Index', 'Indicator', 'Sub indicator', 'Risk']])))).toBe(false);
    expect(isSaq(saqWorkbook(sheetOf('Chapter', [['id', 'text.en', 'type', 'counts', 'visible', 'options']])))).toBe(false);
    expect(isSaq(saqWorkbook({ ...saqSheet('S', [text(1)]), hidden: true }))).toBe(false);
  });
});
