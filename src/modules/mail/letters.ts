import { ANSWERING_LETTERS } from './letters/answering-letters.js';
import { ASSESSMENT_LETTERS } from './letters/assessment-letters.js';
import { EVIDENCE_LETTERS } from './letters/evidence-letters.js';
import { EXTENSION_LETTERS } from './letters/extension-letters.js';
import type { Letter } from './letters/letter.js';
import { OFFICER_LETTERS } from './letters/officer-letters.js';
import { PEOPLE_LETTERS } from './letters/people-letters.js';
import { REMINDER_LETTERS } from './letters/reminder-letters.js';

const ALL = {
  ...ANSWERING_LETTERS,
  ...ASSESSMENT_LETTERS,
  ...PEOPLE_LETTERS,
  ...REMINDER_LETTERS,
  ...EXTENSION_LETTERS,
  ...EVIDENCE_LETTERS,
  ...OFFICER_LETTERS,
};

export type MailKind = keyof typeof ALL;

/** Every letter there is, by its kind. */
export const LETTERS: Readonly<Record<MailKind, Letter>> = ALL;
