import { describe, expect, it } from '@jest/globals';
import { scoreOfAnswer } from '../manual/answer-score.js';
import { questionsOf } from '../manual/manual.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import { bestAnswer } from './best-answer.js';
import { readShipped } from '../../../test/support/shipped.js';

describe('the best answer to a question', () => {
  it('is an answer that the question takes, and that no option or step beats', async () => {
    const { manual } = await readShipped();
    const scored = questionsOf(manual).filter(({ counts }) => counts === 'exposure' || counts === 'control');
    expect(scored.length).toBeGreaterThan(50);
    for (const question of scored) {
      const best = bestAnswer(question);
      expect([question.id, best === null]).toEqual([question.id, false]);
      if (best === null || best.value === null) continue;
      expect([question.id, checkAnswer(question, { state: 'answered', value: best.value })]).toEqual([question.id, []]);
      expect(scoreOfAnswer(question, best.value)).toBe(best.score);
      const values = [...question.options, ...question.steps].flatMap(({ value }) => value ?? []);
      const isControl = question.counts === 'control';
      if (isControl) expect(best.score).toBeGreaterThanOrEqual(Math.max(...values));
      else expect(best.score).toBe(Math.min(...values));
    }
  });

  it('does not exist for a fact', async () => {
    const { manual } = await readShipped();
    const facts = questionsOf(manual).filter(({ counts }) => counts === 'fact');
    expect(facts.map(bestAnswer).every((best) => best === null)).toBe(true);
  });
});
