import { DomainError } from '../../../domain/shared/domain-error.js';
import type { Actor } from '../../../platform/auth/actor.js';
import { chaptersFor, partOf } from '../delegation/part.js';
import type { OpenedRound } from '../opened-round.js';

/** Ids of the questions that were handed to somebody; null for everyone to whom the whole round is open. */
export const ownPart = (actor: Actor, round: OpenedRound): ReadonlySet<string> | null =>
  partOf(actor) === null ? null : new Set(chaptersFor(actor, round).flatMap(({ questions }) => questions.map(({ id }) => id)));

/** @throws DomainError QUESTION_NOT_IN_PART for whoever was asked to help with some chapters alone */
export function requireWhole(actor: Actor): void {
  if (partOf(actor) !== null)
    throw new DomainError(
      'QUESTION_NOT_IN_PART',
      'forbidden',
      'You were asked to help with some chapters; this belongs to the whole questionnaire.',
    );
}
