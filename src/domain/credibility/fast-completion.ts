import type { Hint } from './hint.js';

/** Fewer answers say nothing about how they were given. */
const ENOUGH = 20;
/** Nobody reads a question and thinks about it in less. */
const SECONDS_EACH = 4;

/** When each answer was written that was not carried over from last time, as milliseconds. */
export type WritingTimes = readonly number[];

/**
 * Many answers written one after the other faster than one can read the questions. Answers saved together (a spreadsheet that was filled in at leisure)
 * say nothing of how long they took.
 */
export function fastCompletion(times: WritingTimes): readonly Hint[] {
  const moments = [...new Set(times)].sort((a, b) => a - b);
  if (moments.length < ENOUGH) return [];
  const seconds = ((moments.at(-1) ?? 0) - (moments[0] ?? 0)) / 1_000;
  if (seconds >= (moments.length - 1) * SECONDS_EACH) return [];
  return [
    {
      kind: 'fast_completion',
      questions: [],
      text: {
        en: `${moments.length} answers were written one by one within ${Math.ceil(seconds)} seconds.`,
        ru: `Ответов, записанных один за другим: ${moments.length}, за ${Math.ceil(seconds)} с.`,
      },
      certainty: 'odd',
    },
  ];
}
