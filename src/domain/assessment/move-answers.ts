import type { Question } from '../manual/manual.js';
import { sameMeaning } from '../manual/same-meaning.js';
import { type Answers, answerTo } from '../questionnaire/answer.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import { askedQuestions, type Questionnaire } from '../questionnaire/select-questions.js';

/** Why an answer did not come along. */
export type SetAsideReason = 'asks_something_else' | 'answer_no_longer_fits' | 'removed';

/** What a newer manual changed for whoever answers. */
export interface QuestionChange {
  readonly question: string;
  readonly reason: SetAsideReason | 'new';
}

export interface MovedAnswers {
  /** Ids of the questions whose answers stay as they are. */
  readonly kept: readonly string[];
  /** Answers that would say something else now, or nothing: taken out and kept apart. */
  readonly setAside: readonly { readonly question: string; readonly reason: SetAsideReason }[];
  /** In the order of the new questionnaire; what is not asked any more comes last. */
  readonly changes: readonly QuestionChange[];
}

/**
 * What becomes of a round's answers when its questions are exchanged for those of a newer manual. An answer stays only to the same question
 * in the same meaning, and only where it is still a valid answer to it: none is ever changed, and none is taken for an answer to anything else.
 */
export function moveAnswers(from: Questionnaire, to: Questionnaire, answers: Answers): MovedAnswers {
  const earlier = new Map(askedQuestions(from).map((question) => [question.id, question]));
  const later = new Map(askedQuestions(to).map((question) => [question.id, question]));
  const oneFamily = from.manual.family === to.manual.family;
  const reasonFor = (id: string): SetAsideReason | null => reasonOf(oneFamily, earlier.get(id), later.get(id), answers);
  const ids = Object.keys(answers).sort();
  const changed = [...later.keys()].flatMap((id): QuestionChange[] => {
    if (!earlier.has(id)) return [{ question: id, reason: 'new' }];
    const reason = reasonFor(id);
    return reason === null ? [] : [{ question: id, reason }];
  });
  const removed = [...earlier.keys()].filter((id) => !later.has(id)).map((question) => ({ question, reason: 'removed' as const }));
  return {
    kept: ids.filter((id) => reasonFor(id) === null),
    setAside: ids.flatMap((question) => {
      const reason = reasonFor(question);
      return reason === null ? [] : [{ question, reason }];
    }),
    changes: [...changed, ...removed],
  };
}

/** null: whatever was answered stays. An answer to a question that was not asked before is an answer to nothing that is known. */
function reasonOf(oneFamily: boolean, earlier: Question | undefined, later: Question | undefined, answers: Answers): SetAsideReason | null {
  if (later === undefined) return 'removed';
  if (earlier === undefined || !oneFamily || !sameMeaning(earlier, later)) return 'asks_something_else';
  const answer = answerTo(answers, later.id);
  return answer === undefined || checkAnswer(later, answer).length === 0 ? null : 'answer_no_longer_fits';
}

/** The changes of several moves as one: the last word on a question holds, and what came and went again is not told. */
export function mergeChanges<Change extends QuestionChange>(moves: readonly (readonly Change[])[]): readonly Change[] {
  const first = new Map<string, QuestionChange['reason']>();
  const last = new Map<string, Change>();
  for (const change of moves.flat()) {
    first.set(change.question, first.get(change.question) ?? change.reason);
    last.delete(change.question);
    last.set(change.question, change);
  }
  return [...last.values()].filter(({ question, reason }) => reason !== 'removed' || first.get(question) !== 'new');
}

/** A change, and the version that whoever answers the question next names as the one they read. */
export interface NumberedChange extends QuestionChange {
  readonly version: number;
}

/**
 * Taking an answer out counts as a change of it: a page that was opened before the move names an older version, and is told so instead of
 * answering a question that it does not show. `versionOf` says what had to be named before.
 */
export const numberChanges = (changes: readonly QuestionChange[], versionOf: (question: string) => number): readonly NumberedChange[] =>
  changes.map((change) => ({ ...change, version: versionOf(change.question) + (change.reason === 'new' ? 0 : 1) }));

/** The version to name for a question without an answer, after all moves of a round. */
export const versionsAfter = (moves: readonly (readonly NumberedChange[])[]): ReadonlyMap<string, number> =>
  new Map(moves.flat().map(({ question, version }) => [question, version]));
