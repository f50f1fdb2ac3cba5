import { isTouched } from '../assessment/answer-origin.js';
import { sameMeaning } from '../manual/same-meaning.js';
import type { Question } from '../manual/manual.js';
import type { Answers } from './answer.js';
import { answerTo } from './answer.js';
import { checkAnswer } from './check-answer.js';
import { mayConfirmInBulk } from './confirm.js';
import { askedQuestions, type Questionnaire } from './select-questions.js';

/** The round whose answers are copied: only answers that somebody stands by. */
export interface CopySource {
  readonly questionnaire: Questionnaire;
  readonly visible: readonly Question[];
  readonly answers: Answers;
}

/** The round into which they are copied. */
export interface CopyTarget {
  readonly questionnaire: Questionnaire;
  /** Origin of the answer there is, by question id. */
  readonly origins: ReadonlyMap<string, string>;
  readonly isEditable: (question: string) => boolean;
}

export interface CopyPlan {
  /** Ids of the questions whose answers are copied. */
  readonly copied: readonly string[];
  /** Ids of questions that the source answers, and that somebody must answer for this site alone. */
  readonly oneByOne: readonly string[];
}

/**
 * Which answers of one site may stand at another until somebody changes them: to the same question in the same meaning, within one family of
 * manuals; never over what was given there, never a file, and nothing that is to be looked at site by site.
 */
export function planCopy(source: CopySource, target: CopyTarget): CopyPlan {
  if (source.questionnaire.manual.family !== target.questionnaire.manual.family) return { copied: [], oneByOne: [] };
  const said = new Map(source.visible.map((question) => [question.id, question]));
  const single = new Set(
    [source.questionnaire, target.questionnaire].flatMap(({ chapters }) =>
      chapters.flatMap((chapter) => chapter.questions.filter((one) => !mayConfirmInBulk(chapter, one)).map(({ id }) => id)),
    ),
  );
  const fitting = askedQuestions(target.questionnaire).filter((question) => {
    const earlier = said.get(question.id);
    const answer = answerTo(source.answers, question.id);
    const free = !isTouched(target.origins.get(question.id) ?? 'prefilled') && target.isEditable(question.id);
    if (earlier === undefined || answer?.state !== 'answered' || question.type === 'file' || !free) return false;
    return sameMeaning(earlier, question) && checkAnswer(question, answer).length === 0;
  });
  return {
    copied: fitting.filter(({ id }) => !single.has(id)).map(({ id }) => id),
    oneByOne: fitting.filter(({ id }) => single.has(id)).map(({ id }) => id),
  };
}
