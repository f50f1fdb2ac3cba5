import { describe, expect, it } from '@jest/globals';
import type { Question } from '../manual/manual.js';
import { type Asked, findingsFault, preAnswers, validUntil } from './pre-answers.js';
import type { Outcome, SchemeFinding, SchemeResult, ThirdPartySchemes } from './schemes.js';

const outcome = (id: string, validMonths: number | null, openFindings: boolean | null = null): Outcome => ({
  id,
  validMonths,
  openFindings,
  text: { en: id },
});

const CONTENT = {
  manualFamily: 'heuni',
  schemes: [
    {
      id: 'audit',
      outcomes: [outcome('clean', 12, false), outcome('some_open', 12, true), outcome('grave', null, true)],
      answers: [
        { question: 'W2', meaning: 1, evidence: 'documented', values: { clean: 'agree', some_open: 'repaired' } },
        { question: 'S1', meaning: 1, evidence: 'documented', values: { clean: 'approved', some_open: 'approved', grave: 'approved' } },
        { question: 'S2', meaning: 2, evidence: 'declared', values: { clean: ['own_staff'] } },
        { question: 'S4', meaning: 1, evidence: 'declared', values: { clean: 'gone' } },
      ],
    },
    {
      id: 'rating',
      outcomes: [outcome('good', 12)],
      answers: [{ question: 'S1', meaning: 1, evidence: 'declared', values: { good: 'written' } }],
    },
  ],
} as unknown as ThirdPartySchemes;

const single = (id: string, ...options: readonly string[]): [string, Question] => [
  id,
  { id, meaning: 1, type: 'single', options: options.map((option) => ({ id: option, exclusive: false })) } as unknown as Question,
];
const ASKED: Asked = {
  family: 'heuni',
  questions: new Map([
    single('W2', 'agree', 'repaired'),
    single('S1', 'approved', 'written'),
    single('S2', 'own_staff'),
    single('S4', 'yearly'),
  ]),
};
const TODAY = '2027-03-01';

const result = (differences: Partial<SchemeResult> = {}): SchemeResult => ({
  id: '1',
  scheme: 'audit',
  outcome: 'clean',
  auditedOn: '2026-06-01',
  validUntil: '2027-06-01',
  findings: [],
  ...differences,
});
const finding = (differences: Partial<SchemeFinding> = {}): SchemeFinding => ({
  question: null,
  severity: 'major',
  closed: false,
  ...differences,
});
const answered = (results: readonly SchemeResult[], asked = ASKED, today = TODAY): Record<string, unknown> =>
  Object.fromEntries(preAnswers(CONTENT, results, asked, today).map(({ question, value }) => [question, value]));

describe('a third-party result', () => {
  it('answers what its scheme answers for its outcome, with the day of the audit and the proof it may count as at most', () => {
    expect(preAnswers(CONTENT, [result()], ASKED, TODAY)).toEqual([
      { question: 'W2', value: 'agree', resultId: '1', auditedOn: '2026-06-01', validUntil: '2027-06-01', evidence: 'documented' },
      { question: 'S1', value: 'approved', resultId: '1', auditedOn: '2026-06-01', validUntil: '2027-06-01', evidence: 'documented' },
    ]);
  });
  it('answers nothing once it is over, before it was made, or of an outcome that counts for nothing', () => {
    expect(answered([result()], ASKED, '2027-06-01')).not.toEqual({});
    expect(answered([result()], ASKED, '2027-06-02')).toEqual({});
    expect(answered([result()], ASKED, '2026-05-31')).toEqual({});
    expect(answered([result({ outcome: 'grave' })])).toEqual({});
    expect(answered([result({ scheme: 'unheard_of' })])).toEqual({});
  });
  it('answers no question of another family or meaning, and never with an answer that the question does not have', () => {
    expect(answered([result()], { ...ASKED, family: 'other' })).toEqual({});
    expect(Object.keys(answered([result()]))).not.toContain('S2');
    expect(Object.keys(answered([result()]))).not.toContain('S4');
  });
  it('gives way to a later audit, of whatever scheme', () => {
    const rating = result({ id: '2', scheme: 'rating', outcome: 'good', auditedOn: '2026-09-01' });
    expect(answered([result(), rating])).toEqual({ W2: 'agree', S1: 'written' });
    expect(answered([rating, result()])).toEqual({ W2: 'agree', S1: 'written' });
    expect(answered([{ ...rating, auditedOn: '2026-06-01' }, result()])).toEqual({ W2: 'agree', S1: 'written' });
  });
});

describe('an open finding', () => {
  it('keeps every result from answering the question it is about', () => {
    const open = result({ id: '2', outcome: 'some_open', findings: [finding({ question: 'W2', severity: 'minor' })] });
    expect(answered([open])).toEqual({ S1: 'approved' });
    expect(answered([result(), open])).toEqual({ S1: 'approved' });
  });
  it('keeps it from being answered also when the result that tells of it is over', () => {
    const over = result({ id: '2', auditedOn: '2025-01-01', validUntil: '2026-01-01', findings: [finding({ question: 'W2' })] });
    expect(answered([result(), over])).toEqual({ S1: 'approved' });
  });
  it('keeps all from being answered where it is grave and about no question', () => {
    expect(answered([result({ outcome: 'some_open', findings: [finding()] })])).toEqual({});
    expect(answered([result({ outcome: 'some_open', findings: [finding({ severity: 'minor' })] })])).not.toEqual({});
    expect(answered([result({ findings: [finding({ question: 'W2', closed: true })] })])).toEqual({ W2: 'agree', S1: 'approved' });
  });
  it('must be told where the outcome means that there is one, and not where it means that there is none', () => {
    expect(findingsFault(outcome('x', 12, true), [finding({ closed: true })])).toBe('FINDINGS_MISSING');
    expect(findingsFault(outcome('x', 12, true), [finding()])).toBeNull();
    expect(findingsFault(outcome('x', 12, false), [finding()])).toBe('FINDINGS_OPEN');
    expect(findingsFault(outcome('x', 12, null), [])).toBeNull();
  });
});

describe('how long a result counts', () => {
  it('is what is said of it, never longer than its scheme allows', () => {
    expect(validUntil(outcome('x', 12), '2026-06-01', null)).toBe('2027-06-01');
    expect(validUntil(outcome('x', 12), '2026-06-01', '2026-12-31')).toBe('2026-12-31');
    expect(validUntil(outcome('x', 12), '2026-06-01', '2030-01-01')).toBe('2027-06-01');
    expect(validUntil(outcome('x', null), '2026-06-01', '2030-01-01')).toBeNull();
  });
});
