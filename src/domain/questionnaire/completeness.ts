import type { Question } from '../manual/manual.js';
import type { Problem } from '../shared/domain-error.js';
import { type Answers, answerTo, type SiteFacts, UNKNOWN_SITE } from './answer.js';
import { checkAnswer } from './check-answer.js';
import type { Questionnaire } from './select-questions.js';
import { visibleQuestions } from './visibility.js';

export interface Progress {
  /** Visible questions with a valid answer; "we do not know" is one. */
  readonly answered: number;
  readonly visible: number;
  /** Visible questions that must be answered before submission. */
  readonly required: number;
  /** Ids of required questions that have no valid answer, in order. */
  readonly missing: readonly string[];
}

export interface Completeness {
  readonly chapters: readonly (Progress & { readonly chapter: string })[];
  readonly total: Progress;
}

/** A document may follow later, as evidence; everything else is answered, if only with "we do not know". */
const isRequired = (question: Question): boolean => question.type !== 'file';

const isAnswered = (question: Question, answers: Answers): boolean => {
  const answer = answerTo(answers, question.id);
  return answer !== undefined && checkAnswer(question, answer).length === 0;
};

const progressOf = (visible: readonly Question[], answers: Answers): Progress => {
  const required = visible.filter(isRequired);
  return {
    answered: visible.filter((question) => isAnswered(question, answers)).length,
    visible: visible.length,
    required: required.length,
    missing: required.filter((question) => !isAnswered(question, answers)).map(({ id }) => id),
  };
};

/** How far a respondent has come, per chapter and in total; questions hidden by a gate are not counted. */
export const completeness = (questionnaire: Questionnaire, answers: Answers, site: SiteFacts = UNKNOWN_SITE): Completeness => {
  const visible = visibleQuestions(questionnaire, answers, site);
  const ids = new Set(visible.map(({ id }) => id));
  return {
    chapters: questionnaire.chapters.map((chapter) => ({
      chapter: chapter.id,
      ...progressOf(
        chapter.questions.filter(({ id }) => ids.has(id)),
        answers,
      ),
    })),
    total: progressOf(visible, answers),
  };
};

/** What keeps an assessment from being submitted: visible questions without an answer, and answers that are not valid. */
export const checkSubmission = (questionnaire: Questionnaire, answers: Answers, site: SiteFacts = UNKNOWN_SITE): readonly Problem[] =>
  visibleQuestions(questionnaire, answers, site).flatMap((question) => {
    const answer = answerTo(answers, question.id);
    if (answer) return checkAnswer(question, answer);
    return isRequired(question) ? [{ path: question.id, code: 'ANSWER_MISSING', message: 'This question is not answered yet.' }] : [];
  });
