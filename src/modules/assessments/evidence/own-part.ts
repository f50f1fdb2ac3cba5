import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import type { OpenedRound } from '../opened-round.js';

type MaybeDelegate = (PersonActor | RespondentActor) & { readonly chapters?: readonly string[] | null };

/** Ids of the questions that a colleague was asked to help with; null for everyone to whom the whole round is open. */
export function ownPart(actor: MaybeDelegate, { questionnaire }: OpenedRound): ReadonlySet<string> | null {
  const { chapters } = actor;
  if (actor.kind !== 'contact' || chapters === undefined || chapters === null) return null;
  return new Set(
    questionnaire.chapters.filter(({ id }) => chapters.includes(id)).flatMap(({ questions }) => questions.map(({ id }) => id)),
  );
}

export const isOwn = (actor: PersonActor | RespondentActor, round: OpenedRound, question: string): boolean =>
  ownPart(actor, round)?.has(question) ?? true;

/** @throws DomainError QUESTION_NOT_IN_PART */
export function requireOwn(actor: PersonActor | RespondentActor, round: OpenedRound, question: string): void {
  if (!isOwn(actor, round, question))
    throw new DomainError('QUESTION_NOT_IN_PART', 'forbidden', 'You were asked to help with other chapters than this one.');
}

/** @throws DomainError QUESTION_NOT_IN_PART for whoever was asked to help with some chapters alone */
export function requireWhole(actor: PersonActor | RespondentActor, round: OpenedRound): void {
  if (ownPart(actor, round) !== null)
    throw new DomainError(
      'QUESTION_NOT_IN_PART',
      'forbidden',
      'You were asked to help with some chapters; this belongs to the whole questionnaire.',
    );
}
