import { DomainError } from '../shared/domain-error.js';

export type ActionState = 'open' | 'in_progress' | 'submitted' | 'confirming' | 'verified' | 'rejected';
export type ActionMove = 'start' | 'plan' | 'submit' | 'verify' | 'confirm' | 'reject';
export type ActionMover = 'respondent' | 'officer' | 'admin' | 'auditor' | 'system';

export interface ActionTransition {
  readonly from: ActionState;
  readonly move: ActionMove;
  readonly to: ActionState;
  readonly by: readonly ActionMover[];
  /** Of which findings' actions it holds; null: of all. */
  readonly zeroTolerance: boolean | null;
}

const WORKERS: readonly ActionMover[] = ['respondent', 'officer', 'admin'];
const VERIFIERS: readonly ActionMover[] = ['officer', 'admin'];

const of = (from: ActionState, move: ActionMove, to: ActionState, by: readonly ActionMover[], zeroTolerance: boolean | null = null) => ({
  from,
  move,
  to,
  by,
  zeroTolerance,
});

/** All that can happen to a corrective action. What is not in this table is refused: nothing closes by itself, and nothing is deleted. */
export const ACTION_TRANSITIONS: readonly ActionTransition[] = [
  of('open', 'start', 'in_progress', WORKERS),
  of('rejected', 'start', 'in_progress', WORKERS),
  of('open', 'plan', 'open', WORKERS),
  of('in_progress', 'plan', 'in_progress', WORKERS),
  of('rejected', 'plan', 'rejected', WORKERS),
  of('in_progress', 'submit', 'submitted', WORKERS),
  of('submitted', 'verify', 'verified', VERIFIERS, false),
  of('submitted', 'verify', 'confirming', VERIFIERS, true),
  of('confirming', 'confirm', 'verified', VERIFIERS, true),
  of('submitted', 'reject', 'rejected', VERIFIERS),
  of('confirming', 'reject', 'rejected', VERIFIERS, true),
];

/** The state after a move. Throws `ACTION_MOVE_ILLEGAL` for whatever the table does not hold. */
export const moveAction = (
  { state, zeroTolerance }: { readonly state: ActionState; readonly zeroTolerance: boolean },
  move: ActionMove,
  who: ActionMover,
): ActionState => {
  const transition = ACTION_TRANSITIONS.find(
    (row) =>
      row.from === state &&
      row.move === move &&
      row.by.includes(who) &&
      (row.zeroTolerance === null || row.zeroTolerance === zeroTolerance),
  );
  if (transition) return transition.to;
  throw new DomainError(
    'ACTION_MOVE_ILLEGAL',
    'conflict',
    `A corrective action that is ${state} cannot take the move "${move}" by ${who}.`,
  );
};

/** Ids of the people of the tenant who had a hand in it; null where it was a respondent, or nobody yet. */
export interface Hands {
  readonly submittedBy: string | null;
  readonly verifiedBy: string | null;
}

/** Nobody approves their own work: who verifies has not submitted, who confirms has done neither. Throws `SECOND_PERSON_NEEDED`. */
export const requireOtherPerson = (move: 'verify' | 'confirm', { submittedBy, verifiedBy }: Hands, personId: string): void => {
  const taken = move === 'verify' ? [submittedBy] : [submittedBy, verifiedBy];
  if (taken.includes(personId)) {
    throw new DomainError('SECOND_PERSON_NEEDED', 'forbidden', `Another person than the one before must ${move} this corrective action.`);
  }
};
