import { place, type PlacedProblem, type Workbook } from '../../spreadsheet/workbook.js';
import { checkManual } from '../check-manual.js';
import { type Manual, questionsOf } from '../manual.js';
import { questionSheets } from './columns.js';
import { conditionsOf } from './conditions.js';
import { distinctIds, nameOf, slugOf } from './ids.js';
import { resolveJumps } from './jumps.js';
import { EXTREME_ACTION, type IdentifiedQuestion, type SaqOptions, toManual } from './manual-of.js';
import { Notes } from './notes.js';
import { readQuestion, type SaqQuestion } from './questions.js';
import { readEntries } from './rows.js';

export interface SaqReading {
  /** null where there is any problem: a questionnaire with holes in its paths must not be sent. */
  readonly manual: Manual | null;
  readonly problems: readonly PlacedProblem[];
  /** What was understood all the same, or left out: worth a look, no reason to refuse the file. */
  readonly oddities: readonly PlacedProblem[];
  /** What was found, problems or not. */
  readonly found: {
    readonly chapters: number;
    readonly questions: number;
    readonly options: number;
    readonly jumps: number;
    readonly conditions: number;
  };
  /** The cell where a path of the manual stands: its question's, or the first below its chapter; '' for what no cell says. */
  readonly placeOf: (path: string) => string;
}

const LONGEST_ID = 20;

const identified = (questions: readonly SaqQuestion[]): readonly IdentifiedQuestion[] => {
  const sheets = [...new Map(questions.map(({ entry }) => [entry.sheet.order, entry.sheet.sheet.name])).entries()];
  const names = distinctIds(
    sheets.map(([, name]) => name),
    (name) => nameOf(name, LONGEST_ID),
  );
  const chapters = new Map(sheets.map(([order], i) => [order, names[i] ?? '']));
  const chapterOf = (question: SaqQuestion): string => chapters.get(question.entry.sheet.order) ?? '';
  const ids = distinctIds(
    questions.map((question) => `${chapterOf(question)}\n${question.entry.index}`),
    (key) => `${key.split('\n')[0] ?? ''}_${slugOf(key.split('\n')[1] ?? '', LONGEST_ID)}`,
  );
  return questions.map((question, i) => ({ ...question, id: ids[i] ?? '', chapter: chapterOf(question) }));
};

const noteTooMany = (question: SaqQuestion, notes: Notes): void =>
  notes.problem(
    question.spot,
    'SAQ_TOO_MANY_JUMPS',
    'Up to this question there are more jumps than conditions can hold: jump from fewer questions.',
  );

const withConditions = (questions: readonly IdentifiedQuestion[], notes: Notes): readonly (string | null)[] => {
  const flow = resolveJumps(
    questions,
    questions.map(({ id }) => id),
    notes,
  );
  return conditionsOf(flow).map((condition, i) => {
    const question = questions[i];
    if (question && condition.kind === 'too many gates') noteTooMany(question, notes);
    if (question && condition.kind === 'never') notes.problem(question.spot, 'SAQ_UNREACHABLE', 'No answer leads to this question.');
    return condition.kind === 'cel' ? condition.cel : null;
  });
};

type Finder = (path: string) => IdentifiedQuestion | undefined;

/** The question that a path of the manual concerns; for a chapter its first. */
const finder = (manual: Manual, questions: readonly IdentifiedQuestion[]): Finder => {
  const byId = new Map(questions.map((question) => [question.id, question]));
  return (path) => {
    const [root, second = '', , fourth = '0'] = path.split('/');
    if (root === 'questions') return byId.get(second);
    return root === 'chapters' ? byId.get(manual.chapters[Number(second)]?.questions[Number(fourth)]?.id ?? '') : undefined;
  };
};

/** The last look: whatever a manual may not be is told at the question it concerns. */
const checkResult = (manual: Manual, questionAt: Finder, first: IdentifiedQuestion | undefined, notes: Notes): void => {
  for (const { path, code, message } of checkManual(manual, [{ id: EXTREME_ACTION, severity: 'critical' }])) {
    const question = questionAt(path) ?? first;
    if (!question) continue;
    if (path.endsWith('/visible')) noteTooMany(question, notes);
    else notes.problem(question.spot, code, message);
  }
};

/**
 * Reads a spreadsheet SAQ. Every jump becomes part of a visibility condition, so that answering in any order asks the same
 * questions as following the jumps. Ids come from sheet names, indexes and option texts alone: the same file imported again,
 * or with questions added, keeps them.
 */
export const saqToManual = (workbook: Workbook, options: SaqOptions): SaqReading => {
  const notes = new Notes();
  const language = options.language ?? 'en';
  const sheets = questionSheets(workbook, notes);
  const questions = identified(readEntries(sheets, notes).map((entry) => readQuestion(entry, language, notes)));
  const conditions = withConditions(questions, notes);
  const manual = toManual(questions, conditions, options);
  const questionAt = finder(manual, questions);
  if (notes.problems.length === 0) checkResult(manual, questionAt, questions[0], notes);
  const { problems, oddities } = notes;
  const goals = questions.flatMap((question) => [question.goal, ...question.options.map(({ goal }) => goal)]);
  const found = {
    chapters: manual.chapters.length,
    questions: questions.length,
    options: questions.reduce((total, question) => total + question.options.length, 0),
    jumps: goals.filter((goal) => goal !== null).length,
    conditions: questionsOf(manual).filter(({ visible }) => visible !== null).length,
  };
  const placeOf = (path: string): string => {
    const spot = questionAt(path)?.spot;
    return spot === undefined ? '' : place(spot.sheet, spot.row, spot.column);
  };
  return { manual: problems.length === 0 ? manual : null, problems, oddities, found, placeOf };
};
