import type { Counts, Depth, Method, QuestionType, Respondent, Severity } from '../manual.js';

/** What the sheets of a manual say in their first row, and which words their cells may hold: export and import agree here. */
export const FORMAT = 'plumbline-manual-1';

export const TYPES: readonly QuestionType[] = ['yes_no', 'single', 'multiple', 'number', 'percent', 'date', 'text', 'file'];
export const COUNTS: readonly Counts[] = ['exposure', 'control', 'practice', 'fact'];
export const RESPONDENTS: readonly Respondent[] = ['supplier', 'buyer', 'worker', 'assessor'];
export const DEPTHS: readonly Depth[] = ['core', 'extended', 'full'];
export const METHODS: readonly Method[] = ['management', 'workplace'];
export const SEVERITIES: readonly Severity[] = ['critical', 'major', 'minor'];
export const DIRECTIONS = ['ltr', 'rtl'] as const;
export const YES_NO = ['yes', 'no'] as const;

export const ROW_KINDS = [
  'chapter',
  'intro',
  'question',
  'help',
  'why',
  'worker text',
  'option',
  'step',
  'part',
  'evidence',
  'red flag',
  'failed',
  'topic',
] as const;

export type RowKind = (typeof ROW_KINDS)[number];

/** Rows of the sheet that says what the manual is. */
export const HEAD_FIELDS = ['format', 'id', 'family', 'version', 'title', 'source', 'edition', 'year', 'licence', 'base language'] as const;

export interface ColumnDef {
  readonly label: string;
  readonly width: number;
  /** Shown as a note on the column's head. */
  readonly help: string;
  /** Name of the list of words to choose from. */
  readonly list?: string;
  /** Holds texts, which must stay what was typed. */
  readonly text?: boolean;
}

export interface TableDef {
  /** The column by which such a sheet is recognised. */
  readonly key: string;
  readonly columns: readonly ColumnDef[];
  /** Whether it has a column of texts for each language, and before which column they stand. */
  readonly textsAt: number | null;
}

export const LISTS: Readonly<Record<string, readonly string[]>> = {
  row: ROW_KINDS,
  type: TYPES,
  counts: COUNTS,
  depth: DEPTHS,
  method: METHODS,
  severity: SEVERITIES,
  direction: DIRECTIONS,
  yesNo: YES_NO,
};

export const CHAPTER_TABLE: TableDef = {
  key: 'Row',
  textsAt: 2,
  columns: [
    { label: 'Row', width: 12, list: 'row', help: 'What the row says. Rows under a question belong to it.' },
    { label: 'Id', width: 24, text: true, help: 'Stable name of the chapter, question, option …; for a topic its words.' },
    { label: 'Type', width: 10, list: 'type', help: 'Question: how it is answered.' },
    { label: 'Asked of', width: 14, text: true, help: 'Question: supplier, buyer, worker, assessor; several with commas.' },
    { label: 'Counts', width: 10, list: 'counts', help: 'Question: what the answer feeds; a fact is not scored.' },
    { label: 'Weight', width: 8, help: 'Question that is scored: how much it weighs, above 0.' },
    {
      label: 'Depth',
      width: 10,
      list: 'depth',
      help: 'Question: core is asked of every site, extended from medium risk on, full from high risk on.',
    },
    { label: 'Method', width: 13, list: 'method', help: 'Question: where proof is looked for. Empty: management.' },
    {
      label: 'Condition',
      width: 40,
      text: true,
      help: 'Question: asked only if this holds. Red flag: raised if this holds. CEL over answers and site.',
    },
    { label: 'Value', width: 8, help: '0 to 1. Option, step, or question of free text, date or file: what the answer is worth.' },
    { label: 'From', width: 8, help: 'Step: the lowest number it stands for; the first step is from 0.' },
    { label: 'Exclusive', width: 9, list: 'yesNo', help: 'Option of a multiple choice: yes if picking it excludes all others.' },
    { label: 'Months', width: 8, help: 'Evidence: months for which a document proves something. Empty: as long as the document says.' },
    { label: 'Severity', width: 10, list: 'severity', help: 'Red flag, failed: how grave the finding is.' },
    { label: 'Zero tolerance', width: 10, list: 'yesNo', help: 'Red flag: yes if the site is critical while the case is open.' },
    { label: 'Action', width: 26, text: true, help: 'Red flag, failed: id in the action library.' },
    { label: 'Below', width: 8, help: 'Failed: a score under this one fails the control. Empty: 0.5.' },
    { label: 'ILO', width: 10, text: true, help: 'Question: ILO indicators, 1 to 11; several with commas.' },
    { label: 'OECD', width: 7, help: 'Question: OECD due diligence step, 1 to 6.' },
    { label: 'Laws', width: 30, text: true, help: 'Question: laws it serves, such as lksg:5; several with commas.' },
    { label: 'Meaning', width: 9, help: 'Question: raised when the same id comes to ask something else. Empty: 1.' },
    { label: 'Number', width: 8, help: 'Chapter: its number.' },
  ],
};

export const HEAD_TABLE: TableDef = {
  key: 'Field',
  textsAt: 2,
  columns: [
    { label: 'Field', width: 16, help: 'What the row says of the manual.' },
    { label: 'Value', width: 60, text: true, help: 'For the title, write in the columns of the languages.' },
  ],
};

export const LANGUAGE_TABLE: TableDef = {
  key: 'Language',
  textsAt: null,
  columns: [
    { label: 'Language', width: 12, text: true, help: 'Code such as en, ru or ur. Texts stand in columns "Text en", "Text ru" ….' },
    { label: 'Direction', width: 10, list: 'direction', help: 'ltr: left to right; rtl: right to left.' },
    { label: 'Reviewed', width: 10, list: 'yesNo', help: 'Whether somebody who speaks the language has read the texts.' },
    { label: 'Unreviewed text', width: 50, text: true, help: 'In a reviewed language, one a row: a text that nobody has read yet.' },
  ],
};

export const CONTRADICTION_TABLE: TableDef = {
  key: 'Contradiction',
  textsAt: 2,
  columns: [
    { label: 'Contradiction', width: 30, text: true, help: 'Stable name.' },
    { label: 'Condition', width: 60, text: true, help: 'Holds when the answers cannot well be true together. CEL over answers and site.' },
  ],
};

export const TEXT_LABEL = 'Text ';
/** A language tag as manuals have them. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/;
