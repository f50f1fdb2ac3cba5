import type { PersonStatus } from './people.js';

/** What is known of a refresh token that somebody presents. Moments are milliseconds since 1970. */
export interface PresentedToken {
  readonly secretFits: boolean;
  readonly used: boolean;
  readonly expiresAt: number;
  readonly sessionEnded: boolean;
  readonly personStatus: PersonStatus;
}

export type RefreshVerdict = 'rotate' | 'invalid' | 'reused' | 'ended' | 'expired';

/**
 * Whether a refresh token may be exchanged for a new one. A spent token in use again means that two parties hold the session, so that comes
 * before every other reason; who does not know the secret learns and ends nothing.
 */
export function judgeRefresh(token: PresentedToken | null, now: number): RefreshVerdict {
  if (token === null || !token.secretFits) return 'invalid';
  if (token.used) return 'reused';
  if (token.sessionEnded || token.personStatus !== 'active') return 'ended';
  return token.expiresAt <= now ? 'expired' : 'rotate';
}
