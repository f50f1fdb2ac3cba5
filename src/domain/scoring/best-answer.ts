import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Question } from '../manual/manual.js';

/** An answer that counts best, and what it counts: the least exposure, or the most that a control can be. */
export interface BestAnswer {
  /** null where any answer counts the same, as with texts and files. */
  readonly value: unknown;
  readonly score: number;
}

const candidates = (question: Question): readonly unknown[] => {
  const ids = question.options.map(({ id }) => id);
  switch (question.type) {
    case 'yes_no':
    case 'single':
      return ids;
    case 'multiple':
      return [...ids.map((id) => [id]), question.options.filter(({ exclusive }) => !exclusive).map(({ id }) => id)].filter(
        (picked) => picked.length > 0,
      );
    case 'number':
    case 'percent':
      return question.parts.length > 0 ? [] : question.steps.map(({ from }) => from);
    case 'date':
    case 'text':
    case 'file':
      return [];
  }
};

/** The best answer that a question can have; null for a fact, and where no answer has a score. */
export function bestAnswer(question: Question): BestAnswer | null {
  if (question.counts === 'fact') return null;
  if (question.answeredValue !== null) return { value: null, score: question.answeredValue };
  const scored = candidates(question).flatMap((value) => {
    const isScored =
      typeof value === 'number' || question.options.some((option) => [value].flat().includes(option.id) && option.value !== null);
    return isScored ? [{ value, score: scoreOfAnswer(question, value) }] : [];
  });
  const isBetter = (a: BestAnswer, b: BestAnswer): boolean => (question.counts === 'control' ? a.score > b.score : a.score < b.score);
  return scored.reduce<BestAnswer | null>((best, one) => (best === null || isBetter(one, best) ? one : best), null);
}
