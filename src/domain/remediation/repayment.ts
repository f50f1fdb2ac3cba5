import type { Severity } from '../manual/manual.js';
import { DomainError, type Problem } from '../shared/domain-error.js';
import { addMonths, isCalendarDay, type IsoDate } from '../shared/instant.js';

/** Workers wait for their money no longer than this. */
export const REPAYMENT_MONTHS = 24;

/** The finding that a repayment would answer. */
export interface RepayableFinding {
  readonly severity: Severity;
  readonly zeroTolerance: boolean;
  readonly isOpen: boolean;
  /** The action library says that what was taken can be paid back. */
  readonly repayable: boolean;
}

const refuse = (code: string, message: string): DomainError => new DomainError(code, 'conflict', message);

/** A fee paid without a tie can be lowered by a plan; a debt that ties a worker never. @throws DomainError REPAYMENT_FINDING_CLOSED, REPAYMENT_TIED, REPAYMENT_NOT_APPLICABLE */
export function requireRepayable({ severity, zeroTolerance, isOpen, repayable }: RepayableFinding): void {
  if (!isOpen) throw refuse('REPAYMENT_FINDING_CLOSED', 'The finding of this action is closed.');
  if (zeroTolerance) throw refuse('REPAYMENT_TIED', 'A debt that ties a worker is zero tolerance: no plan lowers it.');
  if (!repayable || severity !== 'critical')
    throw refuse('REPAYMENT_NOT_APPLICABLE', 'A repayment plan belongs to a finding of recruitment fees that were not paid back.');
}

export interface RepaymentDates {
  readonly agreedOn: IsoDate;
  readonly firstPaymentOn: IsoDate;
  readonly lastPaymentOn: IsoDate;
}

/** @throws DomainError REPAYMENT_INVALID naming every date that cannot be */
export function requireRepaymentDates(dates: RepaymentDates, today: IsoDate): void {
  const problems: Problem[] = [];
  const fault = (path: keyof RepaymentDates, code: string, message: string): void => void problems.push({ path, code, message });
  for (const path of ['agreedOn', 'firstPaymentOn', 'lastPaymentOn'] as const) {
    if (!isCalendarDay(dates[path])) fault(path, 'DATE_INVALID', 'This day does not exist.');
  }
  if (problems.length === 0) {
    if (dates.agreedOn > today) fault('agreedOn', 'DATE_IN_FUTURE', 'The workers have agreed already, or there is no plan.');
    if (dates.firstPaymentOn < dates.agreedOn) fault('firstPaymentOn', 'DATES_REVERSED', 'The first payment comes after the agreement.');
    if (dates.lastPaymentOn < dates.firstPaymentOn) fault('lastPaymentOn', 'DATES_REVERSED', 'The last payment is not before the first.');
    if (dates.lastPaymentOn > addMonths(dates.agreedOn, REPAYMENT_MONTHS))
      fault('lastPaymentOn', 'REPAYMENT_TOO_LONG', `Workers have their money within ${REPAYMENT_MONTHS} months.`);
  }
  if (problems.length > 0) throw new DomainError('REPAYMENT_INVALID', 'invalid', 'The plan cannot be as it is.', problems);
}
