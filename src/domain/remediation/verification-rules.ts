import type { NewFinding } from '../findings/new-finding.js';
import type { Severity } from '../manual/manual.js';
import type { Question } from '../manual/manual.js';
import { standingOfDocument, type Standing } from '../assessment/counted-answers.js';
import { DomainError } from '../shared/domain-error.js';
import type { IsoDate } from '../shared/instant.js';
import type { Verification } from './library.js';

const BY_PEOPLE: readonly Verification[] = ['visit', 'third_party', 'workers'];

/** What workers said or somebody saw: papers of the site alone cannot settle it. */
export const wasSeen = ({ signal_id: signalId, kind }: { readonly signal_id: string | null; readonly kind: NewFinding['kind'] }): boolean =>
  signalId !== null || kind === 'say_do_gap';

/** Ways in which an action may be verified: those its library entry names, but never documents alone for a critical one, or for what somebody saw. */
export const allowedVerifications = (verification: readonly Verification[], severity: Severity, seen = false): readonly Verification[] => {
  if (severity !== 'critical' && !seen) return verification;
  const byPeople = verification.filter((way) => way !== 'documents');
  return byPeople.length > 0 || verification.length === 0 ? byPeople : BY_PEOPLE;
};

/** Throws `VERIFICATION_METHOD_NOT_ALLOWED` with the ways that are. */
export const requireVerification = (
  method: Verification,
  verification: readonly Verification[],
  severity: Severity,
  seen = false,
): void => {
  const allowed = allowedVerifications(verification, severity, seen);
  if (allowed.includes(method)) return;
  const message = `this action is verified by: ${allowed.join(', ')}`;
  throw new DomainError('VERIFICATION_METHOD_NOT_ALLOWED', 'invalid', 'This action may not be verified in this way.', [
    { path: 'method', code: 'VERIFICATION_METHOD_NOT_ALLOWED', message },
  ]);
};

/** How the verified answer counts: what was seen or confirmed by people is verified; what was read in documents is documented, as long as such documents prove anything. */
export const standingOfVerification = (question: Question, method: Verification, today: IsoDate): Standing =>
  method === 'documents'
    ? standingOfDocument(question, { rule: null, issuedOn: today, validUntil: null, uploadedOn: today })
    : { evidence: 'verified', dated: today, documentedUntil: null };
