import type { CellValue } from '../../spreadsheet/workbook.js';
import type { Chapter, Question, Text } from '../manual.js';
import type { RowKind } from './columns.js';

/** One row to be written: cells by the head of their column, and a text in its languages. */
export interface Row {
  readonly cells: Readonly<Record<string, CellValue>>;
  readonly text?: Text;
}

const row = (kind: RowKind, cells: Readonly<Record<string, CellValue>>, text: Text = {}): Row => ({ cells: { Row: kind, ...cells }, text });

const optional = (kind: RowKind, text: Text | null): readonly Row[] => (text === null ? [] : [row(kind, {}, text)]);

const ownRow = (question: Question): Row =>
  row(
    'question',
    {
      Id: question.id,
      Type: question.type,
      'Asked of': question.askedOf.join(', '),
      Counts: question.counts,
      Weight: question.weight === 0 ? null : question.weight,
      Depth: question.depth,
      Method: question.method,
      Condition: question.visible,
      Value: question.answeredValue,
      ILO: question.ilo.join(', '),
      OECD: question.oecd,
      Laws: question.laws.join(', '),
      Meaning: question.meaning === 1 ? null : question.meaning,
    },
    question.text,
  );

const questionRows = (question: Question): readonly Row[] => [
  ownRow(question),
  ...optional('help', question.help),
  row('why', {}, question.why),
  ...optional('worker text', question.workerText),
  ...question.options.map(({ id, value, exclusive, text }) =>
    row('option', { Id: id, Value: value, Exclusive: exclusive ? 'yes' : null }, text),
  ),
  ...question.steps.map(({ from, value }) => row('step', { From: from, Value: value })),
  ...question.parts.map(({ id, text }) => row('part', { Id: id }, text)),
  ...question.evidence.map(({ id, maxAgeMonths, text }) => row('evidence', { Id: id, Months: maxAgeMonths }, text)),
  ...question.redFlags.map(({ id, when, severity, zeroTolerance, action, text }) =>
    row('red flag', { Id: id, Condition: when, Severity: severity, 'Zero tolerance': zeroTolerance ? 'yes' : 'no', Action: action }, text),
  ),
  ...(question.failed === null
    ? []
    : [
        row(
          'failed',
          { Severity: question.failed.severity, Action: question.failed.action, Below: question.failed.below },
          question.failed.text,
        ),
      ]),
  ...question.topics.map((topic) => row('topic', { Id: topic })),
];

/** A chapter as rows: its own first, and under each question what belongs to it. */
export const chapterRows = ({ id, number, title, intro, questions }: Chapter): readonly Row[] => [
  row('chapter', { Id: id, Number: number }, title),
  row('intro', {}, intro),
  ...questions.flatMap(questionRows),
];
