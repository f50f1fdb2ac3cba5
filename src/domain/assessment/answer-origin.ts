/**
 * How an answer came to stand where it is: somebody gave it in this round; somebody confirmed what was carried over; it was carried over from
 * last time; it was copied from another site, or taken from the result of an audit or rating by others.
 */
export type AnswerOrigin = 'given' | 'confirmed' | 'prefilled' | 'copied' | 'third_party';

/** Whether somebody has taken a stand on it in this round; what was only carried over or copied waits for that. */
export const isTouched = (origin: string): boolean => origin === 'given' || origin === 'confirmed';

/** Submitting an untouched answer says that it holds that day; what an auditor saw was seen on the day of the audit, and no later. */
export const isRenewedBySubmitting = (origin: string): boolean => origin === 'prefilled' || origin === 'copied';
