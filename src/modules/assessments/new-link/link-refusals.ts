import { mayAskForNewLink } from '../../../domain/assessment/new-link.js';
import { DomainError, type Problem } from '../../../domain/shared/domain-error.js';
import type { LinkRow } from '../links.queries.js';

/** What the domain decides over. */
export const standingOf = (link: LinkRow) => ({
  revoked: link.revoked_at !== null,
  reason: link.revoked_reason,
  contactActive: link.contact_status === 'active',
  state: link.assessment_state,
});

/** Whether a new link can be asked for, as a program reads it. Only who holds the secret gets this far. */
const advice = (mayAskForNew: boolean): readonly (Problem & { readonly mayAskForNew: boolean })[] => [
  {
    path: '',
    code: mayAskForNew ? 'NEW_LINK_POSSIBLE' : 'NEW_LINK_NOT_POSSIBLE',
    message: mayAskForNew
      ? 'A new link can be sent to the registered contact: POST /api/v1/respond/new-link.'
      : 'No new link can be sent for this one.',
    mayAskForNew,
  },
];

const ASK = 'You can have a new one sent to the address at which you were written to.';
const ASK_COMPANY = 'Please ask the company that sent it.';

/** Nothing is known of who holds it. */
export const linkInvalid = (): DomainError =>
  new DomainError(
    'LINK_INVALID',
    'unauthenticated',
    'This link is not one that was sent. Please copy the whole address from the letter, up to its last character.',
    advice(false),
  );

/** A link that somebody ended, or whose holder is gone. */
export function linkRevoked(link: LinkRow): DomainError {
  const may = mayAskForNewLink(standingOf(link));
  const what = link.revoked_reason === 'rotation' ? 'This link was replaced by a newer one.' : 'This link was withdrawn.';
  return new DomainError('LINK_REVOKED', 'gone', `${what} ${may ? ASK : ASK_COMPANY}`, advice(may));
}

/** A link that is too old. */
export function linkExpired(link: LinkRow): DomainError {
  const may = mayAskForNewLink(standingOf(link));
  return new DomainError('LINK_EXPIRED', 'gone', `This link has expired. ${may ? ASK : ASK_COMPANY}`, advice(may));
}
