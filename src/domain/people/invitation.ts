import { DomainError } from '../shared/domain-error.js';
import type { PersonStatus } from './people.js';

/** What is known of an invitation whose token somebody presents. Moments are milliseconds since 1970. */
export interface PresentedInvitation {
  readonly secretFits: boolean;
  readonly used: boolean;
  readonly expiresAt: number;
  readonly personStatus: PersonStatus;
}

/** For a token that leads nowhere. */
export const invitationInvalid = (): DomainError =>
  new DomainError('INVITATION_INVALID', 'unauthenticated', 'This invitation is not one of ours.');

/** @throws DomainError INVITATION_INVALID, INVITATION_USED, INVITATION_EXPIRED */
export function requireAcceptable(invitation: PresentedInvitation, now: number): void {
  if (!invitation.secretFits) throw invitationInvalid();
  if (invitation.used || invitation.personStatus === 'active')
    throw new DomainError('INVITATION_USED', 'gone', 'This invitation has been used already; sign in.');
  if (invitation.expiresAt <= now || invitation.personStatus !== 'invited') {
    throw new DomainError('INVITATION_EXPIRED', 'gone', 'This invitation is no longer valid; ask for a new one.');
  }
}
