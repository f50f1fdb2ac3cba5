import type { Method as AnswerMethod, Severity } from '../manual/manual.js';
import type { CountryPartId, Evidence, Range } from './methodology.js';

/** `answered`, "we do not know", or silence. "Not applicable" is an option of its question, never a state. */
export type AnswerState = 'answered' | 'unknown' | 'unanswered';
export type FloorTruth = 'certain' | 'presumed' | 'possible';
export type GoodsMode = 'services' | 'declared' | 'undeclared';

export interface ExposureInput {
  readonly question: string;
  readonly weight: number;
  readonly state: AnswerState;
  /** 0..1, 1 is worst; null unless answered. */
  readonly exposure: number | null;
  /** null unless answered. */
  readonly evidence: Evidence | null;
  /** ISO date of what counts (evidence, or the claim where there is none); null where there is no answer. */
  readonly date: string | null;
  /** An unanswered question after submission or its due date. */
  readonly overdue: boolean;
  /** Where the answer came from: `assessment:<id>` or `verification:<action id>`; null where there is none. */
  readonly source: string | null;
  /** A better value that an audit or workers contradicted; both are kept. */
  readonly replaced: { readonly value: number; readonly source: string } | null;
}

export interface ControlInput {
  readonly question: string;
  /** Chapter id. */
  readonly domain: string;
  readonly method: AnswerMethod;
  readonly weight: number;
  readonly state: AnswerState;
  /** 0..1, 1 is best; null unless answered. */
  readonly score: number | null;
  readonly evidence: Evidence | null;
  readonly date: string | null;
  readonly source: string | null;
  readonly replaced: { readonly value: number; readonly source: string } | null;
}

/** Everything a score depends on, and nothing else: the `inputs` of a receipt (methodology, section 5). */
export interface ScoreInputs {
  /** ISO instant in UTC. */
  readonly asOf: string;
  readonly country: {
    readonly iso3: string;
    readonly parts: readonly { readonly id: CountryPartId; readonly value: number | null; readonly edition: string }[];
  };
  readonly sector: { readonly isic: string | null; readonly value: number | null; readonly edition: string };
  readonly goods: {
    readonly mode: GoodsMode;
    readonly unmatched: number;
    readonly items: readonly { readonly good: string; readonly iso3: string; readonly value: number; readonly edition: string }[];
  };
  readonly exposures: readonly ExposureInput[];
  readonly floors: readonly { readonly id: string; readonly value: number; readonly truth: FloorTruth }[];
  readonly controls: readonly ControlInput[];
  readonly cases: readonly { readonly id: string; readonly severity: Severity; readonly zeroTolerance: boolean }[];
  readonly signals: readonly { readonly id: string; readonly kind: string; readonly points: number; readonly agesFrom: string | null }[];
  readonly inherited: Range | null;
  readonly residualFloors: readonly { readonly id: string; readonly value: number }[];
}
