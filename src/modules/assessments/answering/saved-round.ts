import { lookedAtOneByOne, waitingForConfirmation } from '../../../domain/questionnaire/confirm.js';
import type { Question } from '../../../domain/manual/manual.js';
import type { Actor } from '../../../platform/auth/actor.js';
import type { SavedAnswersView } from '../answers.dto.js';
import { viewCompleteness } from '../answers.view.js';
import { chaptersFor, progressFor } from '../delegation/part.js';
import { editableIn, type OpenedRound, visibleIn } from '../opened-round.js';

/** Ids of visible answers that were carried over and must be looked at one by one, as far as they can be changed at all. */
export const toConfirmIn = (round: OpenedRound, visible: readonly Question[] = visibleIn(round)): readonly string[] =>
  waitingForConfirmation(
    round.questionnaire,
    visible,
    round.rows.map(({ question_id: question, origin }) => ({ question, origin })),
  ).filter((question) => editableIn(round, question));

/** Whether an answer may be confirmed together with others. */
export const isLookedAtAlone = ({ questionnaire }: OpenedRound, question: string): boolean => lookedAtOneByOne(questionnaire).has(question);

/** How a round stands once answers are written, as far as the actor may see it. */
export function viewSaved(actor: Actor, round: OpenedRound, written: ReadonlySet<string>): SavedAnswersView {
  const shown = new Set(chaptersFor(actor, round).flatMap(({ questions }) => questions.map(({ id }) => id)));
  const visible = visibleIn(round);
  return {
    answers: round.rows.filter((row) => written.has(row.question_id)).map((row) => ({ question: row.question_id, version: row.version })),
    visible: visible.map(({ id }) => id).filter((id) => shown.has(id)),
    toConfirm: toConfirmIn(round, visible).filter((id) => shown.has(id)),
    completeness: viewCompleteness(progressFor(actor, round)),
  };
}
