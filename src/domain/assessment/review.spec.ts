import { describe, expect, it } from '@jest/globals';
import { question } from '../../../test/support/manuals.js';
import type { Standing } from './counted-answers.js';
import { judge, type Report, requireSecondReviewer, type ReviewedAnswer, standingAtReview, type Verdict } from './review.js';

const TODAY = '2026-11-23';
const declared: Standing = { evidence: 'declared', dated: '2026-11-20', documentedUntil: null };
const answer: ReviewedAnswer = {
  question: question('R3', { evidence: [{ id: 'list', text: { en: 'A list' }, maxAgeMonths: 12 }] }),
  state: 'answered',
  claimedOn: '2026-11-20',
  current: declared,
  documents: [],
};
const paper = { rule: 'list', issuedOn: '2026-10-01', validUntil: null, uploadedOn: '2026-11-19' };
const report: Report = { title: 'Visit 12', author: 'An auditor', date: '2026-11-12', noConflictOfInterest: true };
const verdict = (evidence: Verdict['evidence'], more: Partial<Verdict> = {}): Verdict => ({
  evidence,
  report: null,
  seenOn: null,
  confirmed: false,
  ...more,
});

describe('a review', () => {
  it('leaves an answer as it stands where it says nothing of its proof', () => {
    const proved: Standing = { evidence: 'verified', dated: '2026-05-01', documentedUntil: null };
    expect(standingAtReview({ ...answer, current: proved }, verdict(null), TODAY)).toEqual(proved);
    expect(standingAtReview({ ...answer, current: null }, verdict(null), TODAY)).toEqual(declared);
  });
  it('calls an answer documented from the day of a document that lies beside it, and not without one', () => {
    expect(standingAtReview({ ...answer, documents: [paper] }, verdict('documented'), TODAY)).toEqual({
      evidence: 'documented',
      dated: '2026-10-01',
      documentedUntil: '2027-10-01',
    });
    expect(standingAtReview(answer, verdict('documented'), TODAY)).toBe('EVIDENCE_MISSING');
    expect(standingAtReview({ ...answer, documents: [{ ...paper, issuedOn: '2025-10-01' }] }, verdict('documented'), TODAY)).toBe(
      'EVIDENCE_EXPIRED',
    );
  });
  it('keeps last round’s document while it is valid', () => {
    const kept: Standing = { evidence: 'documented', dated: '2026-01-01', documentedUntil: '2027-01-01' };
    expect(standingAtReview({ ...answer, current: kept }, verdict('documented'), TODAY)).toEqual(kept);
    expect(standingAtReview({ ...answer, current: { ...kept, documentedUntil: '2026-11-22' } }, verdict('documented'), TODAY)).toBe(
      'EVIDENCE_MISSING',
    );
  });
  it('calls an answer verified on the day it was seen, else on the day of the report', () => {
    const seen = { evidence: 'verified', dated: '2026-11-10', documentedUntil: null };
    expect(standingAtReview(answer, verdict('verified', { report, seenOn: '2026-11-10' }), TODAY)).toEqual(seen);
    expect(standingAtReview(answer, verdict('verified', { report }), TODAY)).toEqual({ ...seen, dated: '2026-11-12' });
  });
  it('verifies nothing without a report, its author, its day and the word that nobody gains by it', () => {
    const by = (difference: Partial<Report>) =>
      standingAtReview(answer, verdict('verified', { report: { ...report, ...difference } }), TODAY);
    expect(standingAtReview(answer, verdict('verified'), TODAY)).toBe('REPORT_MISSING');
    expect(by({ title: '  ' })).toBe('REPORT_INCOMPLETE');
    expect(by({ author: '' })).toBe('REPORT_INCOMPLETE');
    expect(by({ date: '' })).toBe('REPORT_INCOMPLETE');
    expect(by({ noConflictOfInterest: false })).toBe('REPORT_CONFLICT_OF_INTEREST');
    expect(by({ date: '2026-11-24' })).toBe('REPORT_IN_FUTURE');
  });
  it('finds no proof of "we do not know"', () => {
    expect(standingAtReview({ ...answer, state: 'unknown', documents: [paper] }, verdict('documented'), TODAY)).toBe(
      'EVIDENCE_WITHOUT_ANSWER',
    );
  });
  it('can take proof away', () => {
    const kept: Standing = { evidence: 'documented', dated: '2026-01-01', documentedUntil: '2027-01-01' };
    expect(standingAtReview({ ...answer, current: kept }, verdict('declared'), TODAY)).toEqual(declared);
  });
});

describe('a question that can raise a red flag', () => {
  const flag = {
    id: 'R3.flag',
    when: 'answers.R3 == "yes"',
    severity: 'major',
    zeroTolerance: false,
    action: 'a',
    text: { en: 'Flag' },
  } as const;
  const grave: ReviewedAnswer = { ...answer, question: question('R3', { redFlags: [flag] }) };
  const seen: Standing = { evidence: 'verified', dated: '2026-11-12', documentedUntil: null };

  it('counts as before until a second person has confirmed what a report says', () => {
    expect(judge(grave, verdict('verified', { report }), TODAY)).toEqual({ counts: declared, awaiting: seen });
    expect(judge({ ...grave, current: null }, verdict('verified', { report }), TODAY)).toEqual({ counts: declared, awaiting: seen });
    expect(judge(grave, verdict('verified', { report, confirmed: true }), TODAY)).toEqual({ counts: seen, awaiting: null });
  });
  it('needs nobody else where it is proved already, or where the proof is a document or none', () => {
    expect(judge({ ...grave, current: seen }, verdict('verified', { report }), TODAY)).toEqual({ counts: seen, awaiting: null });
    expect(judge(grave, verdict('declared'), TODAY)).toEqual({ counts: declared, awaiting: null });
    expect(judge({ ...grave, documents: [paper] }, verdict('documented'), TODAY)).toMatchObject({ awaiting: null });
  });
  it('differs in this from any other question', () => {
    expect(judge(answer, verdict('verified', { report }), TODAY)).toEqual({ counts: seen, awaiting: null });
  });
  it('is not confirmed by whoever reviewed it', () => {
    expect(() => requireSecondReviewer('one', 'one')).toThrow('Another person');
    expect(() => requireSecondReviewer('one', 'two')).not.toThrow();
  });
});
