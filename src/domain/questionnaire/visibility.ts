import { evaluateAnswers, questionsReadBy, readsSite } from '../expressions/cel.js';
import { mayHold, type OpenInput, truthOf, truthOfResult } from '../expressions/condition.js';
import type { Truth } from '../expressions/truth.js';
import { openAnswer } from '../manual/answer-values.js';
import type { Question } from '../manual/manual.js';
import { type Answer, type Answers, answerTo, type SiteFacts, UNKNOWN_SITE } from './answer.js';
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

/** A visible question with what counts for it; null: nothing. */
export interface Standing {
  readonly question: Question;
  readonly answer: Answer | null;
}

/** `conditionHolds` for many conditions over the same questions and answers: a manual's red flags over one site. */
export const conditionsOver = (standing: ReadonlyMap<string, Standing>, site: SiteFacts): ((condition: string) => Truth) => {
  const valueOf = (id: string): unknown => standing.get(id)?.answer?.value;
  const isOpen = (id: string): boolean => {
    const one = standing.get(id);
    return one !== undefined && one.answer?.state !== 'answered';
  };
  return (condition) => {
    const ids = questionsReadBy(condition);
    const result = ids.some(isOpen) ? undefined : evaluateAnswers(condition, valueOf);
    if (result !== undefined) return truthOfResult(result);
    const read = ids.flatMap((id) => standing.get(id) ?? []);
    const answers = Object.fromEntries(read.flatMap(({ question: { id }, answer }) => (answer === null ? [] : [[id, answer]])));
    return conditionHolds(
      condition,
      read.map(({ question }) => question),
      answers,
      site,
    );
  };
};

const inputsOf = (condition: string, visible: readonly Question[], answers: Answers, site: SiteFacts) => {
  const inputs = answerInputs(condition, visible, answers);
  return { known: readsSite(condition) ? { answers: inputs.answers, site } : { answers: inputs.answers }, open: inputs.open };
};

/** What deciding about a questionnaire takes and no answer changes: for each question with a condition the questions that it reads. */
interface Gates {
  readonly questions: readonly Question[];
  readonly reads: ReadonlyMap<Question, readonly Question[]>;
}

const gatesKnown = new WeakMap<Questionnaire, Gates>();

/** Found out once for a questionnaire: it is decided anew at every answer that is saved. */
const gatesOf = (questionnaire: Questionnaire): Gates => {
  const known = gatesKnown.get(questionnaire);
  if (known) return known;
  const asked = askedQuestions(questionnaire);
  const byId = new Map(asked.map((question) => [question.id, question]));
  const reads = new Map(
    asked.flatMap((question) =>
      question.visible === null ? [] : [[question, questionsReadBy(question.visible).flatMap((id) => byId.get(id) ?? [])] as const],
    ),
  );
  const gates: Gates = { questions: asked, reads };
  gatesKnown.set(questionnaire, gates);
  return gates;
};

/** Whether a condition over visible questions holds or cannot be decided. */
const mayBeAsked = (condition: string, read: readonly Question[], answers: Answers, site: SiteFacts): boolean => {
  const values = new Map<string, unknown>();
  for (const { id } of read) {
    const answer = answerTo(answers, id);
    if (answer?.state === 'answered') values.set(id, answer.value);
  }
  const result = values.size === read.length ? evaluateAnswers(condition, (id) => values.get(id)) : undefined;
  if (result !== undefined) return result !== false;
  const { known, open } = inputsOf(condition, read, answers, site);
  return mayHold(condition, known, open);
};

/**
 * The questions to be asked, given what was answered so far, in the questionnaire's order. A condition that hangs on a
 * missing answer, on one that was hidden or on one that is not asked at this depth asks its question: silence hides nothing.
 * With `isAsked`, as if the questionnaire held no other questions.
 */
export const visibleQuestions = (
  questionnaire: Questionnaire,
  answers: Answers,
  site: SiteFacts = UNKNOWN_SITE,
  isAsked: (question: Question) => boolean = () => true,
): readonly Question[] => {
  const { questions, reads } = gatesOf(questionnaire);
  const decided = new Map<Question, boolean>();
  const isVisible = (question: Question): boolean => {
    const { visible } = question;
    if (visible === null || !isAsked(question)) return isAsked(question);
    const known = decided.get(question);
    if (known !== undefined) return known;
    decided.set(question, true);
    const result = mayBeAsked(visible, (reads.get(question) ?? []).filter(isVisible), answers, site);
    decided.set(question, result);
    return result;
  };
  return questions.filter(isVisible);
};
