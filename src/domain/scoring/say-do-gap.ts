import { scoreOfAnswer } from '../manual/answer-score.js';
import type { Question } from '../manual/manual.js';
import { checkAnswer } from '../questionnaire/check-answer.js';
import type { IsoDate } from '../shared/instant.js';
import type { Observation } from '../signals/site-signal.js';
import type { CountedAnswer, EffectiveAnswer } from './counted-answer.js';

/** What workers said or an audit saw about a question, with where and when. */
export interface Seen extends Observation {
  /** `signal:<id>`. */
  readonly source: string;
  readonly dated: IsoDate;
}

/** 0 is best and 1 worst, whatever a question counts as. */
const badness = (question: Question, value: unknown): number => {
  const score = scoreOfAnswer(question, value);
  return question.counts === 'control' ? 1 - score : score;
};

/** It is about this question as it is asked now, and fits it. */
const isAbout = (question: Question, seen: Seen): boolean =>
  question.type !== 'text' &&
  question.type !== 'file' &&
  seen.question === question.id &&
  seen.meaning === question.meaning &&
  checkAnswer(question, { state: 'answered', value: seen.value }).length === 0;

const isComparable = (question: Question, seen: Seen): boolean => question.counts !== 'fact' && isAbout(question, seen);

/** What somebody verified on that day or later has settled the matter. */
const isSettled = (answer: CountedAnswer | null, seen: Seen): boolean => answer?.evidence === 'verified' && answer.dated >= seen.dated;

const asAnswer = ({ question, meaning, value, dated, source }: Seen): CountedAnswer => ({
  question,
  meaning,
  state: 'answered',
  value,
  evidence: 'verified',
  dated,
  documentedUntil: null,
  source,
});

/** How bad what the site itself says is: silence is the worst, and "we do not know" counts as the method has it. */
const ownBadness = (question: Question, answer: CountedAnswer | null, unknown: number): number => {
  if (answer === null) return 1;
  if (answer.state === 'unknown') return question.counts === 'exposure' ? unknown : 1;
  return badness(question, answer.value);
};

/**
 * Where workers or an audit contradict an answer, the worse value is used and both are kept (methodology, 3.2). What is no worse than the
 * site's own words changes nothing; where it is as bad as silence or "we do not know", it is used, since it is known.
 */
export function worseOf(
  question: Question,
  answer: CountedAnswer | null,
  seen: readonly Seen[],
  unknown: number,
): Pick<EffectiveAnswer, 'answer' | 'replaced'> {
  if (seen.length === 0) return { answer, replaced: null };
  const [worst] = seen
    .filter((one) => isComparable(question, one) && !isSettled(answer, one))
    .sort((a, b) => badness(question, b.value) - badness(question, a.value) || (a.source < b.source ? -1 : 1));
  if (worst === undefined) return { answer, replaced: null };
  const own = ownBadness(question, answer, unknown);
  const isWorse = badness(question, worst.value) > own || (answer?.state !== 'answered' && badness(question, worst.value) >= own);
  if (!isWorse) return { answer, replaced: null };
  // Proof of what was not so is proof of nothing more: a claim that was found out never counts better than before.
  const evidence = answer?.state === 'answered' ? answer.evidence : 'verified';
  return {
    answer: { ...asAnswer(worst), evidence },
    replaced: answer?.state === 'answered' ? { source: answer.source, value: scoreOfAnswer(question, answer.value) } : null,
  };
}

/**
 * What was seen about a question whose answer is not measured against it: one that the site was never asked, or a fact. It moves no sum, and
 * what it shows is a fault all the same. Of several the worst, of facts the latest; null: nothing, or it is settled.
 */
export function seenAlone(question: Question, answer: CountedAnswer | null, seen: readonly Seen[]): CountedAnswer | null {
  const open = seen.filter((one) => isAbout(question, one) && !isSettled(answer, one));
  const worth = (one: Seen): number => (question.counts === 'fact' ? Date.parse(one.dated) : badness(question, one.value));
  const [first] = [...open].sort((a, b) => worth(b) - worth(a) || (a.source < b.source ? -1 : 1));
  return first === undefined ? null : asAnswer(first);
}
