import { questionsReadBy, readsSite } from '../expressions/cel.js';
import { mayHold, type OpenInput, truthOf } from '../expressions/condition.js';
import type { Truth } from '../expressions/truth.js';
import { openAnswer } from '../manual/answer-values.js';
import type { Question } from '../manual/manual.js';
import { type Answers, answerTo, type SiteFacts, UNKNOWN_SITE } from './answer.js';
import { askedQuestions, type Questionnaire } from './select-questions.js';

/**
 * What one condition reads of a questionnaire: the answers there are, and the questions still open. For `truthOf`, with any other inputs.
 * Only visible questions count: hidden answers are kept in case their gate opens again, and left out.
 */
export const answerInputs = (
  condition: string,
  visible: readonly Question[],
  answers: Answers,
): { readonly answers: Readonly<Record<string, unknown>>; readonly open: readonly OpenInput[] } => {
  const read = questionsReadBy(condition);
  const known: Record<string, unknown> = {};
  const open: OpenInput[] = [];
  for (const question of visible) {
    if (!read.includes(question.id)) continue;
    const answer = answerTo(answers, question.id);
    if (answer?.state === 'answered') known[question.id] = answer.value;
    else open.push(openAnswer(question, condition));
  }
  return { answers: known, open };
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
  const { known, open } = inputsOf(condition, visible, answers, site);
  return truthOf(condition, known, open);
};

const inputsOf = (condition: string, visible: readonly Question[], answers: Answers, site: SiteFacts) => {
  const inputs = answerInputs(condition, visible, answers);
  return { known: readsSite(condition) ? { answers: inputs.answers, site } : { answers: inputs.answers }, open: inputs.open };
};

/** What deciding about a questionnaire takes and no answer changes: for each question the questions that its condition reads. */
type Gates = ReadonlyMap<Question, readonly Question[]>;

const gatesKnown = new WeakMap<Questionnaire, Gates>();

/** Found out once for a questionnaire: it is decided anew at every answer that is saved. */
const gatesOf = (questionnaire: Questionnaire): Gates => {
  const known = gatesKnown.get(questionnaire);
  if (known) return known;
  const asked = askedQuestions(questionnaire);
  const byId = new Map(asked.map((question) => [question.id, question]));
  const gates = new Map(
    asked.map((question) => [
      question,
      question.visible === null ? [] : questionsReadBy(question.visible).flatMap((id) => byId.get(id) ?? []),
    ]),
  );
  gatesKnown.set(questionnaire, gates);
  return gates;
};

/**
 * The questions to be asked, given what was answered so far, in the questionnaire's order. A condition that hangs on a
 * missing answer, on one that was hidden or on one that is not asked at this depth asks its question: silence hides nothing.
 */
export const visibleQuestions = (questionnaire: Questionnaire, answers: Answers, site: SiteFacts = UNKNOWN_SITE): readonly Question[] => {
  const gates = gatesOf(questionnaire);
  const decided = new Map<Question, boolean>();
  const isVisible = (question: Question): boolean => {
    const known = decided.get(question);
    if (known !== undefined) return known;
    decided.set(question, true);
    const { visible } = question;
    if (visible === null) return true;
    const { known: given, open } = inputsOf(visible, (gates.get(question) ?? []).filter(isVisible), answers, site);
    const result = mayHold(visible, given, open);
    decided.set(question, result);
    return result;
  };
  return [...gates.keys()].filter(isVisible);
};
