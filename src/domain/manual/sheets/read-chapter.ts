import { place } from '../../spreadsheet/workbook.js';
import type { Chapter, Question, Text } from '../manual.js';
import { COUNTS, DEPTHS, METHODS, RESPONDENTS, ROW_KINDS, type RowKind, SEVERITIES, TYPES } from './columns.js';
import { type RowReader, rowsOf } from './row-reader.js';
import type { Reading, Table } from './table.js';

const FAILED_BELOW = 0.5;

/** A question to which the rows below it still add. */
type Draft = { -readonly [Key in keyof Question]: Question[Key] extends readonly (infer Item)[] ? Item[] : Question[Key] };

const readQuestion = (row: RowReader, at: string): Draft => ({
  id: row.requiredWord(`${at}/id`, 'Id'),
  meaning: row.numberOrNull(`${at}/meaning`, 'Meaning') ?? 1,
  text: row.texts(`${at}/text`),
  help: null,
  why: {},
  askedOf: row.someOf(`${at}/askedOf`, 'Asked of', RESPONDENTS),
  workerText: null,
  type: row.oneOf(`${at}/type`, 'Type', TYPES, 'text'),
  counts: row.oneOf(`${at}/counts`, 'Counts', COUNTS, 'fact'),
  weight: row.numberOrNull(`${at}/weight`, 'Weight') ?? 0,
  method: row.oneOfOr(`${at}/method`, 'Method', METHODS, 'management'),
  depth: row.oneOf(`${at}/depth`, 'Depth', DEPTHS, 'core'),
  visible: row.exactOrNull(`${at}/visible`, 'Condition'),
  options: [],
  steps: [],
  parts: [],
  answeredValue: row.numberOrNull(`${at}/answeredValue`, 'Value'),
  evidence: [],
  redFlags: [],
  failed: null,
  ilo: row.numbers(`${at}/ilo`, 'ILO'),
  oecd: row.numberOrNull(`${at}/oecd`, 'OECD'),
  laws: row.words(`${at}/laws`, 'Laws'),
  topics: [],
});

/** A text that is there once; without any words it is not there. */
const textOrNull = (text: Text): Text | null => (Object.keys(text).length === 0 ? null : text);

const once = (row: RowReader, kind: string, isThere: boolean): void => {
  if (isThere) row.problem('Row', 'ROW_TWICE', `The question has the row "${kind}" already.`);
};

type Adder = (row: RowReader, draft: Draft, at: string) => void;

/** What each kind of row adds to the question above it; `at` is the question's path. */
const ADDERS: Readonly<Record<Exclude<RowKind, 'chapter' | 'intro' | 'question'>, Adder>> = {
  help: (row, draft, at) => {
    once(row, 'help', draft.help !== null);
    draft.help = textOrNull(row.begin(`${at}/help`).texts(`${at}/help`));
  },
  why: (row, draft, at) => {
    once(row, 'why', Object.keys(draft.why).length > 0);
    draft.why = row.begin(`${at}/why`).texts(`${at}/why`);
  },
  'worker text': (row, draft, at) => {
    once(row, 'worker text', draft.workerText !== null);
    draft.workerText = textOrNull(row.begin(`${at}/workerText`).texts(`${at}/workerText`));
  },
  option: (row, draft, at) => {
    const path = `${at}/options/${draft.options.length}`;
    draft.options.push({
      id: row.begin(path).requiredWord(`${path}/id`, 'Id'),
      text: row.texts(`${path}/text`),
      value: row.numberOrNull(`${path}/value`, 'Value'),
      exclusive: row.yesNo(`${path}/exclusive`, 'Exclusive', false),
    });
  },
  step: (row, draft, at) => {
    const path = `${at}/steps/${draft.steps.length}`;
    draft.steps.push({
      from: row.begin(path).requiredNumber(`${path}/from`, 'From'),
      value: row.requiredNumber(`${path}/value`, 'Value'),
    });
  },
  part: (row, draft, at) => {
    const path = `${at}/parts/${draft.parts.length}`;
    draft.parts.push({ id: row.begin(path).requiredWord(`${path}/id`, 'Id'), text: row.texts(`${path}/text`) });
  },
  evidence: (row, draft, at) => {
    const path = `${at}/evidence/${draft.evidence.length}`;
    draft.evidence.push({
      id: row.begin(path).requiredWord(`${path}/id`, 'Id'),
      text: row.texts(`${path}/text`),
      maxAgeMonths: row.numberOrNull(`${path}/maxAgeMonths`, 'Months'),
    });
  },
  'red flag': (row, draft, at) => {
    const path = `${at}/redFlags/${draft.redFlags.length}`;
    draft.redFlags.push({
      id: row.begin(path).requiredWord(`${path}/id`, 'Id'),
      when: row.exact(`${path}/when`, 'Condition'),
      severity: row.oneOf(`${path}/severity`, 'Severity', SEVERITIES, 'critical'),
      zeroTolerance: row.yesNo(`${path}/zeroTolerance`, 'Zero tolerance', null),
      action: row.requiredWord(`${path}/action`, 'Action'),
      text: row.texts(`${path}/text`),
    });
  },
  failed: (row, draft, at) => {
    once(row, 'failed', draft.failed !== null);
    const path = `${at}/failed`;
    draft.failed = {
      severity: row.begin(path).oneOf(`${path}/severity`, 'Severity', SEVERITIES, 'critical'),
      action: row.requiredWord(`${path}/action`, 'Action'),
      text: row.texts(`${path}/text`),
      below: row.numberOrNull(`${path}/below`, 'Below') ?? FAILED_BELOW,
    };
  },
  topic: (row, draft, at) => {
    const path = `${at}/topics/${draft.topics.length}`;
    const topic = row.begin(path).exact(path, 'Id');
    if (topic === '') row.problem('Id', 'CELL_MISSING', 'A topic stands in the column "Id".');
    else draft.topics.push(topic);
  },
};

