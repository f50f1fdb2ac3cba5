import type { Question } from './manual.js';

const pickedValues = (question: Question, value: unknown): readonly number[] => {
  const picked: readonly unknown[] = Array.isArray(value) ? value : [value];
  return question.options.flatMap((option) => (picked.includes(option.id) && option.value !== null ? [option.value] : []));
};

const choiceScore = (question: Question, value: unknown): number | undefined => {
  const values = pickedValues(question, value);
  if (values.length === 0) return undefined;
  return question.counts === 'exposure'
    ? Math.max(...values)
    : Math.min(
        1,
        values.reduce((total, one) => total + one, 0),
      );
};

const scoreOf = (question: Question, value: unknown): number | null | undefined => {
  switch (question.type) {
    case 'yes_no':
    case 'single':
    case 'multiple':
      return choiceScore(question, value);
    case 'number':
    case 'percent':
      return question.steps.findLast((step) => typeof value === 'number' && step.from <= value)?.value;
    case 'date':
    case 'text':
    case 'file':
      return question.answeredValue;
  }
};

/**
 * The value 0..1 of a valid answer: for exposure and practice 1 is worst, for a control 1 is best. Of several picked
 * options an exposure counts the highest; controls and practices add up, to 1 at most. Throws for a fact, which has no
 * score, and for a value that answers nothing: it must never pass for a good answer.
 */
export const scoreOfAnswer = (question: Question, value: unknown): number => {
  if (question.counts === 'fact') throw new Error(`Question ${question.id} is a fact and has no score`);
  const score = scoreOf(question, value);
  if (score === undefined || score === null) throw new Error(`Question ${question.id} was not answered by this value`);
  return score;
};
