import type { Question } from '../manual/manual.js';
import type { SiteFacts } from '../questionnaire/answer.js';
import { goodnessOfOption, gravityOf, valueOfOption, worstFirst } from './severity.js';
import { pickedIn, type Tally } from './tally.js';

/** Never one person: what the product goes on to do with a value must not rest on somebody who could be found. */
const TWO = 2;

/** How many must say something bad that is not grave before it counts: a third, and two at least. */
const thirdOf = (people: number): number => Math.max(TWO, Math.ceil(people / 3));

/**
 * What workers say to a question, taken together: the worst that at least a third of those who answered say, or worse; something grave
 * counts from two people on, however many say otherwise and however few answered. null: too few to say.
 */
export function workersValue(question: Question, tally: Tally, atLeast: number, site: SiteFacts): unknown {
  return question.type === 'multiple' ? severalOf(question, tally, atLeast, site) : worstReached(question, tally, atLeast, site);
}

function worstReached(question: Question, tally: Tally, atLeast: number, site: SiteFacts): unknown {
  let saidSo = 0;
  for (const { id, gravity } of worstFirst(question, site)) {
    saidSo += pickedIn(tally, id);
    if (saidSo >= TWO && gravity > 0) return id;
    if (tally.people >= atLeast && saidSo >= thirdOf(tally.people)) return id;
  }
  return null;
}

/** Of several that can be picked together: every bad one that enough people name, every good one that not enough people miss. */
function severalOf(question: Question, tally: Tally, atLeast: number, site: SiteFacts): unknown {
  const isGrave = (id: string): boolean => gravityOf(question, valueOfOption(question, id), site) > 0;
  const named = (id: string, people: number): boolean => pickedIn(tally, id) >= people;
  const grave = question.options.filter(({ id }) => isGrave(id) && named(id, TWO));
  if (grave.length > 0)
    return settled(
      question,
      grave.map(({ id }) => id),
    );
  if (tally.people < atLeast) return null;
  const third = thirdOf(tally.people);
  const holds = question.options.filter((option) => {
    if (option.exclusive || isGrave(option.id)) return false;
    const isGood = question.counts === 'control' && (goodnessOfOption(question, option) ?? 0) > 0;
    return isGood ? tally.people - pickedIn(tally, option.id) < third : named(option.id, third);
  });
  const fallBack = question.options.filter(({ exclusive }) => exclusive).slice(0, 1);
  const ids = (holds.length > 0 ? holds : fallBack).map(({ id }) => id);
  return ids.length === 0 ? null : ids;
}

/** A value that could be an answer: an option that excludes all others stands alone. */
function settled(question: Question, ids: readonly string[]): readonly string[] {
  const exclusive = question.options.find(({ id, exclusive: alone }) => alone && ids.includes(id));
  return exclusive === undefined ? ids : [exclusive.id];
}
