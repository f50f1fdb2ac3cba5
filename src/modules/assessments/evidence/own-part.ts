import type { RespondentActor } from '../../../platform/auth/actor.js';
import { chaptersFor, partOf } from '../delegation/part.js';
import type { OpenedRound } from '../opened-round.js';

/** Ids of the questions that were handed to a delegate; null for everyone to whom the whole round is open. */
export const ownPart = (actor: RespondentActor, round: OpenedRound): readonly string[] | null =>
  partOf(actor) === null ? null : chaptersFor(actor, round).flatMap(({ questions }) => questions.map(({ id }) => id));
