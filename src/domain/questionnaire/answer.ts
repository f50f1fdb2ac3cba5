/** What a respondent said: an answer, or "we do not know". Silence is the absence of an answer. */
export interface Answer {
  readonly state: 'answered' | 'unknown';
  /** By question type: option id; list of option ids; number; object of part id to number; `YYYY-MM-DD`; text; list of evidence ids. Null when unknown. */
  readonly value: unknown;
}

/** Answers by question id. */
export type Answers = Readonly<Record<string, Answer>>;

/** What conditions may read of a site; what is null is not known, and never safe. */
export interface SiteFacts {
  /** ISO 3166-1 alpha-3. */
  readonly country: string | null;
  /** ISIC Rev.4 division, two digits. */
  readonly sector: string | null;
  readonly workers: number | null;
  /** Good codes. */
  readonly goods: readonly string[] | null;
}

/** A site of which nothing is known, so that every condition on it asks its question. */
export const UNKNOWN_SITE: SiteFacts = { country: null, sector: null, workers: null, goods: null };

export const answerTo = (answers: Answers, question: string): Answer | undefined =>
  Object.hasOwn(answers, question) ? answers[question] : undefined;
