import { describe, expect, it } from '@jest/globals';
import {
  ACTION_TRANSITIONS,
  type ActionMove,
  type ActionMover,
  type ActionState,
  moveAction,
  requireOtherPerson,
} from './action-states.js';

const STATES: readonly ActionState[] = ['open', 'in_progress', 'submitted', 'confirming', 'verified', 'rejected'];
const MOVES: readonly ActionMove[] = ['start', 'plan', 'submit', 'verify', 'confirm', 'reject'];
const MOVERS: readonly ActionMover[] = ['respondent', 'officer', 'admin', 'auditor', 'system'];

/** Every state, move, mover and kind of finding, with what the table says of it. */
const everything = STATES.flatMap((state) =>
  MOVES.flatMap((move) =>
    MOVERS.flatMap((who) =>
      [true, false].map((zeroTolerance) => {
        const rows = ACTION_TRANSITIONS.filter(
          (row) =>
            row.from === state && row.move === move && row.by.includes(who) && (row.zeroTolerance ?? zeroTolerance) === zeroTolerance,
        );
        return { state, move, who, zeroTolerance, rows };
      }),
    ),
  ),
);

const tryMove = ({ state, move, who, zeroTolerance }: (typeof everything)[number]): string => {
  try {
    return moveAction({ state, zeroTolerance }, move, who);
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('the life of a corrective action', () => {
  it('holds one row at most for each state, move, mover and kind of finding', () => {
    expect(everything.filter(({ rows }) => rows.length > 1)).toEqual([]);
  });

  it('takes exactly the moves of the table and refuses every other with a code', () => {
    expect(everything.map(tryMove)).toEqual(everything.map(({ rows }) => rows[0]?.to ?? 'ACTION_MOVE_ILLEGAL'));
  });

  it('never closes by itself and never opens again: the product and an auditor move nothing, and verified is the end', () => {
    expect(everything.filter(({ who, rows }) => (who === 'system' || who === 'auditor') && rows.length > 0)).toEqual([]);
    expect(everything.filter(({ state, rows }) => state === 'verified' && rows.length > 0)).toEqual([]);
  });

  it('lets no respondent verify, confirm or reject', () => {
    const judging = everything.filter(({ who, move }) => who === 'respondent' && ['verify', 'confirm', 'reject'].includes(move));
    expect(judging.filter(({ rows }) => rows.length > 0)).toEqual([]);
  });

  it('reaches verified for a zero-tolerance finding through a confirmation alone', () => {
    const ways = everything.filter(({ zeroTolerance, rows }) => zeroTolerance && rows[0]?.to === 'verified');
    expect(new Set(ways.map(({ state, move }) => `${state}/${move}`))).toEqual(new Set(['confirming/confirm']));
  });
});

describe('two pairs of eyes', () => {
  const code = (move: 'verify' | 'confirm', personId: string): string => {
    try {
      requireOtherPerson(move, { submittedBy: 'anna', verifiedBy: 'boris' }, personId);
      return 'ok';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };

  it('keeps whoever submitted from verifying, and whoever submitted or verified from confirming', () => {
    expect(code('verify', 'anna')).toBe('SECOND_PERSON_NEEDED');
    expect(code('verify', 'clara')).toBe('ok');
    expect(code('confirm', 'anna')).toBe('SECOND_PERSON_NEEDED');
    expect(code('confirm', 'boris')).toBe('SECOND_PERSON_NEEDED');
    expect(code('confirm', 'clara')).toBe('ok');
  });
});
