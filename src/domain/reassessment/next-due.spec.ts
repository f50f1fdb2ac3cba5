import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Cadence, cadenceProblems, type DueQuestion, nextDue } from './next-due.js';

const CADENCE: Cadence = { critical: 3, high: 6, medium: 12, low: 24 };
const due = (differences: Partial<DueQuestion> = {}): string =>
  nextDue({ band: 'high', basedOn: '2026-11-23', today: '2026-11-23', cadence: CADENCE, openOn: null, sentOn: null, ...differences }).dueOn;

describe('when a site is due next', () => {
  it('is its band’s months after its last submission, and says why', () => {
    expect(due({ band: 'critical' })).toBe('2027-02-23');
    expect(due({ band: 'high' })).toBe('2027-05-23');
    expect(due({ band: 'medium' })).toBe('2027-11-23');
    expect(due({ band: 'low' })).toBe('2028-11-23');
    expect(nextDue({ band: 'high', basedOn: '2026-11-23', today: '2026-11-23', cadence: CADENCE, openOn: null, sentOn: null }).reason).toBe(
      'band:high',
    );
  });

  it('is today where the date has passed already', () => {
    expect(due({ basedOn: '2025-01-31' })).toBe('2026-11-23');
  });

  it('stays where it is when it has come and nobody could be asked yet', () => {
    expect(due({ basedOn: '2025-01-31', openOn: '2025-07-31' })).toBe('2025-07-31');
  });

  it('moves from a date that has come to a later one when the site was assessed since', () => {
    expect(due({ openOn: '2026-11-01' })).toBe('2027-05-23');
  });

  it('is never again a date for which an assessment was sent, nor one before it', () => {
    expect(due({ basedOn: '2025-01-31', sentOn: '2026-11-23' })).toBe('2026-11-24');
    expect(due({ basedOn: '2025-01-31', sentOn: '2026-12-31' })).toBe('2027-01-01');
  });

  it('is never in the past unless it stood there, and comes no later for a graver band', () => {
    const days = fc.integer({ min: 0, max: 4000 }).map((day) => new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10));
    fc.assert(
      fc.property(days, days, (basedOn, today) => {
        const dates = (['critical', 'high', 'medium', 'low'] as const).map((band) => due({ band, basedOn, today }));
        expect(dates.every((date) => date >= today)).toBe(true);
        expect([...dates].sort()).toEqual(dates);
      }),
    );
  });
});

describe('a policy of months', () => {
  it('may not reassess a graver band later than a milder one', () => {
    expect(cadenceProblems(CADENCE)).toEqual([]);
    expect(cadenceProblems({ critical: 6, high: 6, medium: 6, low: 6 })).toEqual([]);
    expect(cadenceProblems({ critical: 12, high: 6, medium: 12, low: 24 })).toEqual(['high']);
  });
});
