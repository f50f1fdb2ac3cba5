import { standingOfDocument } from '../../../domain/assessment/counted-answers.js';
import type { Question } from '../../../domain/manual/manual.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { dayOf, type IsoDate } from '../../../domain/shared/instant.js';
import { dateRefused, realDay } from '../real-day.js';

/** From when and until when a document says it is valid. */
export interface DocumentDates {
  readonly issuedOn: IsoDate | null;
  readonly validUntil: IsoDate | null;
}

/** @throws DomainError DATE_INVALID, DATE_IN_FUTURE, DATES_REVERSED */
export function readDates({ issuedOn, validUntil }: { issuedOn?: string; validUntil?: string }, today: IsoDate): DocumentDates {
  const issued = issuedOn === undefined ? null : realDay(issuedOn, 'issuedOn');
  const until = validUntil === undefined ? null : realDay(validUntil, 'validUntil');
  if (issued !== null && issued > today) throw dateRefused('DATE_IN_FUTURE', 'issuedOn', 'The document is dated in the future.');
  if (issued !== null && until !== null && until < issued)
    throw dateRefused('DATES_REVERSED', 'validUntil', 'The document ends before it was issued.');
  return { issuedOn: issued, validUntil: until };
}

/** @throws DomainError ISSUED_AFTER_UPLOAD where a document is made younger than it can be */
export function refuseYounger({ issuedOn }: DocumentDates, uploadedAt: Date): void {
  if (issuedOn !== null && issuedOn > dayOf(uploadedAt.toISOString()))
    throw dateRefused('ISSUED_AFTER_UPLOAD', 'issuedOn', 'This very document was here before that day; send the newer one.');
}

/** @throws DomainError EVIDENCE_RULE_UNKNOWN */
export function refuseUnknownRule(question: Question, rule: string | undefined): void {
  if (rule === undefined || question.evidence.some(({ id }) => id === rule)) return;
  const message = 'The question asks for no such evidence.';
  throw new DomainError('EVIDENCE_RULE_UNKNOWN', 'invalid', message, [{ path: 'rule', code: 'EVIDENCE_RULE_UNKNOWN', message }]);
}

/** The last day on which a document proves the answer to a question; null: no end. */
export const provesUntil = (question: Question, rule: string | null, dates: DocumentDates, uploadedAt: Date): IsoDate | null =>
  standingOfDocument(question, { rule, ...dates, uploadedOn: dayOf(uploadedAt.toISOString()) }).documentedUntil;
