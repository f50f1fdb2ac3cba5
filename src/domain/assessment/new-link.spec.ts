import { describe, expect, it } from '@jest/globals';
import { type LinkStanding, mayAskForNewLink } from './new-link.js';

const live: LinkStanding = { revoked: false, reason: null, contactActive: true, state: 'in_progress' };

describe('a new link', () => {
  it('may be asked for with one that has expired or was replaced, as long as the round is open', () => {
    expect(mayAskForNewLink(live)).toBe(true);
    expect(mayAskForNewLink({ ...live, revoked: true, reason: 'rotation' })).toBe(true);
    expect(mayAskForNewLink({ ...live, state: 'returned' })).toBe(true);
    expect(mayAskForNewLink({ ...live, state: 'accepted' })).toBe(false);
    expect(mayAskForNewLink({ ...live, state: 'cancelled' })).toBe(false);
  });

  it.each(['officer', 'contact', 'delegation', null] as const)('is never had where the link was ended on purpose (%s)', (reason) => {
    expect(mayAskForNewLink({ ...live, revoked: true, reason })).toBe(false);
  });

  it('is never had for a contact who is archived or erased', () => {
    expect(mayAskForNewLink({ ...live, contactActive: false })).toBe(false);
    expect(mayAskForNewLink({ ...live, revoked: true, reason: 'rotation', contactActive: false })).toBe(false);
  });
});
