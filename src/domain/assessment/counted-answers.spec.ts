import { describe, expect, it } from '@jest/globals';
import type { Question } from '../manual/manual.js';
import {
  bestDocument,
  type CountedClaim,
  sameValue,
  standingAtSubmission,
  standingOfDocument,
  type SubmittedAnswer,
} from './counted-answers.js';

const TODAY = '2026-11-23';
const given: SubmittedAnswer = {
  state: 'answered',
  value: 'kept',
  origin: 'given',
  answeredOn: '2026-11-20',
  isText: false,
  onBehalf: false,
};
const prefilled: SubmittedAnswer = { ...given, origin: 'prefilled', answeredOn: '2026-01-10' };
const declared: CountedClaim = { state: 'answered', value: 'kept', evidence: 'declared', dated: '2026-01-10', documentedUntil: null };
const documented: CountedClaim = { ...declared, evidence: 'documented', dated: '2026-01-05', documentedUntil: '2027-01-05' };

const question = (ages: readonly (number | null)[]): Question => ({
  id: 'W3',
  text: { en: 'Wages?' },
  help: null,
  why: { en: 'Because.' },
  askedOf: ['supplier'],
  workerText: null,
  type: 'single',
  counts: 'control',
  weight: 1,
  method: 'workplace',
  depth: 'core',
  visible: null,
  options: [],
  steps: [],
  parts: [],
  answeredValue: null,
  evidence: ages.map((maxAgeMonths, i) => ({ id: `rule_${i}`, text: { en: 'Proof' }, maxAgeMonths })),
  redFlags: [],
  failed: null,
  ilo: [],
  oecd: null,
  laws: [],
  topics: [],
  meaning: 1,
});

describe('an answer at submission', () => {
  it('is a claim of the day on which it was written', () => {
    expect(standingAtSubmission(given, null, TODAY, 24)).toEqual({ evidence: 'declared', dated: '2026-11-20', documentedUntil: null });
  });
  it('is a claim of today where it was carried over untouched', () => {
    expect(standingAtSubmission(prefilled, declared, TODAY, 24)).toEqual({ evidence: 'declared', dated: TODAY, documentedUntil: null });
  });
  it('keeps the document that proved it, with the day of the document, where nothing changed', () => {
    const kept = { evidence: 'documented', dated: '2026-01-05', documentedUntil: '2027-01-05' };
    expect(standingAtSubmission(prefilled, documented, TODAY, 24)).toEqual(kept);
    expect(standingAtSubmission(given, documented, TODAY, 24)).toEqual(kept);
  });
  it('is renewed as a claim of the day it was confirmed, and keeps the document of its own day', () => {
    const confirmed: SubmittedAnswer = { ...given, origin: 'confirmed', isText: true };
    expect(standingAtSubmission(confirmed, declared, TODAY, 24).dated).toBe('2026-11-20');
    expect(standingAtSubmission(confirmed, documented, TODAY, 24)).toMatchObject({ evidence: 'documented', dated: '2026-01-05' });
  });
  it('never counts as more than declared where an officer entered it on behalf, or it was copied from another site', () => {
    expect(standingAtSubmission({ ...given, onBehalf: true }, documented, TODAY, 24).evidence).toBe('declared');
    expect(standingAtSubmission({ ...prefilled, origin: 'copied' }, documented, TODAY, 24)).toMatchObject({
      evidence: 'declared',
      dated: TODAY,
    });
  });
  it('is a mere claim again where the answer changed', () => {
    expect(standingAtSubmission({ ...given, value: 'free' }, documented, TODAY, 24).evidence).toBe('declared');
    expect(standingAtSubmission({ ...given, state: 'unknown', value: null }, documented, TODAY, 24).evidence).toBe('declared');
  });
  it('is a claim of today where the document has lapsed or the visit is too long ago', () => {
    expect(standingAtSubmission(prefilled, { ...documented, documentedUntil: '2026-11-22' }, TODAY, 24)).toEqual({
      evidence: 'declared',
      dated: TODAY,
      documentedUntil: null,
    });
    expect(
      standingAtSubmission(prefilled, { ...documented, evidence: 'verified', dated: '2024-11-22', documentedUntil: null }, TODAY, 24)
        .evidence,
    ).toBe('declared');
  });
  it('takes a text that was written anew as changed, since sealed texts cannot be compared', () => {
    const text = { ...documented, value: null };
    expect(standingAtSubmission({ ...given, value: null, isText: true }, text, TODAY, 24).evidence).toBe('declared');
    expect(standingAtSubmission({ ...prefilled, value: null, isText: true }, text, TODAY, 24).evidence).toBe('documented');
  });
});

describe('the same value', () => {
  it('does not depend on the order of options or parts', () => {
    expect(sameValue(['hours', 'documents'], ['documents', 'hours'])).toBe(true);
    expect(sameValue({ total: 3, migrant: 1 }, { migrant: 1, total: 3 })).toBe(true);
    expect(sameValue({ total: 3, migrant: 1 }, { migrant: 3, total: 1 })).toBe(false);
    expect(sameValue(0, null)).toBe(false);
  });
});

describe('a document', () => {
  const paper = { rule: null, issuedOn: '2026-10-31', validUntil: null, uploadedOn: '2026-11-20' };

  it('proves as long as it says itself, before the age its rule allows', () => {
    expect(standingOfDocument(question([3]), { ...paper, validUntil: '2028-01-01' }).documentedUntil).toBe('2028-01-01');
  });
  it('proves for the age of its rule after its day of issue', () => {
    expect(standingOfDocument(question([3, 12]), { ...paper, rule: 'rule_1' })).toEqual({
      evidence: 'documented',
      dated: '2026-10-31',
      documentedUntil: '2027-10-31',
    });
  });
  it('proves for the shortest age where it names no rule, from the day of upload where it names no day', () => {
    expect(standingOfDocument(question([12, 3, null]), { ...paper, issuedOn: null })).toEqual({
      evidence: 'documented',
      dated: '2026-11-20',
      documentedUntil: '2027-02-20',
    });
  });
  it('proves without end where neither it nor a rule names one', () => {
    expect(standingOfDocument(question([null]), paper).documentedUntil).toBeNull();
  });
  it('counts for nothing once it has lapsed', () => {
    expect(bestDocument(question([3]), [{ ...paper, issuedOn: '2026-08-22' }], TODAY)).toBeNull();
    expect(bestDocument(question([3]), [], TODAY)).toBeNull();
  });
  it('is chosen among several for the longest proof', () => {
    const older = { ...paper, issuedOn: '2026-09-01' };
    expect(bestDocument(question([3]), [older, paper], TODAY)?.dated).toBe('2026-10-31');
  });
});
