import type { QuestionType } from '../manual.js';
import { distinctIds, nameOf, slugOf } from './ids.js';
import { valueOf } from './columns.js';
import type { Notes, Spot } from './notes.js';
import { type Entry, type Line, lineSpot, textOf } from './rows.js';
import { yesAndNo } from './texts.js';
import { type Goal, isPlaceholder, keyOf, readGoal, readPart, readRisk, readYesNo, type Risk } from './words.js';

export interface SaqOption {
  readonly id: string;
  readonly text: string;
  readonly risk: Risk | null;
  readonly goal: Goal;
  readonly spot: Spot;
}

export interface SaqPart {
  readonly id: string;
  readonly text: string;
}

/** What can be answered to a question and where that leads; `goal` is for answers that have no goal of their own. */
export interface Answers {
  readonly type: QuestionType;
  readonly options: readonly SaqOption[];
  readonly parts: readonly SaqPart[];
  readonly goal: Goal;
  readonly goalSpot: Spot;
}

const LONGEST_ID = 40;

interface Row {
  readonly line: Line;
  readonly text: string;
  readonly risk: Risk | null;
  readonly goal: Goal;
}

const rowOf = (line: Line, notes: Notes): Row => {
  const word = textOf(line, 'risk');
  const risk = readRisk(word);
  if (risk === undefined) {
    const message = `"${word.slice(0, 60)}" is not a risk: write Low, Medium, High, Extreme or No weight.`;
    notes.problem(lineSpot(line, 'risk'), 'SAQ_RISK', message);
  }
  const goal = readGoal(valueOf(line.sheet, line.row, 'goTo'));
  return { line, text: textOf(line, 'responseOptions'), risk: risk ?? null, goal };
};

const NOWHERE: Spot = { sheet: '', order: 0, row: 1, column: 1 };

const sameGoal = (a: Goal, b: Goal): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Where a question leads that offers nothing to choose from: its rows may not disagree. */
const onlyGoal = (rows: readonly Row[], notes: Notes): Pick<Answers, 'goal' | 'goalSpot'> & { readonly options: readonly SaqOption[] } => {
  const leading = rows.filter(({ goal }) => goal !== null);
  const [first] = leading;
  const other = leading.find(({ goal }) => first && !sameGoal(goal, first.goal));
  if (other) {
    const message = 'The answer to this question is not chosen from options, so it cannot lead to different questions.';
    notes.problem(lineSpot(other.line, 'goTo'), 'SAQ_JUMP_UNCLEAR', message);
  }
  const weighed = rows.find(({ risk }) => risk !== null && risk !== 'none');
  if (weighed)
    notes.oddity(lineSpot(weighed.line, 'risk'), 'SAQ_RISK_UNUSED', 'Only a picked option can count: a risk elsewhere is not read.');
  const line = (first ?? rows[0])?.line;
  return { options: [], goal: first?.goal ?? null, goalSpot: line ? lineSpot(line, 'goTo') : NOWHERE };
};

/** Which types may have their numbers listed as options. */
const MAY_HAVE_PARTS: readonly QuestionType[] = ['number', 'single', 'multiple', 'text'];

const partsOf = (rows: readonly Row[]): readonly SaqPart[] => {
  const labels = rows.map(({ text }) => readPart(text) ?? '');
  const ids = distinctIds(labels, (label) => nameOf(label, LONGEST_ID));
  return labels.map((text, i) => ({ id: ids[i] ?? '', text }));
};

const noteTwice = (rows: readonly Row[], notes: Notes): void => {
  const seen = new Set<string>();
  for (const { line, text } of rows) {
    const key = text.toLowerCase();
    if (seen.has(key)) notes.problem(lineSpot(line, 'responseOptions'), 'SAQ_OPTION_TWICE', 'The option stands twice in this question.');
    seen.add(key);
  }
};

const noteOptionType = ({ line }: Row, notes: Notes): void => {
  const word = keyOf(textOf(line, 'optionType'));
  if (['', 'none', 'na'].includes(word)) return;
  const spot = lineSpot(line, 'optionType');
  if (word === 'other')
    notes.oddity(spot, 'SAQ_OPTION_OTHER', 'An option asks for own words: the option is kept, the words can go into the comment.');
  else notes.oddity(spot, 'SAQ_OPTION_TYPE', 'This option type is not read.');
};

