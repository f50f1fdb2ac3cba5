import { DomainError } from '../shared/domain-error.js';
import type { IsoDate } from '../shared/instant.js';

/** How we stand to a supplier. Each state is somebody's decision: nothing in the product takes one by itself. */
export type RelationshipState = 'approved' | 'conditional' | 'on_hold' | 'responsible_exit';

/** Where it stands today: an expired decision holds no more, and asks for another. */
export type RelationshipStanding = RelationshipState | 'needs_decision';

export interface DecidedState {
  readonly state: RelationshipState;
  /** The last day on which it holds; null: it does not end by itself. */
  readonly expiresOn: IsoDate | null;
}

export interface RelationshipTransition {
  readonly from: RelationshipStanding;
  readonly to: RelationshipState;
}

const to = (state: RelationshipState, from: readonly RelationshipStanding[]): RelationshipTransition[] =>
  from.map((one) => ({ from: one, to: state }));

/** All decisions there are. An exit comes last: after conditions or a hold, never out of the blue; and it is not for ever. */
export const RELATIONSHIP_TRANSITIONS: readonly RelationshipTransition[] = [
  ...to('approved', ['needs_decision', 'approved', 'conditional', 'on_hold']),
  ...to('conditional', ['needs_decision', 'approved', 'conditional', 'on_hold', 'responsible_exit']),
  ...to('on_hold', ['needs_decision', 'approved', 'conditional', 'on_hold', 'responsible_exit']),
  ...to('responsible_exit', ['conditional', 'on_hold']),
];

export const isExpired = (decided: DecidedState, today: IsoDate): boolean => decided.expiresOn !== null && decided.expiresOn < today;

/** `decided`: the last decision; null where there is none. */
export const standingOf = (decided: DecidedState | null, today: IsoDate): RelationshipStanding =>
  decided === null || isExpired(decided, today) ? 'needs_decision' : decided.state;

/** @throws DomainError RELATIONSHIP_MOVE_ILLEGAL for whatever the table does not hold */
export function requireTransition(from: RelationshipStanding, state: RelationshipState): void {
  if (RELATIONSHIP_TRANSITIONS.some((row) => row.from === from && row.to === state)) return;
  const why = state === 'responsible_exit' ? ' An exit follows conditions or a hold that are still in force.' : '';
  throw new DomainError('RELATIONSHIP_MOVE_ILLEGAL', 'conflict', `A relationship that is ${from} cannot become ${state}.${why}`);
}

export interface Term {
  readonly state: RelationshipState;
  readonly expiresOn: IsoDate | null;
  /** Why it has no end, in words; null: not said. */
  readonly noExpiryReason: string | null;
}

export type TermFault = 'EXPIRY_PAST' | 'EXPIRY_MISSING';

/** Conditions and holds must end, or somebody says why not: a supplier is not left hanging because it was forgotten. */
export function termFault({ state, expiresOn, noExpiryReason }: Term, today: IsoDate): TermFault | null {
  if (expiresOn !== null) return expiresOn < today ? 'EXPIRY_PAST' : null;
  const mustEnd = state === 'conditional' || state === 'on_hold';
  return mustEnd && (noExpiryReason ?? '').trim() === '' ? 'EXPIRY_MISSING' : null;
}

/** An exit is proposed by one person and approved by another. @throws DomainError SECOND_PERSON_NEEDED */
export function requireOtherApprover(proposedBy: string, approvedBy: string): void {
  if (proposedBy !== approvedBy) return;
  throw new DomainError('SECOND_PERSON_NEEDED', 'forbidden', 'Another person than the one who proposed the exit must approve it.');
}
