import { type Manual, type Question, questionsOf } from '../manual/manual.js';
import type { Answers, SiteFacts } from '../questionnaire/answer.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Questionnaire } from '../questionnaire/select-questions.js';
import { visibleQuestions } from '../questionnaire/visibility.js';
import { addDays, daysBetween, dayOf, type IsoDate, type IsoInstant, MONTH_DAYS } from '../shared/instant.js';
import type { Evidence, Methodology } from './methodology.js';
import { type Seen, seenAlone, worseOf } from './say-do-gap.js';

/** The latest answer to a question that was submitted, accepted or verified. */
export interface CountedAnswer {
  readonly question: string;
  /** The meaning in which the question was asked. */
  readonly meaning: number;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly evidence: Evidence;
  readonly dated: IsoDate;
  readonly documentedUntil: IsoDate | null;
  readonly source: string;
}

/** A round that was sent and is not submitted. */
export interface OpenRound {
  readonly dueOn: IsoDate;
  readonly asked: readonly string[];
}

/** An answer as it counts on the day of the score. */
export interface EffectiveAnswer {
  readonly question: Question;
  readonly chapter: string;
  /** null: unanswered, after submission or due date. */
  readonly answer: CountedAnswer | null;
  /** A better answer that workers or an audit contradicted; both are kept. */
  readonly replaced: { readonly value: number; readonly source: string } | null;
}

export interface AnswersAt {
  readonly effective: readonly EffectiveAnswer[];
  /** What was seen about facts and about questions that were never asked: in no sum, but their faults are faults. */
  readonly seenAlone: readonly EffectiveAnswer[];
  /** Moments at which time alone will change what counts. */
  readonly horizons: readonly IsoInstant[];
}

/**
 * What counts on a day: only questions that were asked and are visible; an open round changes nothing before its due date;
 * what workers or an audit saw counts where it is worse;
 * an answer to another meaning of its question, too old an answer, and every answer of a site whose round is overdue past its grace, is no answer; a document past its validity proves nothing.
 */
export function answersAt(
  manual: Manual,
  methodology: Methodology,
  counted: readonly CountedAnswer[],
  openRound: OpenRound | null,
  site: SiteFacts,
  asOf: IsoInstant,
  seen: readonly Seen[] = [],
): AnswersAt {
  const today = dayOf(asOf);
  const overdue = openRound !== null && openRound.dueOn < today;
  const silenced = openRound !== null && dayOf(addDays(openRound.dueOn, methodology.graceDays)) < today;
  const meanings = new Map(questionsOf(manual).map(({ id, meaning }) => [id, meaning]));
  const standing = new Map(
    counted
      .filter((answer) => !silenced && !isTooOld(answer, methodology, today) && meanings.get(answer.question) === answer.meaning)
      .map((answer) => [answer.question, atDay(answer, today)]),
  );
  const asked = new Set([...counted.map(({ question }) => question), ...(overdue ? openRound.asked : [])]);
  const questionnaire = questionnaireOf(manual, asked);
  const counts = new Map(
    questionnaire.chapters
      .flatMap(({ questions }) => questions)
      .map((question) => [
        question.id,
        worseOf(question, fitting(question, standing.get(question.id)), seen, methodology.exposure.unknown),
      ]),
  );
  for (const [question, { answer }] of counts) if (answer !== null) standing.set(question, answer);
  const chapters = new Map(manual.chapters.flatMap((chapter) => chapter.questions.map((question) => [question.id, chapter.id] as const)));
  const effective = visibleQuestions(questionnaire, answersOf(standing), site).map((question) => ({
    question,
    chapter: chapters.get(question.id) ?? '',
    ...(counts.get(question.id) ?? { answer: null, replaced: null }),
  }));
  const about = new Set(seen.map(({ question }) => question));
  const unasked = questionsOf(manual)
    .filter(({ id, counts: as }) => about.has(id) && (as === 'fact' || !asked.has(id)))
    .flatMap((question) => {
      const answer = seenAlone(question, standing.get(question.id) ?? null, seen);
      return answer === null ? [] : [{ question, chapter: chapters.get(question.id) ?? '', answer, replaced: null }];
    });
  return { effective, seenAlone: unasked, horizons: horizonsOf(counted, openRound, methodology) };
}

/** Answers by question, in the form conditions read. */
export const answersOf = (standing: ReadonlyMap<string, CountedAnswer>): Answers =>
  Object.fromEntries([...standing].map(([question, { state, value }]) => [question, { state, value }]));

/** A questionnaire of just these questions, for deciding which of them are visible. */
function questionnaireOf(manual: Manual, asked: ReadonlySet<string>): Questionnaire {
  const chapters = manual.chapters.map((chapter) => ({ ...chapter, questions: chapter.questions.filter(({ id }) => asked.has(id)) }));
  return {
    manual: { id: manual.id, version: manual.version, sha256: '', family: manual.family },
    title: manual.title,
    baseLanguage: manual.baseLanguage,
    languages: manual.languages,
    depth: 'full',
    audience: 'supplier',
    chapters,
    contradictions: [],
    returning: [],
  };
}

/** An answer in words that a later version of the manual no longer has is no answer: it must be given again. */
function fitting(question: Question, answer: CountedAnswer | undefined): CountedAnswer | null {
  if (answer === undefined) return null;
  const isScored = question.counts !== 'fact' && question.type !== 'text' && question.type !== 'file';
  return isScored && checkAnswer(question, { state: answer.state, value: answer.value }).length > 0 ? null : answer;
}

/** By whole days, as all that counts: an answer never lapses in the middle of one. */
const isTooOld = ({ dated }: CountedAnswer, { answerMaxAgeMonths }: Methodology, today: IsoDate): boolean =>
  daysBetween(dated, today) > answerMaxAgeMonths * MONTH_DAYS;

const atDay = (answer: CountedAnswer, today: IsoDate): CountedAnswer =>
  answer.evidence === 'documented' && answer.documentedUntil !== null && answer.documentedUntil < today
    ? { ...answer, evidence: 'declared' }
    : answer;

function horizonsOf(counted: readonly CountedAnswer[], openRound: OpenRound | null, methodology: Methodology): readonly IsoInstant[] {
  const ofRound = openRound === null ? [] : [addDays(openRound.dueOn, 1), addDays(openRound.dueOn, methodology.graceDays + 1)];
  const ofAnswers = counted.flatMap(({ dated, evidence, documentedUntil }) => [
    addDays(dated, Math.floor(methodology.answerMaxAgeMonths * MONTH_DAYS) + 1),
    ...(evidence === 'documented' && documentedUntil !== null ? [addDays(documentedUntil, 1)] : []),
  ]);
  return [...ofRound, ...ofAnswers];
}
