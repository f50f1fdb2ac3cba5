import { describe, expect, it } from '@jest/globals';
import { extensionRefusal } from './extension.js';

describe('more time', () => {
  it.each([
    ['2026-12-01', '2026-11-30', '2026-11-23', null],
    ['2026-11-30', '2026-11-30', '2026-11-23', 'DUE_DATE_NOT_LATER'],
    ['2026-12-01', '2026-11-30', '2026-12-02', 'DUE_DATE_NOT_LATER'],
    ['2026-12-02', '2026-11-30', '2026-12-02', null],
    ['2027-05-29', '2026-11-30', '2026-11-23', null],
    ['2027-05-30', '2026-11-30', '2026-11-23', 'DUE_DATE_TOO_FAR'],
  ] as const)('until %s of a round due on %s, asked for on %s: %s', (until, dueOn, today, refusal) => {
    expect(extensionRefusal(until, dueOn, today)).toBe(refusal);
  });
});
