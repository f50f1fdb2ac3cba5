import { isTouched } from '../assessment/answer-origin.js';
import type { Chapter, Question } from '../manual/manual.js';
import type { Problem } from '../shared/domain-error.js';
import type { Questionnaire } from './select-questions.js';

/** Risk assessment and workplace: what can change from one month to the next, and hurts people when nobody looks. */
const LOOKED_AT_EACH_TIME = { numbers: [1, 5], ids: ['risk_assessment', 'workplace'] } as const;

/** Whether an answer may be confirmed, or copied from another site, together with many others. */
export const mayConfirmInBulk = (chapter: Pick<Chapter, 'id' | 'number'>, question: Pick<Question, 'redFlags'>): boolean =>
  question.redFlags.length === 0 &&
  !LOOKED_AT_EACH_TIME.ids.some((id) => id === chapter.id) &&
  !LOOKED_AT_EACH_TIME.numbers.some((number) => number === chapter.number);

/** Ids of the questions of a questionnaire whose answers somebody must look at one by one. */
export const lookedAtOneByOne = ({ chapters }: Questionnaire): ReadonlySet<string> =>
  new Set(chapters.flatMap((chapter) => chapter.questions.filter((question) => !mayConfirmInBulk(chapter, question)).map(({ id }) => id)));

/** An answer by question and origin. */
export interface StandingAnswer {
  readonly question: string;
  readonly origin: string;
}

/** The visible answers that were only carried over and must be looked at one by one, in the questionnaire's order. */
export function waitingForConfirmation(
  questionnaire: Questionnaire,
  visible: readonly Pick<Question, 'id'>[],
  answers: readonly StandingAnswer[],
): readonly string[] {
  const single = lookedAtOneByOne(questionnaire);
  const untouched = new Set(answers.filter(({ origin }) => !isTouched(origin)).map(({ question }) => question));
  return visible.map(({ id }) => id).filter((id) => single.has(id) && untouched.has(id));
}

/** What keeps a round from being submitted, beside what is missing. */
export const notConfirmed = (waiting: readonly string[]): readonly Problem[] =>
  waiting.map((path) => ({
    path,
    code: 'ANSWER_NOT_CONFIRMED',
    message: 'This answer was carried over from last time; confirm or change it on its own.',
  }));
