import { ASSESSMENT_LETTERS } from './letters/assessment-letters.js';
import type { Letter } from './letters/letter.js';
import { PEOPLE_LETTERS } from './letters/people-letters.js';

const ALL = { ...ASSESSMENT_LETTERS, ...PEOPLE_LETTERS };

export type MailKind = keyof typeof ALL;

/** Every letter there is, by its kind. */
export const LETTERS: Readonly<Record<MailKind, Letter>> = ALL;
