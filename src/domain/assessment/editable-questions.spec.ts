import { describe, expect, it } from '@jest/globals';
import type { AssessmentState } from './assessment-states.js';
import { isEditable } from './editable-questions.js';
import { pickLanguage } from './pick-language.js';

const RETURNED_AT = '2026-11-20T10:00:00.000Z';
const returned = {
  state: 'returned' as const,
  returnedAt: RETURNED_AT,
  returned: ['R3'],
  answers: [
    { question: 'R3', updatedAt: '2026-11-01T08:00:00.000Z' },
    { question: 'R4', updatedAt: '2026-11-01T08:00:00.000Z' },
    { question: 'C2', updatedAt: '2026-11-20T11:00:00.000Z' },
  ],
};

describe('which answers may still be changed', () => {
  it.each<[AssessmentState, boolean]>([
    ['sent', true],
    ['in_progress', true],
    ['submitted', false],
    ['accepted', false],
    ['cancelled', false],
  ])('while it is %s: %s', (state, editable) => {
    expect(isEditable({ state, returnedAt: null, returned: [], answers: [] }, 'R3')).toBe(editable);
  });
  it('after a return: those sent back and no other answer', () => {
    expect(isEditable(returned, 'R3')).toBe(true);
    expect(isEditable(returned, 'R4')).toBe(false);
  });
  it('after a return: questions that a changed gate has brought up, until submission', () => {
    expect(isEditable(returned, 'C1')).toBe(true);
    expect(isEditable(returned, 'C2')).toBe(true);
  });
});

describe('the language of a text', () => {
  it('is the first wish that exists', () => {
    expect(pickLanguage(['en', 'ru'], ['ru'], 'en')).toBe('ru');
    expect(pickLanguage(['en', 'ru'], ['fi', 'ru-RU'], 'en')).toBe('ru');
    expect(pickLanguage(['en', 'ru'], [undefined, null], 'en')).toBe('en');
    expect(pickLanguage(['en', 'ru'], ['ar'], 'en')).toBe('en');
  });
});
