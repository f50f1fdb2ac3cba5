import { describe, expect, it } from '@jest/globals';
import { DomainError } from '../shared/domain-error.js';
import { type RepayableFinding, type RepaymentDates, requireRepayable, requireRepaymentDates } from './repayment.js';

const fees: RepayableFinding = { severity: 'critical', zeroTolerance: false, isOpen: true, repayable: true };
const dates: RepaymentDates = { agreedOn: '2026-11-20', firstPaymentOn: '2026-12-01', lastPaymentOn: '2027-03-01' };

const refusalOf = (act: () => void): DomainError | null => {
  try {
    act();
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  return null;
};
const codesOf = (changed: Partial<RepaymentDates>): readonly string[] =>
  (refusalOf(() => requireRepaymentDates({ ...dates, ...changed }, '2026-11-23'))?.problems ?? []).map(
    ({ path, code }) => `${path} ${code}`,
  );

describe('a repayment plan', () => {
  it.each<[Partial<RepayableFinding>, string | undefined]>([
    [{}, undefined],
    [{ isOpen: false }, 'REPAYMENT_FINDING_CLOSED'],
    [{ zeroTolerance: true }, 'REPAYMENT_TIED'],
    [{ repayable: false }, 'REPAYMENT_NOT_APPLICABLE'],
    [{ severity: 'major' }, 'REPAYMENT_NOT_APPLICABLE'],
  ])('belongs to fees that can be paid back and tie nobody: %j', (changed, code) => {
    expect(refusalOf(() => requireRepayable({ ...fees, ...changed }))?.code).toBe(code);
  });

  it('was agreed, begins after that, and ends within two years', () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ agreedOn: '2026-11-24' })).toEqual(['agreedOn DATE_IN_FUTURE']);
    expect(codesOf({ firstPaymentOn: '2026-11-19' })).toEqual(['firstPaymentOn DATES_REVERSED']);
    expect(codesOf({ lastPaymentOn: '2026-11-30' })).toEqual(['lastPaymentOn DATES_REVERSED']);
    expect(codesOf({ lastPaymentOn: '2028-11-21' })).toEqual(['lastPaymentOn REPAYMENT_TOO_LONG']);
    expect(codesOf({ agreedOn: '2026-02-30', lastPaymentOn: '2027-13-01' })).toEqual([
      'agreedOn DATE_INVALID',
      'lastPaymentOn DATE_INVALID',
    ]);
  });
});
