/**
 * A letter's words; `{buyer}`, `{site}`, `{due}`, `{day}`, `{link}` and `{expires}` are filled in, and in a receipt `{submittedAt}` and
 * `{fingerprint}`.
 */
export interface LetterText {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

/** A letter in its languages, by BCP 47 tag; English is what every other language falls back on. */
export interface LetterTexts {
  readonly en: LetterText;
  readonly [language: string]: LetterText;
}

/** What one kind of letter says in each language. Plain text, no pictures and no tracking; the same whatever is known about the site. */
export interface Letter {
  /** Where its link leads: to a contact's questionnaire, to a person's invitation, or to the assessment as officers see it. */
  readonly link: 'respond' | 'join' | 'assessment';
  /** Whether it is still sent once the round is submitted or closed. */
  readonly evenIfClosed: boolean;
  readonly texts: LetterTexts;
}
