import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { question } from '../../../test/support/manuals.js';
import { receiptOf } from './receipt.js';

const facts = { assessmentId: 'a', questionnaireSha256: 'q', submittedAt: '2026-11-23T10:00:00.000Z' };
const visible = [question('Q1'), question('Q2')];

describe('a receipt', () => {
  it('hashes the visible answers as they were submitted, so that anyone can compute it again', () => {
    const answers = {
      Q1: { state: 'answered', value: 'yes' },
      Q2: { state: 'unknown', value: null },
      Q9: { state: 'answered', value: 'no' },
    } as const;
    const { document, sha256 } = receiptOf(facts, visible, answers, new Map([['Q1', 'As always.']]));
    expect(createHash('sha256').update(document, 'utf8').digest('hex')).toBe(sha256);
    expect((JSON.parse(document) as { answers: unknown }).answers).toEqual([
      { question: 'Q1', state: 'answered', value: 'yes', comment: 'As always.' },
      { question: 'Q2', state: 'unknown', value: null, comment: null },
    ]);
  });

  it('is another one as soon as one answer, comment or second differs', () => {
    const hashes = [
      receiptOf(facts, visible, { Q1: { state: 'answered', value: 'yes' } }, new Map()),
      receiptOf(facts, visible, { Q1: { state: 'answered', value: 'no' } }, new Map()),
      receiptOf(facts, visible, { Q1: { state: 'answered', value: 'yes' } }, new Map([['Q1', '.']])),
      receiptOf({ ...facts, submittedAt: '2026-11-23T10:00:01.000Z' }, visible, { Q1: { state: 'answered', value: 'yes' } }, new Map()),
    ].map(({ sha256 }) => sha256);
    expect(new Set(hashes).size).toBe(4);
  });
});
