import { describe, expect, it } from '@jest/globals';
import { manual, question } from '../../../test/support/manuals.js';
import type { Answers } from './answer.js';
import { completeness } from './completeness.js';
import { chapterOf, completenessOfPart, mayTouch } from './part.js';
import { selectQuestions } from './select-questions.js';

const questionnaire = selectQuestions(manual([[question('A1'), question('A2')], [question('B1', { visible: 'answers.A1 == "yes"' })]]), {
  sha256: 'x',
  depth: 'full',
  audience: 'supplier',
  returning: [],
});

describe('a part of a questionnaire', () => {
  it('lets whoever holds the whole touch everything, and a delegate the chapters handed over alone', () => {
    expect(mayTouch(null, 'chapter_0')).toBe(true);
    expect(mayTouch(null, undefined)).toBe(true);
    expect(mayTouch(['chapter_1'], 'chapter_1')).toBe(true);
    expect(mayTouch(['chapter_1'], 'chapter_0')).toBe(false);
    expect(mayTouch(['chapter_1'], undefined)).toBe(false);
    expect(chapterOf(questionnaire, 'B1')).toBe('chapter_1');
    expect(chapterOf(questionnaire, 'Z9')).toBeUndefined();
  });

  it('counts its own progress, while its conditions go on reading the answers of the others', () => {
    const closed: Answers = { A1: { state: 'answered', value: 'no' } };
    const opened: Answers = { A1: { state: 'answered', value: 'yes' } };
    expect(completenessOfPart(completeness(questionnaire, closed), ['chapter_1']).total).toEqual({
      answered: 0,
      visible: 0,
      required: 0,
      missing: [],
    });
    const part = completenessOfPart(completeness(questionnaire, opened), ['chapter_1']);
    expect(part.total).toEqual({ answered: 0, visible: 1, required: 1, missing: ['B1'] });
    expect(part.chapters.map(({ chapter }) => chapter)).toEqual(['chapter_1']);
    expect(completenessOfPart(completeness(questionnaire, opened), null)).toEqual(completeness(questionnaire, opened));
  });
});
