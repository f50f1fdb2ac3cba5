import { describe, expect, it } from '@jest/globals';
import { control, option, question } from '../../../test/support/manuals.js';
import { scoreOfAnswer } from './answer-score.js';

const options = [option('a', 0.3), option('b', 0.5), option('c', 0.6), option('none', 0, true)];
const steps = [
  { from: 0, value: 0 },
  { from: 10, value: 0.4 },
  { from: 50, value: 1 },
];

describe('the value of an answer', () => {
  it('takes the worst of several exposures, so that a grave one is not diluted', () => {
    expect(scoreOfAnswer(question('R4', { type: 'multiple', options }), ['a', 'c'])).toBe(0.6);
  });

  it('adds up the parts of a control or practice, to 1 at most', () => {
    expect(scoreOfAnswer(control('S2', { type: 'multiple', options }), ['a', 'b'])).toBe(0.8);
    expect(scoreOfAnswer(control('S2', { type: 'multiple', options }), ['a', 'b', 'c'])).toBe(1);
    expect(scoreOfAnswer(question('R8', { counts: 'practice', type: 'multiple', options }), ['none'])).toBe(0);
  });

  it.each([
    [0, 0],
    [9.99, 0],
    [10, 0.4],
    [49, 0.4],
    [1000, 1],
  ])('gives the number %d the value %d of its step', (answer, value) => {
    expect(scoreOfAnswer(question('R2', { type: 'number', options: [], steps }), answer)).toBe(value);
  });

  it('gives a scored date, text or file the value of having answered', () => {
    expect(scoreOfAnswer(control('C2', { type: 'date', options: [], answeredValue: 0.7 }), '2026-01-01')).toBe(0.7);
  });

  it('never lets a value that answers nothing pass for a good answer', () => {
    expect(() => scoreOfAnswer(question('R1'), 'maybe')).toThrow('R1');
    expect(() => scoreOfAnswer(question('R2', { type: 'number', options: [], steps }), 'many')).toThrow('R2');
    expect(() => scoreOfAnswer(question('P1', { counts: 'fact' }), 'yes')).toThrow('fact');
  });
});
