import { beforeAll, describe, expect, it } from '@jest/globals';
import { readShipped } from '../../../test/support/shipped.js';
import { findFaults, findSeenFaults } from '../findings/find.js';
import { type Manual, type Question, questionsOf } from '../manual/manual.js';
import { UNKNOWN_SITE } from '../questionnaire/answer.js';
import type { CountedAnswer } from './counted-answer.js';
import { answersAt } from './counted-answers.js';
import type { Methodology } from './methodology.js';
import { type Seen, seenAlone, worseOf } from './say-do-gap.js';

let manual: Manual;
let methodology: Methodology;
beforeAll(async () => {
  ({ manual, methodology } = await readShipped());
});

const question = (id: string): Question => {
  const found = questionsOf(manual).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no question ${id}`);
  return found;
};
const said = (id: string, value: unknown, more: Partial<CountedAnswer> = {}): CountedAnswer => ({
  question: id,
  meaning: 1,
  state: 'answered',
  value,
  evidence: 'declared',
  dated: '2026-05-01',
  documentedUntil: null,
  source: 'assessment:1',
  ...more,
});
const seen = (id: string, value: unknown, more: Partial<Seen> = {}): Seen => ({
  question: id,
  meaning: 1,
  value,
  source: 'signal:a',
  dated: '2026-06-01',
  ...more,
});
const worse = (answer: CountedAnswer | null, ...all: readonly Seen[]) => {
  const { answer: counts, replaced } = worseOf(question('W5'), answer, all, 0.75);
  return [counts?.value ?? null, counts?.source ?? null, replaced?.source ?? null];
};

describe('what was seen against what was answered', () => {
  it('is used where it is worse, with the answer kept beside it', () => {
    expect(worse(said('W5', 'with_workers'), seen('W5', 'all_held'))).toEqual(['all_held', 'signal:a', 'assessment:1']);
    expect(worse(said('W5', 'all_held'), seen('W5', 'with_workers'))).toEqual(['all_held', 'assessment:1', null]);
    expect(worse(said('W5', 'with_workers'), seen('W5', 'with_workers'))).toEqual(['with_workers', 'assessment:1', null]);
  });

  it('takes the worst of several, by its source where they are alike', () => {
    const all = [
      seen('W5', 'safekeeping', { source: 'signal:c' }),
      seen('W5', 'all_held', { source: 'signal:b' }),
      seen('W5', 'some_held'),
    ];
    expect(worse(said('W5', 'with_workers'), ...all)).toEqual(['some_held', 'signal:a', 'assessment:1']);
  });

  it('takes the place of silence or "we do not know" only where it is as bad, and contradicts neither', () => {
    expect(worse(null, seen('W5', 'safekeeping'))).toEqual([null, null, null]);
    expect(worse(null, seen('W5', 'all_held'))).toEqual(['all_held', 'signal:a', null]);
    expect(worse(said('W5', null, { state: 'unknown' }), seen('W5', 'all_held'))).toEqual(['all_held', 'signal:a', null]);
  });

  it('says nothing of another question, another meaning, or in words the question does not have', () => {
    const answer = said('W5', 'with_workers');
    expect(worse(answer, seen('W6', 'kept_in'), seen('W5', 'all_held', { meaning: 2 }), seen('W5', 'nonsense'))).toEqual([
      'with_workers',
      'assessment:1',
      null,
    ]);
  });

  it('is settled by what was verified on that day or later, and by nothing less', () => {
    const at = (dated: string, evidence: CountedAnswer['evidence']) =>
      worse(said('W5', 'with_workers', { dated, evidence }), seen('W5', 'all_held'))[0];
    expect([at('2026-06-01', 'verified'), at('2026-07-01', 'verified'), at('2026-05-31', 'verified')]).toEqual([
      'with_workers',
      'with_workers',
      'all_held',
    ]);
    expect(at('2026-07-01', 'documented')).toBe('all_held');
  });

  it('is measured for our own practices in their own direction', () => {
    const { answer } = worseOf(question('K9'), said('K9', 'all'), [seen('K9', 'missing')], 0.75);
    expect(answer?.value).toBe('missing');
    expect(worseOf(question('K9'), said('K9', 'missing'), [seen('K9', 'all')], 0.75).replaced).toBeNull();
  });
});

describe('what was seen beside the sums', () => {
  it('is the worst about a question nobody asked, and the latest about a fact', () => {
    expect(seenAlone(question('W5'), null, [seen('W5', 'with_workers'), seen('W5', 'all_held', { source: 'signal:b' })])?.value).toBe(
      'all_held',
    );
    const count = (under: number) => ({ total: 9, migrant: 0, temporary: 0, agency: 0, self_employed: 0, under_18: under });
    const facts = [seen('P3', count(0), { dated: '2026-07-01' }), seen('P3', count(2), { source: 'signal:b' })];
    expect(seenAlone(question('P3'), null, facts)?.source).toBe('signal:a');
    expect(seenAlone(question('P3'), said('P3', count(0), { evidence: 'verified', dated: '2026-08-01' }), facts)).toBeNull();
    expect(seenAlone(question('W5'), null, [])).toBeNull();
  });

  it('moves no answer that counts, and its faults are told once', () => {
    const at = (all: readonly Seen[]) =>
      answersAt(manual, methodology, [said('S1', 'none')], null, UNKNOWN_SITE, '2026-07-01T00:00:00.000Z', all);
    const [without, withIt] = [at([]), at([seen('W5', 'all_held')])];
    expect(withIt.effective).toEqual(without.effective);
    expect(withIt.seenAlone.map(({ question: { id } }) => id)).toEqual(['W5']);
    const known = findFaults(withIt.effective, UNKNOWN_SITE);
    const faults = findSeenFaults(withIt.effective, withIt.seenAlone, UNKNOWN_SITE, known);
    expect(faults.map(({ ruleId, ofOwnWords, signalId }) => [ruleId, ofOwnWords, signalId])).toEqual([
      ['W5.documents_held.seen', false, 'a'],
    ]);
    expect(findSeenFaults(withIt.effective, withIt.seenAlone, UNKNOWN_SITE, faults)).toEqual([]);
    expect(findSeenFaults(without.effective, [], UNKNOWN_SITE, known)).toEqual([]);
  });
});
