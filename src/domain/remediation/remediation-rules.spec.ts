import { describe, expect, it } from '@jest/globals';
import { control, option, question } from '../../../test/support/manuals.js';
import type { RedFlag } from '../manual/manual.js';
import { UNKNOWN_SITE } from '../questionnaire/answer.js';
import { deadlinesOf } from './deadlines.js';
import { requireSubmission } from './submission-rules.js';
import { allowedVerifications, requireVerification, standingOfVerification } from './verification-rules.js';
import { requirePassingAnswer, type VerifiedFinding } from './verified-answer.js';

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('deadlines', () => {
  it('run from the day the finding was opened, containment from the hour', () => {
    expect(deadlinesOf({ containWithinHours: 72, planDays: 7, closeDays: 30 }, '2026-11-23T15:30:00.000Z')).toEqual({
      containBy: '2026-11-26T15:30:00.000Z',
      planDueOn: '2026-11-30',
      dueOn: '2026-12-23',
    });
  });

  it('ask for no containment where nobody is in danger now', () => {
    expect(deadlinesOf({ containWithinHours: null, planDays: 14, closeDays: 90 }, '2026-11-23T23:59:59.000Z')).toMatchObject({
      containBy: null,
      planDueOn: '2026-12-07',
    });
  });
});

describe('ways to verify', () => {
  it('are those of the action library and no others', () => {
    expect(codeOf(() => requireVerification('visit', ['documents', 'visit'], 'major'))).toBe('ok');
    expect(codeOf(() => requireVerification('third_party', ['documents', 'visit'], 'major'))).toBe('VERIFICATION_METHOD_NOT_ALLOWED');
  });

  it('never close a critical finding on documents alone, whatever the library says', () => {
    expect(allowedVerifications(['documents', 'workers'], 'critical')).toEqual(['workers']);
    expect(codeOf(() => requireVerification('documents', ['documents', 'workers'], 'critical'))).toBe('VERIFICATION_METHOD_NOT_ALLOWED');
  });

  it('count what people saw as verified, and what was read in documents as documented for as long as documents prove it', () => {
    const proven = control('W1', { evidence: [{ id: 'contract', text: { en: 'Contract' }, maxAgeMonths: 12 }] });
    expect(standingOfVerification(proven, 'workers', '2026-11-23')).toEqual({
      evidence: 'verified',
      dated: '2026-11-23',
      documentedUntil: null,
    });
    expect(standingOfVerification(proven, 'documents', '2026-11-23')).toEqual({
      evidence: 'documented',
      dated: '2026-11-23',
      documentedUntil: '2027-11-23',
    });
  });
});

describe('a submission', () => {
  it('needs a root cause, now or written down earlier, and proof', () => {
    expect(codeOf(() => requireSubmission({ rootCause: null, rootCauseStored: true, proof: 'Photos of the lockers' }))).toBe('ok');
    expect(codeOf(() => requireSubmission({ rootCause: 'An old rule', rootCauseStored: false, proof: 'Photos' }))).toBe('ok');
    expect(codeOf(() => requireSubmission({ rootCause: '  ', rootCauseStored: false, proof: 'Photos' }))).toBe('SUBMISSION_INCOMPLETE');
    expect(codeOf(() => requireSubmission({ rootCause: 'An old rule', rootCauseStored: false, proof: ' ' }))).toBe('SUBMISSION_INCOMPLETE');
  });
});

const flag = (id: string, when: string): RedFlag => ({
  id,
  when,
  severity: 'critical',
  zeroTolerance: false,
  action: 'W5-return-documents',
  text: { en: id },
});
const fees = control('W4', {
  type: 'single',
  options: [option('nobody', 1), option('plan', 0.3), option('unpaid', 0)],
  redFlags: [flag('W4.plan', "answers.W4 == 'plan'"), flag('W4.unpaid', "answers.W4 == 'unpaid'")],
});
const of = (differences: Partial<VerifiedFinding>): VerifiedFinding => ({
  kind: 'red_flag',
  ruleId: 'W4.unpaid',
  question: fees,
  asked: [fees],
  answers: { W4: { state: 'answered', value: 'unpaid' } },
  site: UNKNOWN_SITE,
  ...differences,
});
const verifiedWith = (finding: VerifiedFinding, value: unknown): string =>
  codeOf(() => requirePassingAnswer(finding, { state: 'answered', value }));

describe('the answer a verification found', () => {
  it('closes no red flag that it raises again', () => {
    expect(verifiedWith(of({}), 'unpaid')).toBe('VERIFIED_ANSWER_STILL_FAILS');
    expect(verifiedWith(of({}), 'nobody')).toBe('ok');
  });

  it('may close a graver flag and leave a milder one, which becomes a finding of its own', () => {
    expect(verifiedWith(of({}), 'plan')).toBe('ok');
    expect(verifiedWith(of({ ruleId: 'W4.plan' }), 'plan')).toBe('VERIFIED_ANSWER_STILL_FAILS');
  });

  it('closes no failed control with a score that fails it, nor with one that raises a flag', () => {
    const failed = of({ kind: 'failed_control', ruleId: 'W4.failed' });
    expect(verifiedWith(failed, 'plan')).toBe('VERIFIED_ANSWER_STILL_FAILS');
    expect(verifiedWith(failed, 'nobody')).toBe('ok');
  });

  it('closes nothing while the flag hangs on another question that is blank', () => {
    const agency = question('R3');
    const tied = control('W4', { redFlags: [flag('W4.tied', "answers.R3 == 'yes' && answers.W4 == 'no'")] });
    const finding = of({ question: tied, ruleId: 'W4.tied', asked: [agency, tied], answers: {} });
    expect(verifiedWith(finding, 'no')).toBe('VERIFIED_ANSWER_STILL_FAILS');
    expect(verifiedWith(finding, 'yes')).toBe('ok');
  });

  it('decides an undetermined finding only when every flag of its question is decided and false', () => {
    const undetermined = of({ kind: 'undetermined', ruleId: 'W4.undetermined' });
    expect(verifiedWith(undetermined, 'plan')).toBe('VERIFIED_ANSWER_STILL_FAILS');
    expect(verifiedWith(undetermined, 'nobody')).toBe('ok');
  });

  it('fits its question, and is never "we do not know"', () => {
    expect(verifiedWith(of({}), 'no such option')).toBe('VERIFIED_ANSWER_INVALID');
    expect(codeOf(() => requirePassingAnswer(of({}), { state: 'unknown', value: null }))).toBe('VERIFIED_ANSWER_STILL_FAILS');
  });
});
