import { writeWorkbook } from '../../src/platform/spreadsheet/write-workbook.js';
import type { CellValue, Sheet, Workbook } from '../../src/domain/spreadsheet/workbook.js';

/** The header as the format writes it. */
export const SAQ_HEADER = [
  'Index',
  'Question',
  'Method of Collecting data',
  'Conditional question (Y/N)',
  'Response Type',
  'Response Options',
  'Option Type',
  'Go to',
  'Risk category/weight',
  'Indicator',
  'Sub indicator',
] as const;

export interface SaqLine {
  readonly index?: CellValue;
  readonly question?: CellValue;
  readonly method?: CellValue;
  readonly conditional?: CellValue;
  readonly type?: CellValue;
  readonly option?: CellValue;
  readonly optionType?: CellValue;
  readonly goTo?: CellValue;
  readonly risk?: CellValue;
  readonly indicator?: CellValue;
  readonly sub?: CellValue;
}

/** One row in the order of the header. */
export const saqRow = (line: SaqLine): readonly CellValue[] =>
  [
    line.index,
    line.question,
    line.method,
    line.conditional,
    line.type,
    line.option,
    line.optionType,
    line.goTo,
    line.risk,
    line.indicator,
    line.sub,
  ].map((cell) => cell ?? null);

/** The rows of a question: its first option stands beside it, the others below. */
export const saqQuestion = (head: SaqLine, options: readonly SaqLine[] = []): readonly SaqLine[] => {
  const [first, ...others] = options;
  return [{ ...head, ...first }, ...others];
};

export const saqSheet = (name: string, lines: readonly SaqLine[], header: readonly CellValue[] = SAQ_HEADER): Sheet => ({
  name,
  hidden: false,
  rows: [header, ...lines.map(saqRow)],
});

export const sheetOf = (name: string, rows: Sheet['rows'], hidden = false): Sheet => ({ name, hidden, rows });

export const saqWorkbook = (...sheets: readonly Sheet[]): Workbook => ({ sheets });

/** As typed by different hands: other case, line breaks, blanks, a column of notes in between. */
const CARELESS_HEADER: readonly CellValue[] = [
  'INDEX ',
  'Question',
  'Method of\nCollecting data',
  'Conditional  question\n(Y / N)',
  'Response type',
  'Response Options ',
  'Option type',
  'Go To',
  'Risk category / weight',
  'Indicator',
  'Sub-indicator',
  'Remarks of the working group',
];

const PRODUCT: readonly SaqLine[] = [
  ...saqQuestion(
    {
      index: '1.0',
      question: 'Do you keep records of where your raw material comes from?',
      method: 'Document review',
      conditional: 'Y',
      type: 'Boolean',
    },
    [
      { option: 'Yes', risk: 'Low ', indicator: 'Product documentation', sub: 'Origin of purchases' },
      { option: 'No', goTo: '4.0', risk: 'High', indicator: 'Product documentation', sub: 'Origin of purchases' },
    ],
  ),
  ...saqQuestion({ index: '2.0', question: 'Which records do you keep?', conditional: 'N', type: 'Multi select' }, [
    { option: 'Delivery notes' },
    { option: 'Invoices' },
    { option: 'Something else', optionType: 'Other' },
  ]),
  { index: '3.0', question: 'For how many months do you keep them?', conditional: 'N', type: 'Integer', option: 'Numeric' },
  { index: '4.0', question: 'How do you choose new suppliers?', conditional: 'Y', type: 'Free text', option: 'Free text', goTo: 'End' },
];

const LABOUR: readonly SaqLine[] = [
  ...saqQuestion(
    { index: 1, question: 'How many people work here, management left out?', method: 'Interview', conditional: 'N', type: 'Integer' },
    [{ option: 'Men: Numeric' }, { option: 'Women: Numeric' }, { option: 'Under 18: Numeric' }],
  ),
  ...saqQuestion(
    {
      index: 2,
      question: 'Who holds the passports and identity cards of the workers?',
      method: 'Observation on site',
      conditional: 'Y',
      type: 'Single select ',
    },
    [
      { option: 'The workers', goTo: 4, risk: 'No weight' },
      { option: 'The employer, at their wish', risk: 'High ', indicator: 'Retention of identity document', sub: null },
      { option: 'The employer, always', risk: 'Extreme', indicator: 'Retention of identity document', sub: null },
    ],
  ),
  // Index and question on every line, as merged cells come out of some programs.
  { index: 3, question: 'Can workers have them back at any time?', conditional: 'N', type: 'Boolean', option: 'Yes', risk: 'Medium' },
  { index: 3, question: 'Can workers have them back at any time?', conditional: 'N', type: 'Boolean', option: 'No', risk: 'Extreme' },
  ...saqQuestion({ index: 4, question: 'What is taken out of wages?', conditional: 'Y', type: 'Multi select' }, [
    { option: 'Nothing', goTo: 'END ' },
    { option: 'Taxes and insurance' },
    { option: 'Cost of recruitment', goTo: '6', risk: 'High', indicator: 'Debt bondage ', sub: 'Fees paid in advance' },
    { option: 'Fines', risk: 'Medium', indicator: 'Withholding wages', sub: 'Fines' },
  ]),
  { index: 5, question: 'Who set these amounts?', conditional: 'N', type: 'Free text', option: 'Free text' },
  ...saqQuestion({ index: 6, question: 'What share of overtime is paid at a higher rate?', conditional: 'N', type: 'Single select' }, [
    { option: '< 10%', risk: 'High', indicator: 'Excessive Overtime' },
    { option: '> 10%', risk: 'Low', indicator: 'Excessive Overtime' },
  ]),
];

const EMPTY_ROWS: Sheet['rows'] = Array.from({ length: 400 }, (_, i) => (i % 3 === 0 ? [] : [null, '  ', null, '\u00a0']));

/** A file as such files are: two sheets of questions, others without, and every oddity that is no mistake. */
export const realisticSaq = (): Workbook =>
  saqWorkbook(
    sheetOf('Read me', [['How to fill in this file'], [], ['Indicator', 'Meaning']]),
    sheetOf('Product', [
      ['Self-assessment of ginning mills'],
      [],
      CARELESS_HEADER,
      ...PRODUCT.map((line) => [...saqRow(line), 'checked']),
      ...EMPTY_ROWS,
    ]),
    sheetOf('Labor', [SAQ_HEADER, ...LABOUR.map(saqRow), ...EMPTY_ROWS]),
    sheetOf(
      'Lists',
      [
        ['Indicator', 'Sub indicator', 'Risk'],
        ['Deception', 'Wages', 'High'],
      ],
      true,
    ),
  );

/** A workbook as the bytes of a file. */
export const bytesOf = ({ sheets }: Workbook): Promise<Buffer> => writeWorkbook({ sheets: [...sheets] });
