import { isEditable } from '../../domain/assessment/editable-questions.js';
import type { Question } from '../../domain/manual/manual.js';
import type { Answer, Answers } from '../../domain/questionnaire/answer.js';
import { type Completeness, completeness } from '../../domain/questionnaire/completeness.js';
import { askedQuestions, type Questionnaire } from '../../domain/questionnaire/select-questions.js';
import { visibleQuestions } from '../../domain/questionnaire/visibility.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { AnswerRow, ReviewRow } from './answers.queries.js';
import { type AssessmentRow, siteFactsOf } from './assessment.queries.js';

/** A round with its answers, free text opened: the values that the domain decides over. */
export interface OpenedRound {
  readonly assessment: AssessmentRow;
  readonly questionnaire: Questionnaire;
  readonly rows: readonly AnswerRow[];
  readonly reviews: readonly ReviewRow[];
  readonly ring: KeyRing;
  readonly questions: ReadonlyMap<string, Question>;
  readonly answers: Answers;
  /** Where questions changed under the round: the version to name for one without an answer, by question. */
  readonly setAsideVersions: ReadonlyMap<string, number>;
}

/** Of a round whose questions never changed. */
const NEVER_MOVED: ReadonlyMap<string, number> = new Map();

export function openRound(
  assessment: AssessmentRow,
  questionnaire: Questionnaire,
  rows: readonly AnswerRow[],
  reviews: readonly ReviewRow[],
  ring: KeyRing,
  setAsideVersions = NEVER_MOVED,
): OpenedRound {
  const questions = new Map(askedQuestions(questionnaire).map((question) => [question.id, question]));
  const answers = Object.fromEntries(rows.map((row) => [row.question_id, answerOf(row, assessment.key_id, ring)]));
  return { assessment, questionnaire, rows, reviews, ring, questions, answers, setAsideVersions };
}

/** Free text is opened; where its key is erased the answer stays, without the words. */
const answerOf = (row: AnswerRow, keyId: string, ring: KeyRing): Answer => ({
  state: row.state,
  value: row.text_sealed === null ? row.value : ring.open(keyId, row.text_sealed),
});

/** The version that whoever writes the answer to a question next must have read. */
export const versionOf = ({ rows, setAsideVersions }: OpenedRound, question: string): number =>
  rows.find((row) => row.question_id === question)?.version ?? setAsideVersions.get(question) ?? 0;

/**
 * Whether the version that somebody names is the one that stands. Where a move changed the question, a page from before it names an older one;
 * once the round was submitted there is no such page, and a question without an answer has none to name.
 */
export const isCurrentVersion = (round: OpenedRound, question: string, named: number): boolean =>
  named === versionOf(round, question) ||
  (named === 0 && round.assessment.submitted_at !== null && !round.rows.some((row) => row.question_id === question));

export const visibleIn = ({ assessment, questionnaire, answers }: OpenedRound): readonly Question[] =>
  visibleQuestions(questionnaire, answers, siteFactsOf(assessment));

export const completenessOf = ({ assessment, questionnaire, answers }: OpenedRound): Completeness =>
  completeness(questionnaire, answers, siteFactsOf(assessment));

/** Whether the answer to a question, and the files beside it, may be changed now. */
export const editableIn = ({ assessment, rows, reviews }: OpenedRound, question: string): boolean =>
  isEditable(
    {
      state: assessment.state,
      returnedAt: assessment.decided_at?.toISOString() ?? null,
      returned: reviews.filter(({ decision }) => decision === 'returned').map(({ question_id: id }) => id),
      answers: rows.map((row) => ({ question: row.question_id, updatedAt: row.updated_at.toISOString() })),
    },
    question,
  );
