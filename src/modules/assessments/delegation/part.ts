import { chapterOf, completenessOfPart, mayTouch } from '../../../domain/questionnaire/part.js';
import type { Completeness } from '../../../domain/questionnaire/completeness.js';
import type { Chapter } from '../../../domain/manual/manual.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { completenessOf, type OpenedRound } from '../opened-round.js';

/** The chapters that somebody holds; null: the whole. */
export const partOf = (actor: Actor): readonly string[] | null => (actor.kind === 'contact' ? actor.chapters : null);

/** Whether a question, its answer and its files are for this actor to see and to change. */
export const withinPart = (actor: Actor, { questionnaire }: OpenedRound, question: string): boolean =>
  mayTouch(partOf(actor), chapterOf(questionnaire, question));

/** The chapters for this actor to see. */
export const chaptersFor = (actor: Actor, { questionnaire }: OpenedRound): readonly Chapter[] =>
  questionnaire.chapters.filter(({ id }) => mayTouch(partOf(actor), id));

/** The progress of what this actor holds. */
export const progressFor = (actor: Actor, round: OpenedRound): Completeness => completenessOfPart(completenessOf(round), partOf(actor));

const MESSAGE = 'This question is not in the part that was handed to you.';

export const notInPart = (path: string) => ({ path, code: 'QUESTION_NOT_IN_PART', message: MESSAGE });

/** @throws DomainError QUESTION_NOT_IN_PART */
export function refuseOutsidePart(actor: Actor, round: OpenedRound, question: string): void {
  if (!withinPart(actor, round, question)) throw new DomainError('QUESTION_NOT_IN_PART', 'forbidden', MESSAGE, [notInPart('question')]);
}
