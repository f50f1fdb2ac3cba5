import { questionsReadBy } from '../expressions/cel.js';
import { truthOf } from '../expressions/condition.js';
import { openAnswer } from '../manual/answer-values.js';
import { type Manual, questionsOf } from '../manual/manual.js';
import type { EffectiveAnswer } from './counted-answer.js';
import { inheritedFromUnnamed } from './inherited.js';
import type { FloorTruth } from './inputs.js';
import type { Methodology, Range } from './methodology.js';

/**
 * Whether a site passes work on, and how surely, told as floors are: `certain` whatever is missing; `presumed` where it hangs on nothing but
 * questions asked and left blank or unknown; `possible` where some of them were not asked. null: it does not, or nothing about it was asked.
 */
export function passesWorkOn(manual: Manual, methodology: Methodology, effective: readonly EffectiveAnswer[]): FloorTruth | null {
  const when = methodology.passesWorkOn;
  const read = new Set(questionsReadBy(when));
  const asked = effective.filter(({ question }) => read.has(question.id));
  if (asked.length === 0 && read.size > 0) return null;
  const answers = Object.fromEntries(
    asked.flatMap(({ question, answer }) => (answer?.state === 'answered' ? [[question.id, answer.value] as const] : [])),
  );
  const missing = questionsOf(manual).filter(({ id }) => read.has(id) && !Object.hasOwn(answers, id));
  const truth = truthOf(
    when,
    { answers },
    missing.map((question) => openAnswer(question, when)),
  );
  if (truth === 'true') return 'certain';
  if (truth === 'false') return null;
  const known = new Set(asked.map(({ question }) => question.id));
  return missing.every(({ id }) => known.has(id)) ? 'presumed' : 'possible';
}

/**
 * What a site inherits that names nobody behind it: as if those were like itself where it passes work on or will not say (nothing unknown is
 * called safe), at worst anything where it may; null where it does all work itself or was not asked.
 */
export function inheritedIfUnnamed(
  manual: Manual,
  methodology: Methodology,
  effective: readonly EffectiveAnswer[],
  inherent: Range,
): Range | null {
  const truth = passesWorkOn(manual, methodology, effective);
  if (truth === null) return null;
  const unnamed = inheritedFromUnnamed(methodology, inherent);
  return truth === 'possible' ? { ...unnamed, point: 0 } : unnamed;
}
