import { describe, expect, it } from '@jest/globals';
import type { Standing } from './counted-answers.js';
import { standingWithout } from './lost-document.js';

const TODAY = '2027-03-01';
const policy = { dated: '2026-05-01', until: '2029-05-01' };
const photo = { dated: '2026-06-01', until: '2027-06-01' };
const old = { dated: '2025-01-01', until: '2026-01-01' };
const proved = (by: typeof policy): Standing => ({ evidence: 'documented', dated: by.dated, documentedUntil: by.until });
const answer = { current: proved(policy), claimedOn: '2026-11-01' };

describe('an answer whose document is taken away', () => {
  it('counts as declared, of the day of its claim, where nothing else proves it', () => {
    const declared = { evidence: 'declared', dated: '2026-11-01', documentedUntil: null };
    expect(standingWithout({ ...answer, lost: [policy], left: [] }, TODAY)).toEqual(declared);
    expect(standingWithout({ ...answer, lost: [policy], left: [old] }, TODAY)).toEqual(declared);
    expect(standingWithout({ ...answer, lost: [photo], left: [] }, TODAY)).toEqual(declared);
  });
  it('stands by the longest of the documents left, as long as that one lasts', () => {
    expect(standingWithout({ ...answer, lost: [policy], left: [old, photo] }, TODAY)).toEqual(proved(photo));
  });
  it('stands as it does where another document proves it', () => {
    expect(standingWithout({ ...answer, lost: [photo], left: [policy] }, TODAY)).toBeNull();
    expect(standingWithout({ ...answer, lost: [policy], left: [policy] }, TODAY)).toBeNull();
  });
  it('stands as it does where it was only claimed, or was seen on site', () => {
    expect(
      standingWithout({ ...answer, current: { ...answer.current, evidence: 'declared' }, lost: [policy], left: [] }, TODAY),
    ).toBeNull();
    expect(
      standingWithout({ ...answer, current: { ...answer.current, evidence: 'verified' }, lost: [policy], left: [] }, TODAY),
    ).toBeNull();
  });
});
