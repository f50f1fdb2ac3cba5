/** What becomes of a person: invited until the invitation is accepted, erased for good. */
export type PersonStatus = 'invited' | 'active' | 'disabled' | 'erased';

export const PASSWORD_MIN = 12;

/** Long enough for any pass phrase, short enough that hashing it is no attack. */
export const PASSWORD_MAX = 200;

export const NAME_MAX = 200;

/** A name is something other than blanks, on one line. */
export const NAME_PATTERN = /^(?=.*\S)[^\p{Cc}]*$/u;

/** Ten wrong passwords in a row are no slip of the finger any more. */
export const FAILURES_BEFORE_LOCK = 10;
export const LOCK_MINUTES = 15;

export const REFRESH_DAYS = 30;
export const INVITATION_DAYS = 7;
