import { describe, expect, it } from '@jest/globals';
import { answerChanges, type SaidAnswer } from './answer-changes.js';

const said = (question: string, value: unknown, more: Partial<SaidAnswer> = {}): SaidAnswer => ({
  question,
  state: 'answered',
  value,
  comment: null,
  ...more,
});

describe('the changes between two submissions', () => {
  it('are the answers that differ, in the order of the questionnaire', () => {
    const before = [said('B', 'no'), said('A', 'yes'), said('C', 3)];
    const after = [said('C', 4), said('A', 'yes'), said('B', 'yes')];
    expect(answerChanges(before, after, ['A', 'B', 'C']).map(({ question, kind }) => `${question} ${kind}`)).toEqual([
      'B changed',
      'C changed',
    ]);
  });
  it('tell of questions that a changed answer has brought up or taken away', () => {
    const [added, removed] = answerChanges([said('A', 1)], [said('B', 2)], ['B', 'A']);
    expect(added).toEqual({ question: 'B', kind: 'added', before: null, after: said('B', 2) });
    expect(removed).toEqual({ question: 'A', kind: 'removed', before: said('A', 1), after: null });
  });
  it('see a comment, and an answer that became "we do not know"', () => {
    const unknown = said('A', null, { state: 'unknown' });
    expect(answerChanges([said('A', 1)], [unknown], ['A'])).toHaveLength(1);
    expect(answerChanges([said('A', 1)], [said('A', 1, { comment: 'Since May.' })], ['A'])).toHaveLength(1);
  });
  it('are none where options stand in another order', () => {
    expect(answerChanges([said('A', ['x', 'y'])], [said('A', ['y', 'x'])], ['A'])).toEqual([]);
  });
});
