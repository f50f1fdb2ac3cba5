import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Question } from '../manual/manual.js';
import type { Answers } from '../questionnaire/answer.js';

/**
 * How bad our own practices are, by our answers to the questions about them: the mean of their values by weight, 0 not at all and 1 at their
 * worst. What is blank or unknown counts as the worst, since nothing unknown is called safe. null: no such question was asked.
 */
export function practicesLevel(asked: readonly Question[], answers: Answers): number | null {
  const practices = asked.filter(({ counts, weight }) => counts === 'practice' && weight > 0);
  const total = practices.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return null;
  const bad = practices.reduce((sum, question) => {
    const answer = answers[question.id];
    return sum + question.weight * (answer?.state === 'answered' ? scoreOfAnswer(question, answer.value) : 1);
  }, 0);
  return Math.min(1, Math.max(0, bad / total));
}
