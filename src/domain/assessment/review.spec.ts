import { describe, expect, it } from '@jest/globals';
import { question } from '../../../test/support/manuals.js';
import type { Standing } from './counted-answers.js';
import { type ReviewedAnswer, standingAtReview, type Verdict } from './review.js';

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
const verdict = (evidence: Verdict['evidence'], report: string | null = null, seenOn: string | null = null): Verdict => ({
  evidence,
  report,
  seenOn,
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
  it('calls an answer verified on the day it was seen, if a report is named', () => {
    expect(standingAtReview(answer, verdict('verified', 'Visit by the auditor', '2026-11-10'), TODAY)).toEqual({
      evidence: 'verified',
      dated: '2026-11-10',
      documentedUntil: null,
    });
    expect(standingAtReview(answer, verdict('verified', '  '), TODAY)).toBe('REPORT_MISSING');
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
