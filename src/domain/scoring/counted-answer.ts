import type { Question } from '../manual/manual.js';
import type { IsoDate } from '../shared/instant.js';
import type { Evidence } from './methodology.js';

/** The latest answer to a question that was submitted, accepted or verified. */
export interface CountedAnswer {
  readonly question: string;
  /** The meaning in which the question was asked. */
  readonly meaning: number;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly evidence: Evidence;
  readonly dated: IsoDate;
  readonly documentedUntil: IsoDate | null;
  readonly source: string;
}

/** A round that was sent and is not submitted. */
export interface OpenRound {
  readonly dueOn: IsoDate;
  readonly asked: readonly string[];
}

/** An answer as it counts on the day of the score. */
export interface EffectiveAnswer {
  readonly question: Question;
  readonly chapter: string;
  /** null: unanswered, after submission or due date. */
  readonly answer: CountedAnswer | null;
  /** A better answer that workers or an audit contradicted; both are kept. */
  readonly replaced: { readonly value: number; readonly source: string } | null;
}
