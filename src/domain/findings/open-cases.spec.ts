import { describe, expect, it } from '@jest/globals';
import { type FindingThatCounts, openCases } from './open-cases.js';

const finding = (id: string, ruleId: string, more: Partial<FindingThatCounts> = {}): FindingThatCounts => ({
  id,
  ruleId,
  severity: 'major',
  zeroTolerance: false,
  isCase: true,
  visibility: 'released',
  signalId: null,
  ...more,
});
const ids = (findings: readonly FindingThatCounts[], extent: 'all' | 'released') => openCases(findings, extent).map(({ id }) => id);

describe('the cases among open findings', () => {
  it('are those that add points, and for the supplier those that are released', () => {
    const all = [finding('a', 'x'), finding('b', 'y', { isCase: false }), finding('c', 'z', { visibility: 'held' })];
    expect([ids(all, 'all'), ids(all, 'released')]).toEqual([['a', 'c'], ['a']]);
  });

  it('count once what the supplier’s own words and somebody else show alike', () => {
    const all = [
      finding('a', 'x'),
      finding('b', 'x.seen', { visibility: 'held', signalId: 's' }),
      finding('c', 'y.seen', { signalId: 's' }),
    ];
    expect(ids(all, 'all')).toEqual(['a', 'c']);
  });

  it('carry the signal with which they count once, as whoever asks has it', () => {
    const all = [finding('a', 'x', { signalId: 's' }), finding('b', 'y')];
    expect(openCases(all, 'all').map(({ signalId }) => signalId)).toEqual(['s', null]);
    expect(openCases(all, 'all', ({ signalId }) => signalId ?? 'ours').map(({ signalId }) => signalId)).toEqual(['s', 'ours']);
  });
});
