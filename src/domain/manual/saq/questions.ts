import type { Method, QuestionType } from '../manual.js';
import type { Column } from './columns.js';
import { iloNumber } from './ilo.js';
import type { Notes, Spot } from './notes.js';
import { type Answers, readAnswers } from './answers.js';
import { type Entry, type Line, lineSpot, textOf } from './rows.js';
import { valueOf } from './columns.js';
import { keyOf, readMethod, readType } from './words.js';

/** A question as its rows say it, before its place in the flow is known. */
export interface SaqQuestion extends Answers {
  readonly entry: Entry;
  readonly spot: Spot;
  readonly text: string;
  readonly method: Method;
  readonly topics: readonly string[];
  readonly ilo: readonly number[];
}

/** As long as a text of an answer; whatever is longer was never meant as a question. */
const MAX_TEXT = 4000;

/** Words of the format, in which blanks are easily overlooked. */
const WORD_COLUMNS: readonly Column[] = ['conditional', 'responseType', 'optionType', 'goTo', 'risk'];

const noteBlanks = (line: Line, notes: Notes): void => {
  for (const column of WORD_COLUMNS) {
    const value = valueOf(line.sheet, line.row, column);
    if (typeof value !== 'string' || value === value.trim() || value.trim() === '') continue;
    notes.oddity(lineSpot(line, column), 'SAQ_BLANKS', `A word in the column of this cell has blanks before or after it.`);
  }
};

const checkLength = (line: Line, notes: Notes): void => {
  for (const column of ['question', 'responseOptions'] as const) {
    if (textOf(line, column).length <= MAX_TEXT) continue;
    notes.problem(lineSpot(line, column), 'SAQ_TEXT_TOO_LONG', `The text is longer than ${MAX_TEXT} characters.`);
  }
};

/** The kind of answer; where it cannot be told, the one that lets the rest of the question be checked. */
const typeOf = (entry: Entry, notes: Notes): QuestionType => {
  const [first] = entry.lines;
  const told = entry.lines.flatMap((line) => {
    const word = textOf(line, 'responseType');
    return word === '' ? [] : [{ line, word, type: readType(word) }];
  });
  const known = told.find(({ type }) => type !== undefined)?.type;
  if (told.length === 0) notes.problem(lineSpot(first, 'responseType'), 'SAQ_RESPONSE_TYPE', 'The question has no response type.');
  const strange = told.find(({ type }) => type === undefined);
  const differing = told.find(({ type }) => type !== undefined && type !== known);
  if (strange) {
    const message = `"${strange.word.slice(0, 60)}" is not a response type: write Boolean, Single select, Multi select, Integer, Percentage, Date, Free text or File.`;
    notes.problem(lineSpot(strange.line, 'responseType'), 'SAQ_RESPONSE_TYPE', message);
  } else if (differing) {
    notes.problem(
      lineSpot(differing.line, 'responseType'),
      'SAQ_RESPONSE_TYPE',
      'The rows of this question name different response types.',
    );
  }
  return known ?? (entry.lines.length > 1 ? 'single' : 'text');
};

const noteConditional = (entry: Entry, jumps: boolean, notes: Notes): void => {
  const line = entry.lines.find((one) => textOf(one, 'conditional') !== '');
  if (!line) return;
  const spot = lineSpot(line, 'conditional');
  const says = keyOf(textOf(line, 'conditional'));
  if (says === 'y' || says === 'yes') {
    if (!jumps) notes.oddity(spot, 'SAQ_CONDITIONAL', 'A question is called conditional, but no answer to it jumps.');
  } else if (says === 'n' || says === 'no') {
    if (jumps) notes.oddity(spot, 'SAQ_CONDITIONAL', 'A question is not called conditional, but an answer to it jumps: the jump holds.');
  } else notes.oddity(spot, 'SAQ_CONDITIONAL', 'Conditional question is neither Y nor N: what counts is whether an answer jumps.');
};

/** Sub indicators can be whole paragraphs; a topic is a heading. */
const MAX_TOPIC = 300;
const MAX_TOPICS = 20;

const topicOf = (line: Line, column: Column): string => {
  const text = textOf(line, column);
  return text.length > MAX_TOPIC ? `${text.slice(0, MAX_TOPIC - 1).toWellFormed()}…` : text;
};

const isTopic = (text: string): boolean => !['', 'none', 'na'].includes(keyOf(text));

const topicsOf = (entry: Entry, notes: Notes): Pick<SaqQuestion, 'topics' | 'ilo'> => {
  const topics = new Set<string>();
  const ilo = new Set<number>();
  for (const line of entry.lines) {
    const [indicator, sub] = [topicOf(line, 'indicator'), topicOf(line, 'subIndicator')];
    if (isTopic(indicator)) {
      topics.add(indicator);
      const number = iloNumber(indicator);
      if (number !== null) ilo.add(number);
      else {
        const message = `"${indicator.slice(0, 60)}" is not one of the eleven ILO indicators: it is kept as a topic.`;
        notes.oddity(lineSpot(line, 'indicator'), 'SAQ_INDICATOR_UNKNOWN', message);
      }
      const isEmpty = sub === '' && line.sheet.columns.has('subIndicator');
      if (isEmpty) notes.oddity(lineSpot(line, 'subIndicator'), 'SAQ_SUB_INDICATOR_EMPTY', 'An indicator has no sub indicator.');
    }
    if (isTopic(sub)) topics.add(sub);
  }
  if (topics.size > MAX_TOPICS) {
    notes.oddity(
      lineSpot(entry.lines[0], 'indicator'),
      'SAQ_TOPICS_CUT',
      `A question has more than ${MAX_TOPICS} topics: the first are kept.`,
    );
  }
  return { topics: [...topics].slice(0, MAX_TOPICS), ilo: [...ilo].sort((a, b) => a - b) };
};

/** One question from its rows, with everything noted that is wrong or odd about them. */
export const readQuestion = (entry: Entry, language: string, notes: Notes): SaqQuestion => {
  const [first] = entry.lines;
  entry.lines.forEach((line) => {
    noteBlanks(line, notes);
    checkLength(line, notes);
  });
  const answers = readAnswers(entry, typeOf(entry, notes), language, notes);
  noteConditional(entry, answers.goal !== null || answers.options.some(({ goal }) => goal !== null), notes);
  const method = readMethod(entry.lines.map((line) => textOf(line, 'method')).find((text) => text !== '') ?? '');
  return { entry, spot: lineSpot(first, 'question'), text: entry.text, method, ...answers, ...topicsOf(entry, notes) };
};
