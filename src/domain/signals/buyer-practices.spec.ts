import { beforeAll, describe, expect, it } from '@jest/globals';
import { readShipped } from '../../../test/support/shipped.js';
import type { OpenCase } from './signals-at.js';
import { type Manual, type Question, questionsOf } from '../manual/manual.js';
import { practicesLevel } from './buyer-practices.js';
import { signalOfCase } from './practice-cases.js';
import type { SiteSignal } from './site-signal.js';

let manual: Manual;
let practices: readonly Question[];
beforeAll(async () => {
  manual = (await readShipped()).manual;
  practices = questionsOf(manual).filter(({ counts }) => counts === 'practice');
});

const answered = (value: unknown) => ({ state: 'answered' as const, value });

describe('how bad our own practices are', () => {
  it('is nothing to say where nothing about them was asked', () => {
    expect(practicesLevel([], {})).toBeNull();
    expect(
      practicesLevel(
        questionsOf(manual).filter(({ counts }) => counts !== 'practice'),
        {},
      ),
    ).toBeNull();
  });

  it('is the worst where all is blank or unknown: nothing unknown is called safe', () => {
    expect(practices.length).toBeGreaterThan(3);
    expect(practicesLevel(practices, {})).toBe(1);
    expect(practicesLevel(practices, Object.fromEntries(practices.map(({ id }) => [id, { state: 'unknown', value: null }])))).toBe(1);
  });

  it('is the mean of the answers by weight, so that answering never makes it worse than silence', () => {
    const only = practices.filter(({ id }) => id === 'K1' || id === 'K9');
    expect(practicesLevel(only, { K1: answered('all_three'), K9: answered('all') })).toBe(0);
    expect(practicesLevel(only, { K1: answered('all_three') })).toBeCloseTo(4 / 6, 9);
    expect(practicesLevel(only, { K1: answered('law_only'), K9: answered('one') })).toBeCloseTo((2 * 0.5 + 4 * 0.7) / 6, 9);
  });
});

describe('a fault in our own conduct', () => {
  const finding = (
    questionId: string,
    signalId: string | null,
  ): OpenCase & { ruleId: string; isCase: boolean; visibility: 'held'; questionId: string } => ({
    id: 'f',
    ruleId: 'r',
    severity: 'major',
    zeroTolerance: false,
    isCase: true,
    visibility: 'held',
    signalId,
    questionId,
  });
  const ours = (id: string, observedOn: string) => ({ id, kind: 'buyer_practices', observedOn }) as SiteSignal;

  it('counts once with the signal that stands for that conduct, and every other case with its own', () => {
    const signalOf = signalOfCase(manual, [ours('old', '2026-01-01'), ours('new', '2026-02-01')]);
    expect([signalOf(finding('K9', null)), signalOf(finding('W5', null)), signalOf(finding('K9', 's'))]).toEqual(['new', null, 's']);
    expect(signalOfCase(manual, [])(finding('K9', null))).toBeNull();
  });
});
