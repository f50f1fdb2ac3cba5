/**
 * How an answer came to stand where it is: somebody gave it in this round; somebody confirmed what was carried over; it was carried over from
 * last time; it was copied from another site.
 */
export type AnswerOrigin = 'given' | 'confirmed' | 'prefilled' | 'copied';

export const ANSWER_ORIGINS: readonly AnswerOrigin[] = ['given', 'confirmed', 'prefilled', 'copied'];

/** Whether somebody has taken a stand on it in this round; what was only carried over or copied waits for that. */
export const isTouched = (origin: string): boolean => origin === 'given' || origin === 'confirmed';
