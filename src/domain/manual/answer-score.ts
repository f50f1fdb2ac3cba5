import type { Question } from './manual.js';

const optionValues = new WeakMap<Question, ReadonlyMap<unknown, number | null>>();

/** The value of each option by its id; null where it has none. Kept as long as the question: a portfolio's scores ask for it once an answer. */
export const valuesOfOptions = (question: Question): ReadonlyMap<unknown, number | null> => {
  const known = optionValues.get(question);
  if (known !== undefined) return known;
  const values = new Map(question.options.map(({ id, value }) => [id, value]));
  optionValues.set(question, values);
  return values;
};

const choiceScore = (question: Question, value: unknown): number | undefined => {
  const isExposure = question.counts === 'exposure';
  const values = valuesOfOptions(question);
  if (typeof value === 'string') {
    const one = values.get(value) ?? undefined;
    return one === undefined || isExposure ? one : Math.min(1, one);
  }
  const picked: readonly unknown[] = Array.isArray(value) ? value : [];
  let [found, highest, total] = [false, -Infinity, 0];
  for (const [id, one] of values) {
    if (one === null || !picked.includes(id)) continue;
    found = true;
    highest = Math.max(highest, one);
    total += one;
  }
  if (!found) return undefined;
  return isExposure ? highest : Math.min(1, total);
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
