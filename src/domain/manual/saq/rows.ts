import { type Column, lacksColumns, type QuestionSheet, spotOf, valueOf } from './columns.js';
import type { Notes, Spot } from './notes.js';
import { readIndex, tidy } from './words.js';

/** One line of a question sheet: its texts and its places. */
export interface Line {
  readonly sheet: QuestionSheet;
  readonly row: number;
}

export const textOf = (line: Line, column: Column): string => tidy(valueOf(line.sheet, line.row, column));
export const lineSpot = (line: Line, column: Column): Spot => spotOf(line.sheet, line.row, column);

/** A question with all its lines; the first holds the question itself and, mostly, its first option. */
export interface Entry {
  readonly sheet: QuestionSheet;
  readonly index: string;
  readonly text: string;
  readonly lines: readonly [Line, ...Line[]];
}

/** Beyond these a file is no questionnaire that anybody could answer, and not worth the time to read. */
const MAX_QUESTIONS = 1000;
const MAX_LINES = 20_000;

interface Draft {
  readonly entry: Entry;
  readonly more: Line[];
}

const CONTENT: readonly Column[] = [
  'index',
  'question',
  'method',
  'conditional',
  'responseType',
  'responseOptions',
  'optionType',
  'goTo',
  'risk',
  'indicator',
  'subIndicator',
];

const isBlank = (line: Line): boolean => CONTENT.every((column) => textOf(line, column) === '');

/** Index and question may be repeated on every line of a question, as merged cells are by some programs. */
const belongsTo = (entry: Entry | undefined, index: string, text: string): boolean => {
  if (!entry) return false;
  const sameText = text === '' || text === entry.text;
  return index === '' ? sameText : index === entry.index && sameText;
};

const linesOf = (sheet: QuestionSheet): readonly Line[] =>
  sheet.sheet.rows
    .map((_, i) => ({ sheet, row: i + 1 }))
    .slice(sheet.headerRow)
    .filter((line) => !isBlank(line));

const begin = (line: Line, index: string, text: string, taken: Set<string>, notes: Notes): Draft => {
  if (index === '') notes.problem(lineSpot(line, 'index'), 'SAQ_INDEX_MISSING', 'The question has no index.');
  else if (taken.has(index)) notes.problem(lineSpot(line, 'index'), 'SAQ_INDEX_TWICE', `The index ${index} stands twice on this sheet.`);
  taken.add(index);
  if (text === '') notes.problem(lineSpot(line, 'question'), 'SAQ_QUESTION_EMPTY', 'The question has no text.');
  const more: Line[] = [];
  return { entry: { sheet: line.sheet, index, text, lines: [line] }, more };
};

const entriesOf = (sheet: QuestionSheet, notes: Notes): readonly Entry[] => {
  const drafts: Draft[] = [];
  const taken = new Set<string>();
  for (const line of linesOf(sheet)) {
    const { index, odd } = readIndex(valueOf(sheet, line.row, 'index'));
    const text = textOf(line, 'question');
    const current = drafts.at(-1);
    if (odd) notes.oddity(lineSpot(line, 'index'), 'SAQ_INDEX_FORM', 'An index is not written as a plain whole number.');
    if (current && belongsTo(current.entry, index, text)) current.more.push(line);
    else if (index === '' && text === '') {
      notes.problem(
        lineSpot(line, 'responseOptions'),
        'SAQ_OPTION_WITHOUT_QUESTION',
        'This row belongs to no question: none stands above it.',
      );
    } else drafts.push(begin(line, index, text, taken, notes));
  }
  const spot = spotOf(sheet, sheet.headerRow, 'question');
  if (drafts.length === 0) notes.oddity(spot, 'SAQ_SHEET_EMPTY', `No question stands on the sheet "${sheet.sheet.name}".`);
  return drafts.map(({ entry, more }) => ({ ...entry, lines: [entry.lines[0], ...more] }));
};

const isTooLarge = (entries: readonly Entry[]): boolean =>
  entries.length > MAX_QUESTIONS || entries.reduce((total, { lines }) => total + lines.length, 0) > MAX_LINES;

/** The questions of all sheets, in the order of the file; rows with nothing in the columns of the format are passed over. */
export const readEntries = (sheets: readonly QuestionSheet[], notes: Notes): readonly Entry[] => {
  const entries = sheets.filter((sheet) => !lacksColumns(sheet)).flatMap((sheet) => entriesOf(sheet, notes));
  const [first] = entries;
  if (!first) {
    const [sheet] = sheets;
    if (sheet) notes.problem(spotOf(sheet, sheet.headerRow, 'question'), 'SAQ_NO_QUESTIONS', 'No question stands below the header.');
    return [];
  }
  if (!isTooLarge(entries)) return entries;
  notes.problem(
    lineSpot(first.lines[0], 'index'),
    'SAQ_TOO_LARGE',
    `A questionnaire has at most ${MAX_QUESTIONS} questions and ${MAX_LINES} rows.`,
  );
  return [];
};
