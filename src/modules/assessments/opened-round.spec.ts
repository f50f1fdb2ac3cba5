import { describe, expect, it } from '@jest/globals';
import { isCurrentVersion, type OpenedRound, versionOf } from './opened-round.js';

const round = (submittedAt: Date | null): OpenedRound =>
  ({
    assessment: { submitted_at: submittedAt },
    rows: [{ question_id: 'answered', version: 3 }],
    setAsideVersions: new Map([
      ['answered', 2],
      ['changed', 4],
    ]),
  }) as unknown as OpenedRound;

describe('the version that is named with an answer', () => {
  it('is that of the answer there is, of the question that a move changed, or none', () => {
    expect(['answered', 'changed', 'other'].map((question) => versionOf(round(null), question))).toEqual([3, 4, 0]);
  });

  it('is not that of a page from before the move, while such a page may be open', () => {
    expect(isCurrentVersion(round(null), 'changed', 0)).toBe(false);
    expect(isCurrentVersion(round(null), 'changed', 4)).toBe(true);
  });

  it('may be none for a question without an answer once the round was submitted', () => {
    const submitted = round(new Date('2026-11-24T00:00:00Z'));
    expect(isCurrentVersion(submitted, 'changed', 0)).toBe(true);
    expect(isCurrentVersion(submitted, 'answered', 0)).toBe(false);
  });
});
