import type { LetterText } from '../letter.js';

/** One language of our letters: a file of its own in this folder, listed in `letter-languages.ts`. */
export interface LetterLanguage {
  /** BCP 47 tag. */
  readonly code: string;
  /** In which dates are written. */
  readonly locale: string;
  /** Whether somebody who speaks it has read all of it; else it is a draft that helps more than English would. */
  readonly reviewed: boolean;
  readonly greeting: readonly [named: string, unnamed: string];
  /** What a link is, and that it costs nothing: under every letter with a questionnaire's link. */
  readonly aboutLink: string;
  /** What to do for someone who is afraid to answer: under every letter with a questionnaire's link, whoever wrote the rest. */
  readonly ifAfraid: string;
  /** To go with a link through a messenger: at most 300 characters with the names in it. */
  readonly shortMessage: string;
  /** Texts of letters that do not stand beside the letter itself, by its kind. */
  readonly letters: Readonly<Record<string, LetterText>>;
}
