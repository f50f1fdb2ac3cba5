import { questionsReadBy } from '../expressions/cel.js';
import { type OpenInput, truthOf } from '../expressions/condition.js';
import type { Truth } from '../expressions/truth.js';
import { openAnswer } from '../manual/answer-values.js';
import type { Question } from '../manual/manual.js';
import { type Answers, answerTo, type SiteFacts, UNKNOWN_SITE } from './answer.js';
import { askedQuestions, type Questionnaire } from './select-questions.js';

/** The answers that count: those to visible questions. Hidden ones are kept in case their gate opens again, and left out. */
const knownAnswers = (visible: readonly Question[], answers: Answers): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    visible.flatMap(({ id }) => {
      const answer = answerTo(answers, id);
      return answer?.state === 'answered' ? [[id, answer.value]] : [];
    }),
  );

/** What one condition reads of a questionnaire: the answers there are, and the questions still open. For `truthOf`, with any other inputs. */
export const answerInputs = (
  condition: string,
  visible: readonly Question[],
  answers: Answers,
): { readonly answers: Readonly<Record<string, unknown>>; readonly open: readonly OpenInput[] } => {
  const read = new Set(questionsReadBy(condition));
  const relevant = visible.filter(({ id }) => read.has(id));
  const open = relevant.filter(({ id }) => answerTo(answers, id)?.state !== 'answered').map((question) => openAnswer(question, condition));
  return { answers: knownAnswers(relevant, answers), open };
};

/**
 * Whether a condition holds for a site, given the questions visible in its questionnaire. Blank and unknown answers are
 * open: the condition is decided only if every answer to them would decide it alike.
 */
export const conditionHolds = (
  condition: string,
  visible: readonly Question[],
  answers: Answers,
  site: SiteFacts = UNKNOWN_SITE,
): Truth => {
  const inputs = answerInputs(condition, visible, answers);
  return truthOf(condition, { answers: inputs.answers, site }, inputs.open);
};

/**
 * The questions to be asked, given what was answered so far, in the questionnaire's order. A condition that hangs on a
 * missing answer, on one that was hidden or on one that is not asked at this depth asks its question: silence hides nothing.
 */
export const visibleQuestions = (questionnaire: Questionnaire, answers: Answers, site: SiteFacts = UNKNOWN_SITE): readonly Question[] => {
  const asked = askedQuestions(questionnaire);
  const byId = new Map(asked.map((question) => [question.id, question]));
  const decided = new Map<string, boolean>();
  const isVisible = (question: Question): boolean => {
    const known = decided.get(question.id);
    if (known !== undefined) return known;
    decided.set(question.id, true);
    const { visible } = question;
    if (visible === null) return true;
    const gates = questionsReadBy(visible).flatMap((id) => byId.get(id) ?? []);
    const result = conditionHolds(visible, gates.filter(isVisible), answers, site) !== 'false';
    decided.set(question.id, result);
    return result;
  };
  return asked.filter(isVisible);
};
