import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AssessmentState } from '../assessment/assessment-states.js';
import { isDaytime, morningOf, wallTime } from './local-time.js';
import { planReminders, type RoundToRemind, type SentReminder } from './plan-reminders.js';
import type { People } from './recipients.js';

const DHAKA = 'Asia/Dhaka';
const person = (id: string, zone = 'UTC') => ({ id, zone });
const people: People = {
  contact: person('contact', DHAKA),
  secondContact: person('second', 'Europe/Helsinki'),
  owner: person('owner'),
  sender: person('sender'),
  admins: [person('admin-1'), person('admin-2')],
};
const nobody: People = { contact: null, secondContact: null, owner: null, sender: null, admins: [] };
const round: Omit<RoundToRemind, 'sent'> = {
  audience: 'supplier',
  state: 'sent',
  askedAt: '2026-11-01T10:00:00.000Z',
  dueOn: '2026-11-30',
  graceDays: 7,
  siteZone: DHAKA,
  people,
};

/** What is written when the clock stands at these moments, one after the other. */
function lived(differences: Partial<RoundToRemind>, moments: readonly string[], stateAt: (now: string) => AssessmentState = () => 'sent') {
  const sent: SentReminder[] = [];
  const letters: { step: string; to: string; zone: string; at: string }[] = [];
  for (const now of moments) {
    const plan = planReminders({ ...round, ...differences, sent, state: stateAt(now) }, now);
    for (const { step, recipients } of plan.letters) {
      sent.push({ step, dueOn: plan.dueOn, at: now });
      letters.push(...recipients.map(({ id, zone }) => ({ step, to: id, zone, at: now })));
    }
  }
  return letters;
}

const hours = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * 3_600_000).toISOString());

const told = (letters: readonly { step: string; to: string; at: string }[]) => letters.map(({ step, to, at }) => [step, to, at]);

describe('reminders', () => {
  it('come 7, 3 and 1 days before the due date on the contact’s morning, and after the grace others are told, one a day', () => {
    expect(told(lived({}, hours('2026-11-01T10:00:00.000Z', 24 * 60)))).toEqual([
      ['before_7', 'contact', '2026-11-23T03:00:00.000Z'],
      ['before_3', 'contact', '2026-11-27T03:00:00.000Z'],
      ['before_1', 'contact', '2026-11-29T03:00:00.000Z'],
      ['overdue', 'contact', '2026-12-01T03:00:00.000Z'],
      ['second_contact', 'second', '2026-12-08T07:00:00.000Z'],
      ['owner', 'owner', '2026-12-09T09:00:00.000Z'],
      ['officers', 'sender', '2026-12-11T09:00:00.000Z'],
    ]);
  });

  it('of a round sent two days before its due date begin with the last one', () => {
    expect(lived({ askedAt: '2026-11-28T10:00:00.000Z' }, hours('2026-11-28T10:00:00.000Z', 48)).map(({ step }) => step)).toEqual([
      'before_1',
    ]);
  });

  it('that were missed are caught up once, by day', () => {
    const found = lived({}, ['2026-11-29T20:00:00.000Z', ...hours('2026-11-29T20:30:00.000Z', 20)]);
    expect(told(found)).toEqual([['before_1', 'contact', '2026-11-30T03:30:00.000Z']]);
  });

  it('that were all missed leave a day between telling the contact, the second one and our own people', () => {
    const found = lived({}, hours('2027-01-10T00:00:00.000Z', 24 * 6));
    expect(found.map(({ step, at }) => [step, at.slice(0, 10)])).toEqual([
      ['overdue', '2027-01-10'],
      ['second_contact', '2027-01-11'],
      ['owner', '2027-01-12'],
      ['officers', '2027-01-13'],
    ]);
  });

  it('start anew with a new due date', () => {
    const sent: SentReminder[] = [{ step: 'before_1', dueOn: '2026-11-30', at: '2026-11-29T03:00:00.000Z' }];
    const plan = planReminders(
      { ...round, sent, state: 'returned', askedAt: '2026-12-02T10:00:00.000Z', dueOn: '2026-12-20' },
      '2026-12-13T03:00:00.000Z',
    );
    expect(plan).toMatchObject({ dueOn: '2026-12-20', letters: [{ step: 'before_7' }] });
  });

  it('of a round that came back after its due date count from the days of grace', () => {
    const returned = { state: 'returned', askedAt: '2026-12-24T10:00:00.000Z' } as const;
    const found = lived(returned, hours('2026-12-24T10:00:00.000Z', 24 * 9), () => 'returned');
    expect(found.map(({ step, at }) => [step, at.slice(0, 10)])).toEqual([
      ['before_3', '2026-12-28'],
      ['before_1', '2026-12-30'],
      ['overdue', '2027-01-01'],
    ]);
  });

  it('of the buyer’s own questions go to its own people alone', () => {
    const found = lived({ audience: 'buyer' }, hours('2026-11-01T10:00:00.000Z', 24 * 60));
    expect(found.map(({ step, to }) => [step, to])).toEqual([
      ['before_7', 'owner'],
      ['before_3', 'owner'],
      ['before_1', 'owner'],
      ['overdue', 'owner'],
      ['officers', 'sender'],
    ]);
    const orphaned = { audience: 'buyer', people: { ...people, owner: null, sender: null } } as const;
    expect([...new Set(lived(orphaned, hours('2026-11-01T10:00:00.000Z', 24 * 60)).map(({ to }) => to))]).toEqual(['admin-1', 'admin-2']);
  });

  it('tell the admins where the officer who sent it is gone or has been told as the owner', () => {
    const toOfficers = (of: Partial<People>) =>
      lived({ people: { ...people, ...of } }, hours('2026-12-01T00:00:00.000Z', 24 * 14))
        .filter(({ step }) => step === 'officers')
        .map(({ to }) => to);
    expect(toOfficers({ sender: null })).toEqual(['admin-1', 'admin-2']);
    expect(toOfficers({ sender: people.owner })).toEqual(['admin-1', 'admin-2']);
  });

  it('go on with whoever is left where a round has no contact any more', () => {
    const found = lived({ people: { ...nobody, owner: people.owner } }, hours('2026-11-01T10:00:00.000Z', 24 * 60));
    expect(found.map(({ step }) => step)).toEqual(['owner']);
  });
});