/** Rows that carry something of an option but no text for it. */
const noteNameless = (rows: readonly Row[], notes: Notes): void => {
  rows.forEach((row, i) => {
    const jumps = i > 0 && row.goal !== null;
    if (row.text !== '' || !(jumps || row.risk !== null || textOf(row.line, 'optionType') !== '')) return;
    notes.problem(lineSpot(row.line, 'responseOptions'), 'SAQ_OPTION_EMPTY', 'The option has no text.');
  });
};

const toOptions = (rows: readonly Row[], ids: readonly string[]): readonly SaqOption[] =>
  rows.map(({ line, text, risk, goal }, i) => ({ id: ids[i] ?? '', text, risk, goal, spot: lineSpot(line, 'goTo') }));

const impliedYesNo = (entry: Entry, language: string): readonly SaqOption[] =>
  (yesAndNo(language) ?? []).map((text, i) => ({
    id: i === 0 ? 'yes' : 'no',
    text,
    risk: null,
    goal: null,
    spot: lineSpot(entry.lines[0], 'goTo'),
  }));

const choice = (entry: Entry, type: QuestionType, rows: readonly Row[], language: string, notes: Notes): Answers => {
  const [first] = entry.lines;
  const named = rows.filter(({ text }) => text !== '');
  const goal = rows[0]?.text === '' ? rows[0].goal : null;
  const common = { parts: [], goal, goalSpot: lineSpot(first, 'goTo') };
  noteNameless(rows, notes);
  noteTwice(named, notes);
  named.forEach((row) => noteOptionType(row, notes));
  const sides = named.map(({ text }) => readYesNo(text));
  const isYesNo = type === 'yes_no' && named.length === 2 && sides.includes('yes') && sides.includes('no');
  if (isYesNo) return { ...common, type, options: toOptions(named, sides.map(String)) };
  const implied = type === 'yes_no' && named.length === 0 ? impliedYesNo(entry, language) : [];
  if (implied.length > 0) return { ...common, type, options: implied };
  if (named.length < 2) {
    notes.problem(lineSpot(first, 'responseOptions'), 'SAQ_OPTIONS_MISSING', 'A question to choose from needs at least two options.');
  } else if (type === 'yes_no') {
    notes.oddity(
      lineSpot(first, 'responseType'),
      'SAQ_BOOLEAN_OPTIONS',
      'The options of a Boolean are not yes and no: it becomes a single select.',
    );
  }
  const ids = distinctIds(
    named.map(({ text }) => text),
    (text) => slugOf(text, LONGEST_ID),
  );
  return { ...common, type: type === 'yes_no' ? 'single' : type, options: toOptions(named, ids) };
};

const noteMixedParts = (rows: readonly Row[], type: QuestionType, notes: Notes): void => {
  const [part] = rows.filter(({ text }) => readPart(text) !== null);
  const spot = part ? lineSpot(part.line, 'responseOptions') : null;
  if (!spot) return;
  if (type === 'number') notes.problem(spot, 'SAQ_PARTS_UNCLEAR', 'Either all options of a number are written as "Men: Numeric", or none.');
  else
    notes.oddity(
      spot,
      'SAQ_PART_AS_OPTION',
      'An option that asks for a number stands among others: it is kept as an option, without the number.',
    );
};

/** What can be answered, from all rows of a question. Options written as `Men: Numeric` make it one answer of several numbers. */
export const readAnswers = (entry: Entry, type: QuestionType, language: string, notes: Notes): Answers => {
  const rows = entry.lines.map((line) => rowOf(line, notes));
  const named = rows.filter(({ text }) => text !== '');
  if (MAY_HAVE_PARTS.includes(type) && named.length > 0 && named.every(({ text }) => readPart(text) !== null)) {
    const [first] = entry.lines;
    noteTwice(named, notes);
    if (type !== 'number')
      notes.oddity(lineSpot(first, 'responseType'), 'SAQ_NUMBERS_AS_OPTIONS', 'All options ask for numbers: it becomes a number.');
    return { type: 'number', parts: partsOf(named), ...onlyGoal(rows, notes) };
  }
  noteMixedParts(named, type, notes);
  if (type === 'yes_no' || type === 'single' || type === 'multiple') return choice(entry, type, rows, language, notes);
  const unused = named.find(({ text }) => !isPlaceholder(text));
  if (unused)
    notes.oddity(
      lineSpot(unused.line, 'responseOptions'),
      'SAQ_OPTION_UNUSED',
      'The answer is not chosen from options: this text is not read.',
    );
  return { type, parts: [], ...onlyGoal(rows, notes) };
};
