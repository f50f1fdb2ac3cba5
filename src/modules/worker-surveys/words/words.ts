/** Our words around the manual's questions, in one language. `{buyer}` and `{day}` are filled in. */
export interface SurveyWords {
  readonly code: string;
  /** Whether somebody who speaks it has read them. */
  readonly reviewed: boolean;
  /** Neutral: it stands in the phone's list of open pages. */
  readonly title: string;
  readonly intro: readonly string[];
  /** Whom to turn to; where the country has no list of its own. */
  readonly help: readonly string[];
  readonly until: string;
  readonly oneChoice: string;
  readonly manyChoices: string;
  readonly skip: string;
  readonly unknown: string;
  readonly send: string;
  readonly thanks: readonly string[];
  readonly closed: string;
  readonly wait: string;
  /** On paper, beside the QR code. */
  readonly scan: string;
}
