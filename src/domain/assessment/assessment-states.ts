import { DomainError } from '../shared/domain-error.js';

export type AssessmentState = 'sent' | 'in_progress' | 'submitted' | 'returned' | 'accepted' | 'cancelled';
/** `exchange`: its questions are exchanged for those of a newer manual. */
export type AssessmentMove = 'open' | 'answer' | 'submit' | 'accept' | 'return' | 'cancel' | 'exchange';

/**
 * `respondent` is whoever the questions are put to: the supplier's contact, or an officer for the buyer's own questions. `on_behalf` is an
 * officer who enters, for a contact named, what that contact says on the phone.
 */
export type AssessmentMover = 'respondent' | 'on_behalf' | 'officer' | 'admin' | 'system';

export interface AssessmentTransition {
  readonly from: AssessmentState;
  readonly move: AssessmentMove;
  readonly to: AssessmentState;
  readonly by: readonly AssessmentMover[];
}

const RESPONDENT: readonly AssessmentMover[] = ['respondent'];
const ANSWERERS: readonly AssessmentMover[] = ['respondent', 'on_behalf'];
const REVIEWERS: readonly AssessmentMover[] = ['officer', 'admin'];
const CANCELLERS: readonly AssessmentMover[] = ['officer', 'admin', 'system'];

/** All that can happen to an assessment. What is not in this table is refused. */
export const ASSESSMENT_TRANSITIONS: readonly AssessmentTransition[] = [
  { from: 'sent', move: 'open', to: 'in_progress', by: RESPONDENT },
  { from: 'sent', move: 'answer', to: 'in_progress', by: ANSWERERS },
  { from: 'sent', move: 'cancel', to: 'cancelled', by: CANCELLERS },
  { from: 'sent', move: 'exchange', to: 'sent', by: REVIEWERS },
  { from: 'in_progress', move: 'open', to: 'in_progress', by: RESPONDENT },
  { from: 'in_progress', move: 'answer', to: 'in_progress', by: ANSWERERS },
  { from: 'in_progress', move: 'submit', to: 'submitted', by: ANSWERERS },
  { from: 'in_progress', move: 'cancel', to: 'cancelled', by: CANCELLERS },
  { from: 'in_progress', move: 'exchange', to: 'in_progress', by: REVIEWERS },
  { from: 'submitted', move: 'accept', to: 'accepted', by: REVIEWERS },
  { from: 'submitted', move: 'return', to: 'returned', by: REVIEWERS },
  { from: 'submitted', move: 'cancel', to: 'cancelled', by: CANCELLERS },
  { from: 'returned', move: 'open', to: 'returned', by: RESPONDENT },
  { from: 'returned', move: 'answer', to: 'returned', by: ANSWERERS },
  { from: 'returned', move: 'submit', to: 'submitted', by: ANSWERERS },
  { from: 'returned', move: 'cancel', to: 'cancelled', by: CANCELLERS },
];

/** States in which a site's round is still going on; a site has at most one such round an audience. */
export const OPEN_STATES: readonly AssessmentState[] = ['sent', 'in_progress', 'submitted', 'returned'];

const transitionOf = (state: AssessmentState, move: AssessmentMove, who: AssessmentMover): AssessmentTransition | undefined =>
  ASSESSMENT_TRANSITIONS.find((row) => row.from === state && row.move === move && row.by.includes(who));

export const mayMove = (state: AssessmentState, move: AssessmentMove, who: AssessmentMover): boolean =>
  transitionOf(state, move, who) !== undefined;

/** The state after a move. Throws `ASSESSMENT_MOVE_ILLEGAL` for whatever the table does not hold. */
export const moveAssessment = (state: AssessmentState, move: AssessmentMove, who: AssessmentMover): AssessmentState => {
  const transition = transitionOf(state, move, who);
  if (transition) return transition.to;
  throw new DomainError('ASSESSMENT_MOVE_ILLEGAL', 'conflict', `An assessment that is ${state} cannot take the move "${move}" by ${who}.`);
};
