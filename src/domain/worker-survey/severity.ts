import type { Option, Question, RedFlag } from '../manual/manual.js';
import type { SiteFacts } from '../questionnaire/answer.js';
import { conditionHolds } from '../questionnaire/visibility.js';

/** The red flags that this value of a question raises by itself, without knowing any other answer. */
export const flagsOn = (question: Question, value: unknown, site: SiteFacts): readonly RedFlag[] =>
  question.redFlags.filter(
    ({ when }) => conditionHolds(when, [question], { [question.id]: { state: 'answered', value } }, site) === 'true',
  );

/** 0: not grave; 1: critical; 2: zero tolerance. */
export const gravityOf = (question: Question, value: unknown, site: SiteFacts): number =>
  flagsOn(question, value, site).reduce(
    (most, { zeroTolerance, severity }) => Math.max(most, zeroTolerance ? 2 : severity === 'critical' ? 1 : 0),
    0,
  );

/** The value of one option as an answer to its question. */
export const valueOfOption = (question: Question, option: string): unknown => (question.type === 'multiple' ? [option] : option);

/** 0..1, 1 is best; null for a fact, which is neither good nor bad. */
export const goodnessOfOption = ({ counts }: Question, { value }: Option): number | null => {
  if (value === null || counts === 'fact') return null;
  return counts === 'control' ? value : 1 - value;
};

/** An option, and how grave it is. */
export interface RankedOption {
  readonly id: string;
  readonly gravity: number;
}

/** From worst to best: grave ones first, then by what they are worth; of equals the one that stands later, as the manual's own order goes. */
export function worstFirst(question: Question, site: SiteFacts): readonly RankedOption[] {
  return question.options
    .map((option, at) => ({
      id: option.id,
      at,
      gravity: gravityOf(question, valueOfOption(question, option.id), site),
      goodness: goodnessOfOption(question, option) ?? 1,
    }))
    .sort((a, b) => b.gravity - a.gravity || a.goodness - b.goodness || b.at - a.at)
    .map(({ id, gravity }) => ({ id, gravity }));
}
