import type { Question } from '../manual/manual.js';
import type { SiteFacts } from '../questionnaire/answer.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { Observation } from '../signals/site-signal.js';
import { compare, type Compared, type SiteAnswers } from './compare.js';
import { type Picture, pictureOf, roundedDown } from './picture.js';
import { emptyTally, type Tally } from './tally.js';

/** Fewer questions than this say nothing of a site as a whole. */
const QUESTIONS_AT_LEAST = 5;

export type SurveyOutcome = 'confirms' | 'contradicts' | 'mixed';

/** What workers and site say to one question. Whether a single person said something else cannot be read off it. */
export interface SurveyAnswer {
  readonly question: string;
  readonly meaning: number;
  /** null: too few answered. */
  readonly workers: unknown;
  /** null: nothing, or that it does not know. */
  readonly site: unknown;
  /** Whether workers contradict the site. */
  readonly gap: boolean;
  /** ILO indicators that the workers' value shows. */
  readonly ilo: readonly number[];
}

/** All that is kept of a survey once it is counted. */
export interface SurveyResult {
  readonly outcome: SurveyOutcome;
  /** Rounded down: at least so many took part. */
  readonly respondentsAtLeast: number;
  readonly pictures: readonly Picture[];
  readonly answers: readonly SurveyAnswer[];
}

export interface CountedSurvey {
  readonly questions: readonly Question[];
  readonly tallies: readonly Tally[];
  readonly respondents: number;
  readonly siteAnswers: SiteAnswers;
  readonly site: SiteFacts;
  readonly atLeast: number;
}

/** Counts a survey that ends. null: fewer took part than may be told apart, so that nothing is known. */
export function countSurvey({ questions, tallies, respondents, siteAnswers, site, atLeast }: CountedSurvey): SurveyResult | null {
  if (respondents < atLeast) return null;
  const byQuestion = new Map(tallies.map((tally) => [tally.question, tally]));
  const tallyOf = ({ id }: Question): Tally => byQuestion.get(id) ?? emptyTally(id);
  const compared = questions.map((question) =>
    compare(question, tallyOf(question), fitting(question, siteAnswers.get(question.id)), atLeast, site),
  );
  return {
    outcome: outcomeOf(compared),
    respondentsAtLeast: roundedDown(respondents, atLeast),
    pictures: questions.map((question) => pictureOf(question, tallyOf(question), atLeast)),
    answers: compared.map(({ verdict, ...answer }) => ({ ...answer, gap: verdict === 'worse' })),
  };
}

/** What the site says in words that the survey's version of the question has; in others nothing can be compared. */
const fitting = (question: Question, value: unknown): unknown =>
  value === undefined || value === null || checkAnswer(question, { state: 'answered', value }).length > 0 ? null : value;

/** One answer that workers contradict is enough; to confirm, enough must be compared and nobody may have said something grave. */
export function outcomeOf(compared: readonly Compared[]): SurveyOutcome {
  if (compared.some(({ verdict }) => verdict === 'worse')) return 'contradicts';
  const agreed = compared.filter(({ verdict }) => verdict === 'agrees').length;
  return agreed >= QUESTIONS_AT_LEAST && compared.every(({ verdict }) => verdict !== 'doubt') ? 'confirms' : 'mixed';
}

/** What workers said wherever enough of them did, for the gaps between what is said and what is done. */
export const observationsOf = ({ answers }: SurveyResult): readonly Observation[] =>
  answers.flatMap(({ question, meaning, workers }) => (workers === null ? [] : [{ question, meaning, value: workers }]));

/** Every ILO indicator that workers showed, once. */
export const iloOf = ({ answers }: SurveyResult): readonly number[] =>
  [...new Set(answers.flatMap(({ ilo }) => ilo))].sort((a, b) => a - b);
