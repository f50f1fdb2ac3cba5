import { expect, it } from '@jest/globals';
import { requireAcceptable, type PresentedInvitation } from './invitation.js';

const invitation = (change: Partial<PresentedInvitation> = {}): PresentedInvitation => ({
  secretFits: true,
  used: false,
  expiresAt: 1_000,
  personStatus: 'invited',
  ...change,
});
const codeOf = (presented: PresentedInvitation, now = 0): unknown => {
  try {
    requireAcceptable(presented, now);
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

it('accepts an open invitation until it expires', () => {
  expect(codeOf(invitation(), 999)).toBeNull();
  expect(codeOf(invitation(), 1_000)).toBe('INVITATION_EXPIRED');
});

it('accepts an invitation once', () => {
  expect(codeOf(invitation({ used: true }))).toBe('INVITATION_USED');
});

it('tells nothing to someone who does not know the secret', () => {
  expect(codeOf(invitation({ secretFits: false, used: true }))).toBe('INVITATION_INVALID');
});

it.each(['disabled', 'erased'] as const)('lets nobody in who has been %s since', (personStatus) => {
  expect(codeOf(invitation({ personStatus }))).toBe('INVITATION_EXPIRED');
});
