import type { AssessmentMover } from '../../domain/assessment/assessment-states.js';
import type { PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import type { Audience } from './sending.queries.js';

/** Who an officer is where an assessment is judged or cancelled, whoever its questions are put to. */
export const reviewerOf = ({ role }: PersonActor): AssessmentMover => (role === 'admin' ? 'admin' : 'officer');

/** Who an actor is where questions are answered: the buyer's own are put to its officers. */
export function moverOf(
  actor: PersonActor | RespondentActor,
  { audience }: { readonly audience: Audience },
  onBehalfOf: string | null = null,
): AssessmentMover {
  if (actor.kind === 'contact' || audience === 'buyer') return 'respondent';
  return onBehalfOf === null ? reviewerOf(actor) : 'on_behalf';
}
