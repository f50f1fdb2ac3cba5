import type { CellValue } from '../../spreadsheet/workbook.js';
import type { Method, QuestionType } from '../manual.js';

const INVISIBLE = /[\p{Cc}\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]+/gu;

/** A cell as one line of text that can be stored: no blanks around it, no line breaks, no invisible characters. */
export const tidy = (cell: CellValue): string =>
  cell === null
    ? ''
    : String(cell)
        .toWellFormed()
        .normalize('NFC')
        .replace(/[\s\u00a0]+/g, ' ')
        .replace(INVISIBLE, '')
        .trim();

/** A word of the format as it is compared: case, blanks, hyphens and signs do not matter. */
export const keyOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

export type Risk = 'none' | 'low' | 'medium' | 'high' | 'extreme';

const RISKS: ReadonlyMap<string, Risk> = new Map([
  ['noweight', 'none'],
  ['norisk', 'none'],
  ['none', 'none'],
  ['low', 'low'],
  ['medium', 'medium'],
  ['high', 'high'],
  ['extreme', 'extreme'],
]);

/** undefined: not a word of the scale. Blank counts as no risk, but says nothing of the question (null). */
export const readRisk = (text: string): Risk | null | undefined => (text === '' ? null : RISKS.get(keyOf(text)));

/**
 * The exposure of an option: four equal steps from no risk to the worst. An option without a word, or with "No weight", is 0.
 * "Low" is not 0: whoever wrote it called it a risk.
 */
export const RISK_VALUES: Readonly<Record<Risk, number>> = { none: 0, low: 0.25, medium: 0.5, high: 0.75, extreme: 1 };

const TYPES: ReadonlyMap<string, QuestionType> = new Map<string, QuestionType>([
  ...(['boolean', 'yesno', 'yesorno', 'yn', 'truefalse'] as const).map((word) => [word, 'yes_no'] as const),
  ...(['singleselect', 'singleselection', 'singlechoice', 'selectone', 'onechoice', 'radio', 'radiobutton', 'dropdown'] as const).map(
    (word) => [word, 'single'] as const,
  ),
  ...(
    ['multiselect', 'multiselection', 'multipleselect', 'multipleselection', 'selectallthatapply', 'checkbox', 'checkboxes'] as const
  ).map((word) => [word, 'multiple'] as const),
  ...(['integer', 'number', 'numeric', 'wholenumber', 'decimal'] as const).map((word) => [word, 'number'] as const),
  ...(['percent', 'percentage'] as const).map((word) => [word, 'percent'] as const),
  ...(['freetext', 'text', 'opentext', 'openended', 'longtext', 'shorttext', 'paragraph', 'string'] as const).map(
    (word) => [word, 'text'] as const,
  ),
  ['date', 'date'],
  ...(['file', 'fileupload', 'upload', 'document', 'attachment'] as const).map((word) => [word, 'file'] as const),
]);

/** "Multiple choice" is left out on purpose: it means one pick to some and several to others. */
export const readType = (text: string): QuestionType | undefined => TYPES.get(keyOf(text));

/** In the options of a question that has none, these only repeat the kind of answer. */
export const isPlaceholder = (text: string): boolean =>
  readType(text) !== undefined || ['freeresponse', 'textbox', 'open', 'na', 'value', 'enternumber'].includes(keyOf(text));

/** An index, or what a jump names, so that `1`, `1.0`, `01`, `1.` and `Q1` are the same; `odd` where it was not written plainly. */
export const readIndex = (cell: CellValue): { readonly index: string; readonly odd: boolean } => {
  const text = tidy(cell);
  const bare = text
    .toLowerCase()
    .replace(/^(question|q|no\.|#)\s*(?=\d)/, '')
    .replace(/[.):]+$/, '');
  const whole = /^0*(\d+)(\.0+)?$/.exec(bare);
  const index = whole?.[1] ?? bare;
  return { index, odd: typeof cell === 'string' && index !== cell.toLowerCase() };
};

/** Where an answer leads: to an index, to the end of the sheet, or on to the next question (null). */
export type Goal = { readonly index: string } | 'end' | null;

export const readGoal = (cell: CellValue): Goal => {
  const text = tidy(cell).toLowerCase();
  if (text === '' || /^next( question)?$/.test(text)) return null;
  if (/^end( of [\p{L} ]+)?\.?$/u.test(text)) return 'end';
  return { index: readIndex(text.replace(/^(go|skip|jump) ?to /, '')).index };
};

const WORKPLACE = /observ|inspect|visual|walk[- ]?through|walk[- ]?around|site (visit|tour)|on[- ]site/i;

/** What is seen on site counts less as a mere claim than what papers or management can show. */
export const readMethod = (text: string): Method => (WORKPLACE.test(text) ? 'workplace' : 'management');

const YES = new Set(['yes', 'y', 'true', 'да']);
const NO = new Set(['no', 'n', 'false', 'нет']);

export const readYesNo = (text: string): 'yes' | 'no' | null => {
  const key = keyOf(text);
  if (YES.has(key)) return 'yes';
  return NO.has(key) ? 'no' : null;
};

/** The label of an option that asks for a number: `Men` of `Men: Numeric`; null for any other option. */
export const readPart = (text: string): string | null => {
  const match = /^(.*\S)\s*[:：–-]\s*(numeric|number|integer)\s*$/i.exec(text);
  return match?.[1] ?? null;
};
