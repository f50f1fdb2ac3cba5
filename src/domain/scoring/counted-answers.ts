import { valuesOfOptions } from '../manual/answer-score.js';
import type { Manual, Question } from '../manual/manual.js';
import { indexOfManual } from '../manual/manual-index.js';
import { questionsReadBy } from '../expressions/cel.js';
import type { Answer, Answers, SiteFacts } from '../questionnaire/answer.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Questionnaire } from '../questionnaire/select-questions.js';
import { visibleQuestions } from '../questionnaire/visibility.js';
import { addDays, DAY_MS, dayOf, type IsoDate, type IsoInstant, MONTH_DAYS, timeOf } from '../shared/instant.js';
import type { CountedAnswer, EffectiveAnswer, OpenRound } from './counted-answer.js';
import type { Methodology } from './methodology.js';
import { type Seen, seenAlone, worseOf } from './say-do-gap.js';

export interface AnswersAt {
  readonly effective: readonly EffectiveAnswer[];
  /** What was seen about facts and about questions that were never asked: in no sum, but their faults are faults. */
  readonly seenAlone: readonly EffectiveAnswer[];
  /** Moments at which time alone will change what counts, the next one among them. */
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
  const { questions, byId, chapters } = indexOfManual(manual);
  const oldest = firstDayFrom(timeOf(today) - methodology.answerMaxAgeMonths * MONTH_DAYS * DAY_MS);
  const asked = new Set(overdue ? openRound.asked : []);
  const standing = new Map<string, CountedAnswer>();
  for (const answer of counted) {
    asked.add(answer.question);
    if (silenced || answer.dated < oldest || byId.get(answer.question)?.meaning !== answer.meaning) continue;
    standing.set(answer.question, atDay(answer, today));
  }
  const countsFor = (question: Question) =>
    worseOf(question, fitting(question, standing.get(question.id)), seen, methodology.exposure.unknown);
  const contradicted = seen.length === 0 ? null : new Map(questions.filter(({ id }) => asked.has(id)).map((one) => [one, countsFor(one)]));
  for (const [{ id }, { answer }] of contradicted ?? []) if (answer !== null) standing.set(id, answer);
  const visible = visibleQuestions(wholeOf(manual), gateAnswers(manual, standing), site, ({ id }) => asked.has(id));
  const effective = visible.map((question): EffectiveAnswer => {
    const { answer, replaced } = contradicted?.get(question) ?? countsFor(question);
    return { question, chapter: chapters.get(question.id) ?? '', answer, replaced };
  });
  const about = new Set(seen.map(({ question }) => question));
  const unasked = about.size === 0 ? [] : questions.filter(({ id, counts: as }) => about.has(id) && (as === 'fact' || !asked.has(id)));
  const alone = unasked.flatMap((question): EffectiveAnswer[] => {
    const answer = seenAlone(question, standing.get(question.id) ?? null, seen);
    return answer === null ? [] : [{ question, chapter: chapters.get(question.id) ?? '', answer, replaced: null }];
  });
  return { effective, seenAlone: alone, horizons: nextHorizon(counted, openRound, methodology, asOf) };
}

interface Whole {
  /** All questions of a manual, whoever they are for. */
  readonly questionnaire: Questionnaire;
  /** Questions that a visibility condition reads. */
  readonly gates: readonly string[];
}

const wholes = new WeakMap<Manual, Whole>();

/** Made once a manual: what decides which of its questions are visible is found out once for all sites. */
function wholeManual(manual: Manual): Whole {
  const known = wholes.get(manual);
  if (known !== undefined) return known;
  const { id, version, family, title, baseLanguage, languages, chapters } = manual;
  const whole: Whole = {
    questionnaire: {
      manual: { id, version, sha256: '', family },
      title,
      baseLanguage,
      languages,
      depth: 'full',
      audience: 'supplier',
      chapters,
      contradictions: [],
      returning: [],
    },
    gates: [...new Set(indexOfManual(manual).questions.flatMap(({ visible }) => (visible === null ? [] : questionsReadBy(visible))))],
  };
  wholes.set(manual, whole);
  return whole;
}

const wholeOf = (manual: Manual): Questionnaire => wholeManual(manual).questionnaire;

/** The answers on which it hangs whether others are visible. */
function gateAnswers(manual: Manual, standing: ReadonlyMap<string, CountedAnswer>): Answers {
  const answers: Record<string, Answer> = {};
  for (const id of wholeManual(manual).gates) {
    const answer = standing.get(id);
    if (answer !== undefined) answers[id] = answer;
  }
  return answers;
}

/** An answer in words that a later version of the manual no longer has is no answer: it must be given again. */
function fitting(question: Question, answer: CountedAnswer | undefined): CountedAnswer | null {
  if (answer === undefined) return null;
  const isScored = question.counts !== 'fact' && question.type !== 'text' && question.type !== 'file';
  return !isScored || isOption(question, answer) || checkAnswer(question, { state: answer.state, value: answer.value }).length === 0
    ? answer
    : null;
}

/** The answer to most questions, told without asking further. */
const isOption = (question: Question, { state, value }: CountedAnswer): boolean =>
  state === 'answered' && (question.type === 'single' || question.type === 'yes_no') && valuesOfOptions(question).has(value);

const atDay = (answer: CountedAnswer, today: IsoDate): CountedAnswer =>
  answer.evidence === 'documented' && answer.documentedUntil !== null && answer.documentedUntil < today
    ? { ...answer, evidence: 'declared' }
    : answer;

/** Days are compared as text, since every answer of every site has such moments and only the next one is of interest. */
function nextHorizon(
  counted: readonly CountedAnswer[],
  openRound: OpenRound | null,
  methodology: Methodology,
  asOf: IsoInstant,
): readonly IsoInstant[] {
  const now = timeOf(asOf);
  const life = Math.floor(methodology.answerMaxAgeMonths * MONTH_DAYS) + 1;
  const [ofAnswer, ofDocument] = [earliestAfter(now, life), earliestAfter(now, 1)];
  for (const { dated, evidence, documentedUntil } of counted) {
    ofAnswer.add(dated);
    if (evidence === 'documented' && documentedUntil !== null) ofDocument.add(documentedUntil);
  }
  const ofRound = openRound === null ? [] : [addDays(openRound.dueOn, 1), addDays(openRound.dueOn, methodology.graceDays + 1)];
  return [...ofRound, ...ofAnswer.found(), ...ofDocument.found()];
}

/** The first moment after `now` that lies `days` after one of the dates added. */
function earliestAfter(now: number, days: number) {
  const past = dayOf(new Date(now - days * DAY_MS).toISOString());
  let first: IsoDate | null = null;
  return {
    add(date: IsoDate): void {
      if (date > past && (first === null || date < first)) first = date;
    },
    found: (): readonly IsoInstant[] => (first === null ? [] : [addDays(first, days)]),
  };
}

/** The first day that begins at a moment or after it. */
const firstDayFrom = (moment: number): IsoDate => dayOf(new Date(Math.ceil(moment / DAY_MS) * DAY_MS).toISOString());
