import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Question } from '../manual/manual.js';
import type { SiteFacts } from '../questionnaire/answer.js';
import { flagsOn, gravityOf, valueOfOption } from './severity.js';
import { pickedIn, type Tally } from './tally.js';
import { workersValue } from './workers-value.js';

/** On 0..1: nearer than this two answers say much the same. */
const CLEARLY = 0.35;

/** What the site says to a question today; null: nothing, or that it does not know. */
export type SiteAnswers = ReadonlyMap<string, unknown>;

/**
 * `worse`: workers clearly say something worse; `doubt`: some do, not enough to count; `agrees`: neither; `silent`: there is nothing to compare
 * and nothing grave.
 */
export type Verdict = 'worse' | 'doubt' | 'agrees' | 'silent';

export interface Compared {
  readonly question: string;
  readonly meaning: number;
  /** null: too few answered. */
  readonly workers: unknown;
  readonly site: unknown;
  readonly verdict: Verdict;
  /** ILO indicators that the workers' value shows. */
  readonly ilo: readonly number[];
}

const goodnessOf = (question: Question, value: unknown): number => {
  if (question.counts === 'fact') return 1;
  const score = scoreOfAnswer(question, value);
  return question.counts === 'control' ? score : 1 - score;
};

/** Whether one value of a question is clearly worse than another: graver, or worth much less. */
const isClearlyWorse = (question: Question, value: unknown, than: unknown, site: SiteFacts): boolean =>
  gravityOf(question, value, site) > gravityOf(question, than, site) || goodnessOf(question, than) - goodnessOf(question, value) >= CLEARLY;

/** What workers say to one question, beside what the site says. */
export function compare(question: Question, tally: Tally, says: unknown, atLeast: number, site: SiteFacts): Compared {
  const workers = workersValue(question, tally, atLeast, site);
  const verdict = says === null ? besideSilence(question, workers, site) : besideAnswer(question, tally, workers, says, site);
  return {
    question: question.id,
    meaning: question.meaning,
    workers,
    site: says,
    verdict,
    ilo: workers === null ? [] : indicatorsOf(question, workers, site),
  };
}

const besideSilence = (question: Question, workers: unknown, site: SiteFacts): Verdict =>
  workers !== null && gravityOf(question, workers, site) > 0 ? 'worse' : 'silent';

function besideAnswer(question: Question, tally: Tally, workers: unknown, says: unknown, site: SiteFacts): Verdict {
  if (workers !== null && isClearlyWorse(question, workers, says, site)) return 'worse';
  if (isDoubted(question, tally, says, site)) return 'doubt';
  return workers === null ? 'silent' : 'agrees';
}

/** One person who says something grave, or two who say something clearly worse: too few to count, too many to say that workers agree. */
function isDoubted(question: Question, tally: Tally, says: unknown, site: SiteFacts): boolean {
  const graver = (option: string): boolean => gravityOf(question, valueOfOption(question, option), site) > gravityOf(question, says, site);
  if (question.options.some(({ id }) => pickedIn(tally, id) > 0 && graver(id))) return true;
  if (question.type === 'multiple') return false;
  const worse = question.options.filter(({ id }) => isClearlyWorse(question, id, says, site));
  return worse.reduce((people, { id }) => people + pickedIn(tally, id), 0) >= 2;
}

/** Restricted movement, violence, threats, retained documents, and debt: of these only what the manual calls zero tolerance is one. */
const ONLY_WHEN_GRAVEST: readonly number[] = [3, 5, 6, 7, 9];

/** ILO indicators that a value shows. A question may stand for several, so a milder flag shows only those that are no zero tolerance by themselves. */
export function indicatorsOf(question: Question, value: unknown, site: SiteFacts): readonly number[] {
  const flags = flagsOn(question, value, site);
  if (flags.length === 0) return [];
  return flags.some(({ zeroTolerance }) => zeroTolerance) ? question.ilo : question.ilo.filter((one) => !ONLY_WHEN_GRAVEST.includes(one));
}
