import { describe, expect, it } from '@jest/globals';
import { addDays, addMonths, daysBetween } from './instant.js';

describe('calendar arithmetic', () => {
  it('takes the last day of a shorter month', () => {
    expect(addMonths('2027-01-31', 1)).toBe('2027-02-28');
    expect(addMonths('2027-11-23', 3)).toBe('2028-02-23');
  });
  it('counts days between dates and instants alike', () => {
    expect(daysBetween('2026-05-23', '2026-11-23')).toBe(184);
    expect(addDays('2026-11-23', 7).slice(0, 10)).toBe('2026-11-30');
  });
});