const anyState = fc.constantFrom<AssessmentState>('sent', 'in_progress', 'returned');
const zones = fc.constantFrom(
  'Asia/Dhaka',
  'America/Chicago',
  'Pacific/Auckland',
  'Europe/Berlin',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
  'UTC',
);
const someone = (id: string) =>
  fc.option(
    zones.map((zone) => person(id, zone)),
    { nil: null, freq: 4 },
  );
const anyPeople: fc.Arbitrary<People> = fc.record({
  contact: someone('contact'),
  secondContact: someone('second'),
  owner: someone('owner'),
  sender: fc.oneof(someone('sender'), someone('owner')),
  admins: fc.subarray([person('admin-1'), person('admin-2'), person('owner')]),
});
const anyRound = fc.record({
  audience: fc.constantFrom('supplier' as const, 'buyer' as const),
  people: anyPeople,
  siteZone: zones,
  days: fc.integer({ min: -20, max: 40 }),
});
/** Steps of the clock in minutes, from one to nearly six days. */
const anySteps = fc.array(fc.integer({ min: 1, max: 8_000 }), { minLength: 1, maxLength: 120 });
const START = Date.parse('2026-11-01T10:00:00.000Z');

const momentsOf = (steps: readonly number[]): string[] => {
  let at = START;
  return steps.map((minutes) => new Date((at += minutes * 60_000)).toISOString());
};
const differencesOf = ({
  audience,
  people: of,
  siteZone,
  days,
}: {
  audience: 'supplier' | 'buyer';
  people: People;
  siteZone: string;
  days: number;
}) => ({
  audience,
  people: of,
  siteZone,
  askedAt: new Date(START).toISOString(),
  dueOn: new Date(START + days * 86_400_000).toISOString().slice(0, 10),
});

describe('however the clock moves', () => {
  it('nobody is written to twice for a step, nobody at night, and each step is taken once and in order', () => {
    const order = ['before_7', 'before_3', 'before_1', 'overdue', 'second_contact', 'owner', 'officers'];
    fc.assert(
      fc.property(anyRound, anySteps, (some, steps) => {
        const letters = lived(differencesOf(some), momentsOf(steps));
        expect(new Set(letters.map(({ step, to }) => `${step} ${to}`)).size).toBe(letters.length);
        const taken = letters.map(({ step }) => order.indexOf(step));
        expect(taken).toEqual([...taken].sort((a, b) => a - b));
        for (const [i, { step, at, zone }] of letters.entries()) {
          expect(isDaytime(at, zone)).toBe(true);
          if (i > 0 && letters[i - 1]?.step === step) expect(letters[i - 1]?.at).toBe(at);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('nothing is sent once the answers are in, nor on the day on which they were asked for', () => {
    fc.assert(
      fc.property(anyRound, anySteps, fc.nat(119), anyState, (some, steps, submittedAfter, state) => {
        const moments = momentsOf(steps);
        const submittedAt = moments[Math.min(submittedAfter, moments.length - 1)] ?? '';
        const letters = lived(differencesOf(some), moments, (now) => (now < submittedAt ? state : 'submitted'));
        for (const { at, zone } of letters) {
          expect(at < submittedAt).toBe(true);
          expect(wallTime(at, zone).day > wallTime(new Date(START).toISOString(), zone).day).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('looking only when it said it would look again finds as much as looking every hour', () => {
    fc.assert(
      fc.property(anyRound, (some) => {
        const differences = differencesOf(some);
        const often = lived(differences, hours(new Date(START).toISOString(), 24 * 70));
        const sent: SentReminder[] = [];
        const seldom: string[] = [];
        let now: string | null = new Date(START).toISOString();
        for (let looks = 0; now !== null && looks < 60; looks += 1) {
          const at: string = now;
          const plan = planReminders({ ...round, ...differences, sent }, at);
          for (const { step, recipients } of plan.letters) {
            sent.push({ step, dueOn: plan.dueOn, at });
            seldom.push(...recipients.map(({ id }) => `${step} ${id}`));
          }
          expect(plan.nextAt === null || plan.nextAt > at).toBe(true);
          now = plan.nextAt;
        }
        expect(now).toBeNull();
        expect(seldom).toEqual(often.map(({ step, to }) => `${step} ${to}`));
      }),
      { numRuns: 8 },
    );
  });

  it('a contact’s morning is the first moment of a day at which anything is sent', () => {
    const due = morningOf('2026-11-23', DHAKA);
    const before = new Date(Date.parse(due) - 1).toISOString();
    expect(planReminders({ ...round, sent: [] }, before)).toMatchObject({ letters: [], nextAt: due });
    expect(planReminders({ ...round, sent: [] }, due).letters).toHaveLength(1);
  });
});