interface ChapterDraft {
  id: string;
  number: number;
  title: Text;
  intro: Text;
  readonly questions: Draft[];
}

const addRow = (row: RowReader, kind: RowKind, chapter: ChapterDraft, at: string): void => {
  if (kind === 'intro') {
    once(row, 'intro', Object.keys(chapter.intro).length > 0);
    chapter.intro = row.begin(`${at}/intro`).texts(`${at}/intro`);
  } else if (kind === 'question') {
    const path = `${at}/questions/${chapter.questions.length}`;
    chapter.questions.push(readQuestion(row.begin(path), path));
  } else if (kind !== 'chapter') {
    const question = chapter.questions.at(-1);
    if (question) ADDERS[kind](row, question, `${at}/questions/${chapter.questions.length - 1}`);
    else row.problem('Row', 'ROW_MISPLACED', `There is no question above to which the row "${kind}" could belong.`);
  }
};

const kindOf = (row: RowReader): RowKind | null => {
  const word = row.key.toLowerCase().replaceAll('_', ' ');
  const kind = ROW_KINDS.find((known) => known === word) ?? null;
  if (kind === null) row.problem('Row', 'ROW_UNKNOWN', `"${word.slice(0, 100)}" is none of: ${ROW_KINDS.join(', ')}.`);
  return kind;
};

/** One sheet as the chapter at this path (`chapters/1`). */
export const readChapter = (table: Table, reading: Reading, at: string): Chapter => {
  const chapter: ChapterDraft = { id: '', number: 0, title: {}, intro: {}, questions: [] };
  let begun = false;
  reading.places.set(at, place(table.sheet.name, 2, 1));
  for (const row of rowsOf(table, reading)) {
    const kind = kindOf(row);
    if (kind === null) continue;
    if (kind === 'chapter' && begun) {
      row.problem('Row', 'ROW_TWICE', 'A sheet holds one chapter.');
      continue;
    }
    if (kind === 'chapter') {
      begun = true;
      chapter.id = row.begin(at).requiredWord(`${at}/id`, 'Id');
      chapter.number = row.requiredNumber(`${at}/number`, 'Number');
      chapter.title = row.texts(`${at}/title`);
    } else {
      addRow(row, kind, chapter, at);
    }
    row.end();
  }
  if (!begun) {
    const message = 'The sheet has no row "chapter" with the id, the number and the title of its chapter.';
    reading.problems.push({ place: place(table.sheet.name, 2, 1), code: 'CHAPTER_MISSING', message });
  }
  return chapter;
};
