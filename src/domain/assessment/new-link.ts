import { type AssessmentState, OPEN_STATES } from './assessment-states.js';

/** Why a link opens nothing any more. `rotation`: another link took its place, which is no judgement on who holds it. */
export type RevocationReason = 'officer' | 'contact' | 'delegation' | 'rotation';

export interface LinkStanding {
  readonly revoked: boolean;
  /** null on a link that is not revoked, or was before reasons were kept. */
  readonly reason: RevocationReason | null;
  readonly contactActive: boolean;
  readonly state: AssessmentState;
}

/** Hours between two new links to one contact for one round. */
export const HOURS_BETWEEN_LINKS = 1;

/**
 * Whether whoever holds a link may have a new one sent to its registered contact. What somebody ended on purpose stays ended; an expired or
 * replaced link may be renewed as long as the round is open.
 */
export const mayAskForNewLink = ({ revoked, reason, contactActive, state }: LinkStanding): boolean =>
  contactActive && OPEN_STATES.includes(state) && (!revoked || reason === 'rotation');
