import { canonicalJson } from '../ledger/canonical-json.js';
import type { Answer, Answers, SiteFacts } from '../questionnaire/answer.js';
import type { Questionnaire } from '../questionnaire/select-questions.js';
import { visibleQuestions } from '../questionnaire/visibility.js';
import type { PlacedProblem } from '../spreadsheet/workbook.js';
import type { ReadQuestion } from './read-form.js';

/** What becomes of a question of an uploaded form. */
export type FormOutcome = 'saved' | 'hidden' | 'unchanged' | 'blank' | 'not_asked' | 'conflict' | 'invalid' | 'read_only' | 'not_yours';

export const FORM_OUTCOMES: readonly FormOutcome[] = [
  'saved',
  'hidden',
  'unchanged',
  'blank',
  'not_asked',
  'conflict',
  'invalid',
  'read_only',
  'not_yours',
];

/** An answer as it stands online now. */
export interface CurrentAnswer extends Answer {
  readonly comment: string | null;
  readonly version: number;
  /** Carried over, and nobody has taken a stand on it in this round. */
  readonly untouched: boolean;
}

export interface FormSituation {
  readonly questionnaire: Questionnaire;
  readonly site: SiteFacts;
  /** Of all questions, whoever they are for: they decide which questions are asked. */
  readonly answers: Answers;
  /** Of the questions that are for whoever uploads. */
  readonly current: ReadonlyMap<string, CurrentAnswer>;
  /** Questions that are for whoever uploads, and those of them that may be changed now. */
  readonly mine: ReadonlySet<string>;
  readonly editable: ReadonlySet<string>;
  /** Questions whose newer answers may be overwritten. */
  readonly overwrite: ReadonlySet<string>;
}

/** An answer to be saved, over the version that is there now. */
export interface FormSave extends Answer {
  readonly question: string;
  readonly comment: string | null;
  readonly version: number;
}

export interface FormDecision {
  readonly read: ReadQuestion;
  readonly outcome: FormOutcome;
  readonly problems: readonly PlacedProblem[];
  readonly save: FormSave | null;
}

const comparable = ({ state, value }: Answer): string => canonicalJson([state, Array.isArray(value) ? value.map(String).sort() : value]);

const isSame = (current: CurrentAnswer | undefined, answer: Answer, comment: string | null): boolean =>
  current !== undefined && comparable(current) === comparable(answer) && current.comment === comment;

const KEPT = { code: 'ANSWER_KEPT', message: 'The cell is empty. That deletes nothing: the answer given before stays.' };
const COMMENT_ALONE = { code: 'COMMENT_WITHOUT_ANSWER', message: 'A comment can only be kept beside an answer.' };

const plain = (read: ReadQuestion, outcome: FormOutcome, problems: readonly PlacedProblem[] = read.problems): FormDecision => ({
  read,
  outcome,
  problems,
  save: null,
});

/** The answer cell is empty: nothing is deleted, and a comment alone is not taken for a stand on the answer. */
const decideBlank = (read: ReadQuestion, current: CurrentAnswer | undefined): FormDecision => {
  const { place, comment } = read;
  if (comment !== null && comment !== current?.comment) return plain(read, 'invalid', [{ place, ...COMMENT_ALONE }]);
  return current === undefined ? plain(read, 'blank') : plain(read, 'unchanged', [{ place, ...KEPT }]);
};

/** An answer carried over is still true: it is given anew, unless somebody has taken a stand on it meanwhile. */
const confirm = (read: ReadQuestion, situation: FormSituation): FormDecision => {
  const current = situation.current.get(read.question);
  const isOpen = current?.untouched === true && current.version === read.version;
  if (current === undefined || !isOpen) return plain(read, 'unchanged');
  if (!situation.editable.has(read.question)) return plain(read, 'read_only');
  const { state, value, comment, version } = current;
  return { read, outcome: 'saved', problems: [], save: { question: read.question, state, value, comment, version } };
};

/** A question in which something was written. An empty comment keeps the one there is, as an empty answer does. */
const decideAnswered = (read: ReadQuestion, answer: Answer, situation: FormSituation): FormDecision => {
  const { question } = read;
  const current = situation.current.get(question);
  const comment = read.comment ?? current?.comment ?? null;
  if (isSame(current, answer, comment)) return read.confirmed ? confirm(read, situation) : plain(read, 'unchanged');
  if (!situation.editable.has(question)) return plain(read, 'read_only');
  const version = current?.version ?? 0;
  if (version !== read.version && !situation.overwrite.has(question)) return plain(read, 'conflict');
  return { read, outcome: 'saved', problems: [], save: { question, state: answer.state, value: answer.value, comment, version } };
};

const decide = (read: ReadQuestion, situation: FormSituation): FormDecision => {
  if (!situation.mine.has(read.question)) return plain(read, 'not_yours', []);
  if (read.problems.length > 0) return plain(read, 'invalid');
  if (read.untouched && read.confirmed) return confirm(read, situation);
  if (read.untouched) return plain(read, situation.current.has(read.question) ? 'unchanged' : 'blank');
  return read.answer === null ? decideBlank(read, situation.current.get(read.question)) : decideAnswered(read, read.answer, situation);
};

/**
 * What becomes of every question of a form. Nothing that somebody answered since it was downloaded is overwritten unless it is named; what is
 * not asked after all, with the answers of the form, is kept and does not count.
 */
export const decideForm = (questions: readonly ReadQuestion[], situation: FormSituation): readonly FormDecision[] => {
  const decisions = questions.map((read) => decide(read, situation));
  const saved = decisions.flatMap(({ save }) => (save === null ? [] : [[save.question, save] as const]));
  const answers = { ...situation.answers, ...Object.fromEntries(saved) };
  const visible = new Set(visibleQuestions(situation.questionnaire, answers, situation.site).map(({ id }) => id));
  return decisions.map((decision) => {
    if (visible.has(decision.read.question)) return decision;
    if (decision.outcome === 'saved') return { ...decision, outcome: 'hidden' };
    return decision.outcome === 'blank' ? { ...decision, outcome: 'not_asked' } : decision;
  });
};
