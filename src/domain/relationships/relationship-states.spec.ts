import { describe, expect, it } from '@jest/globals';
import { type HarmAssessment, harmProblems } from './harm-assessment.js';
import {
  RELATIONSHIP_TRANSITIONS,
  type RelationshipStanding,
  type RelationshipState,
  requireOtherApprover,
  requireTransition,
  standingOf,
  termFault,
} from './relationship-states.js';

const TODAY = '2026-11-23';
const STATES: readonly RelationshipState[] = ['approved', 'conditional', 'on_hold', 'responsible_exit'];

describe('a relationship', () => {
  it('needs a decision before the first one, and when the last one has expired', () => {
    expect(standingOf(null, TODAY)).toBe('needs_decision');
    expect(standingOf({ state: 'on_hold', expiresOn: TODAY }, TODAY)).toBe('on_hold');
    expect(standingOf({ state: 'on_hold', expiresOn: '2026-11-22' }, TODAY)).toBe('needs_decision');
    expect(standingOf({ state: 'approved', expiresOn: null }, TODAY)).toBe('approved');
  });
  it('moves as the table says, and in no other way', () => {
    const moves = ([...STATES, 'needs_decision'] as RelationshipStanding[]).flatMap((from) =>
      STATES.map((to) => {
        try {
          requireTransition(from, to);
          return `${from} > ${to}`;
        } catch (error) {
          expect(error).toMatchObject({ code: 'RELATIONSHIP_MOVE_ILLEGAL' });
          return null;
        }
      }),
    );
    expect(moves.filter((move) => move !== null).sort()).toEqual(RELATIONSHIP_TRANSITIONS.map(({ from, to }) => `${from} > ${to}`).sort());
  });
  it('ends only after conditions or a hold that are still in force', () => {
    expect(RELATIONSHIP_TRANSITIONS.filter(({ to }) => to === 'responsible_exit').map(({ from }) => from)).toEqual([
      'conditional',
      'on_hold',
    ]);
  });
  it('is conditional or on hold until a day, unless somebody says why there is none', () => {
    const term = { state: 'on_hold', expiresOn: null, noExpiryReason: null } as const;
    expect(termFault(term, TODAY)).toBe('EXPIRY_MISSING');
    expect(termFault({ ...term, state: 'conditional', noExpiryReason: ' ' }, TODAY)).toBe('EXPIRY_MISSING');
    expect(termFault({ ...term, noExpiryReason: 'Until the court has decided.' }, TODAY)).toBeNull();
    expect(termFault({ ...term, state: 'approved' }, TODAY)).toBeNull();
    expect(termFault({ ...term, expiresOn: '2026-11-22' }, TODAY)).toBe('EXPIRY_PAST');
    expect(termFault({ ...term, expiresOn: TODAY }, TODAY)).toBeNull();
  });
  it('is not ended by one person alone', () => {
    expect(() => requireOtherApprover('one', 'one')).toThrow('Another person');
    expect(() => requireOtherApprover('one', 'two')).not.toThrow();
  });
});

describe('a harm assessment', () => {
  const harm: HarmAssessment = {
    affected: '320 people, most of them from abroad',
    tried: 'Two plans in nine months',
    harm: 'Loss of work and of permits',
    mitigation: 'Half a year of notice, wages paid out first',
    consulted: 'The union of the district',
    assessedBy: 'The officer',
    assessedOn: '2026-11-01',
  };
  it('is whole when everything is said, and of today', () => {
    expect(harmProblems(harm, TODAY)).toEqual([]);
  });
  it('names every field that says nothing', () => {
    expect(harmProblems({ ...harm, consulted: ' ', tried: '' }, TODAY).map(({ path }) => path)).toEqual(['harm.tried', 'harm.consulted']);
  });
  it('is not of the future, and not of long ago', () => {
    expect(harmProblems({ ...harm, assessedOn: '2026-11-24' }, TODAY)).toMatchObject([{ code: 'DATE_IN_FUTURE' }]);
    expect(harmProblems({ ...harm, assessedOn: '2026-04-01' }, TODAY)).toMatchObject([{ code: 'HARM_ASSESSMENT_OLD' }]);
  });
});
