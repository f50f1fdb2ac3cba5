import { questionsReadBy } from '../expressions/cel.js';
import type { Contradiction, Question } from '../manual/manual.js';
import type { Answers, SiteFacts } from '../questionnaire/answer.js';
import { conditionHolds } from '../questionnaire/visibility.js';
import type { Hint } from './hint.js';

/** The manual's rules that certainly hold: a blank or "we do not know" contradicts nothing. */
export const contradictionHints = (
  rules: readonly Contradiction[],
  visible: readonly Question[],
  answers: Answers,
  site: SiteFacts,
): readonly Hint[] =>
  rules
    .filter(({ when }) => conditionHolds(when, visible, answers, site) === 'true')
    .map(({ when, text }) => ({ kind: 'contradiction', questions: questionsReadBy(when), text, certainty: 'clear' }));
