import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../shared/domain-error.js';
import {
  ASSESSMENT_TRANSITIONS,
  type AssessmentMove,
  type AssessmentMover,
  type AssessmentState,
  mayMove,
  moveAssessment,
  OPEN_STATES,
} from './assessment-states.js';

const STATES: readonly AssessmentState[] = ['sent', 'in_progress', 'submitted', 'returned', 'accepted', 'cancelled'];
const MOVES: readonly AssessmentMove[] = ['open', 'answer', 'submit', 'accept', 'return', 'cancel', 'exchange'];
const MOVERS: readonly AssessmentMover[] = ['respondent', 'on_behalf', 'officer', 'admin', 'system'];

/** Every legal step, written out a second time by hand: R respondent, B on behalf of one, O officer, A admin, S system. */
const LEGAL: Readonly<Record<string, string>> = {
  'sent open': 'R in_progress',
  'sent answer': 'RB in_progress',
  'sent cancel': 'OAS cancelled',
  'sent exchange': 'OA sent',
  'in_progress open': 'R in_progress',
  'in_progress answer': 'RB in_progress',
  'in_progress submit': 'RB submitted',
  'in_progress cancel': 'OAS cancelled',
  'in_progress exchange': 'OA in_progress',
  'submitted accept': 'OA accepted',
  'submitted return': 'OA returned',
  'submitted cancel': 'OAS cancelled',
  'returned open': 'R returned',
  'returned answer': 'RB returned',
  'returned submit': 'RB submitted',
  'returned cancel': 'OAS cancelled',
};
const LETTER: Readonly<Record<AssessmentMover, string>> = { respondent: 'R', on_behalf: 'B', officer: 'O', admin: 'A', system: 'S' };

const expected = (state: AssessmentState, move: AssessmentMove, who: AssessmentMover): string | null => {
  const [movers, to] = LEGAL[`${state} ${move}`]?.split(' ') ?? [];
  return movers !== undefined && to !== undefined && movers.includes(LETTER[who]) ? to : null;
};

const codeOf = (run: () => unknown): string | null => {
  try {
    run();
    return null;
  } catch (error) {
    return error instanceof DomainError ? `${error.code}/${error.kind}` : 'not a refusal';
  }
};

const ALL = STATES.flatMap((state) => MOVES.flatMap((move) => MOVERS.map((who) => ({ state, move, who }))));

describe('the states of an assessment', () => {
  it.each(ALL)(
    '$who: "$move" on an assessment that is $state does what the table says, or is refused as a conflict',
    ({ state, move, who }) => {
      const to = expected(state, move, who);
      expect(mayMove(state, move, who)).toBe(to !== null);
      if (to === null) expect(codeOf(() => moveAssessment(state, move, who))).toBe('ASSESSMENT_MOVE_ILLEGAL/conflict');
      else expect(moveAssessment(state, move, who)).toBe(to);
    },
  );

  it('has one row for a state and a move', () => {
    const keys = ASSESSMENT_TRANSITIONS.map(({ from, move }) => `${from} ${move}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.sort()).toEqual(Object.keys(LEGAL).sort());
  });

  it('lets nothing happen any more to what was accepted or cancelled', () => {
    expect(ASSESSMENT_TRANSITIONS.filter(({ from }) => !OPEN_STATES.includes(from))).toEqual([]);
  });

  it('lets an officer neither answer nor submit for a supplier, unless it is said on whose behalf', () => {
    const forSupplier = ASSESSMENT_TRANSITIONS.filter(({ move }) => move === 'answer' || move === 'submit');
    expect(forSupplier.every(({ by }) => by.join() === 'respondent,on_behalf')).toBe(true);
  });
});
