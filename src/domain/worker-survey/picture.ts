import type { Question } from '../manual/manual.js';
import { pickedIn, type Tally } from './tally.js';

/** How many picked an option, in words: nobody and one person look the same, and no number is ever told. `most`: more than half. */
export type Share = 'one_or_none' | 'some' | 'most';

export interface ShownOption {
  readonly option: string;
  readonly share: Share;
}

/** What is shown of one question. */
export type Picture =
  | { readonly question: string; readonly hidden: null; readonly options: readonly ShownOption[]; readonly unknown: Share }
  /** `too_few`: fewer answered than may be told apart; `too_scattered`: so spread out that the words would give single answers away. */
  | { readonly question: string; readonly hidden: 'too_few' | 'too_scattered'; readonly options: readonly []; readonly unknown: null };

const shareOf = (count: number, all: number): Share => (count <= 1 ? 'one_or_none' : count > all / 2 ? 'most' : 'some');

/**
 * What may be shown of a question's answers. For every option that a single person picked the same picture would also come of nobody
 * picking it; where the sums would not leave that open, nothing is shown.
 */
export function pictureOf(question: Question, tally: Tally, atLeast: number): Picture {
  const all = tally.people + tally.unknown;
  const hide = (hidden: 'too_few' | 'too_scattered'): Picture => ({ question: question.id, hidden, options: [], unknown: null });
  if (all < atLeast) return hide('too_few');
  const options = question.options.map(({ id }) => ({ option: id, share: shareOf(pickedIn(tally, id), all) }));
  const unknown = shareOf(tally.unknown, all);
  const shares = [...options.map(({ share }) => share), unknown];
  const leavesOpen = shares.includes('most') || shares.filter((share) => share === 'some').length >= 2;
  return question.type === 'multiple' || leavesOpen ? { question: question.id, hidden: null, options, unknown } : hide('too_scattered');
}

/** The least number of a round series that says how many took part, and no more than that. */
export function roundedDown(respondents: number, atLeast: number): number {
  if (respondents < atLeast * 2) return atLeast;
  const decade = 10 ** Math.floor(Math.log10(respondents));
  return Math.max(atLeast, [5, 2, 1].map((step) => step * decade).find((step) => step <= respondents) ?? atLeast);
}
