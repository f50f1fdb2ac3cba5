import type { Question } from './manual.js';

/**
 * Whether an answer to one question is an answer to the other: the same id (within one family of manuals), asked in the same meaning and
 * form. Wording, weight and conditions may differ; whether the value still fits is for `checkAnswer` to say.
 */
export const sameMeaning = (
  earlier: Pick<Question, 'id' | 'meaning' | 'type'>,
  later: Pick<Question, 'id' | 'meaning' | 'type'>,
): boolean => earlier.id === later.id && earlier.meaning === later.meaning && earlier.type === later.type;
