import { expect, it } from '@jest/globals';
import { judgeRefresh, type PresentedToken } from './refresh.js';

const token = (change: Partial<PresentedToken> = {}): PresentedToken => ({
  secretFits: true,
  used: false,
  expiresAt: 1_000,
  sessionEnded: false,
  personStatus: 'active',
  ...change,
});

it('exchanges a fresh token of a running session', () => {
  expect(judgeRefresh(token(), 999)).toBe('rotate');
});

it('refuses a token from the very moment it expires', () => {
  expect(judgeRefresh(token(), 1_000)).toBe('expired');
});

it('calls a spent token reused even when it has expired or its session has ended', () => {
  expect(judgeRefresh(token({ used: true, sessionEnded: true, personStatus: 'disabled' }), 5_000)).toBe('reused');
});

it('never calls a token reused for someone who does not know its secret', () => {
  expect(judgeRefresh(token({ used: true, secretFits: false }), 0)).toBe('invalid');
  expect(judgeRefresh(null, 0)).toBe('invalid');
});

it.each(['invited', 'disabled', 'erased'] as const)('gives a person who is %s no new token', (personStatus) => {
  expect(judgeRefresh(token({ personStatus }), 0)).toBe('ended');
});

it('gives no new token after the session has ended', () => {
  expect(judgeRefresh(token({ sessionEnded: true }), 0)).toBe('ended');
});
