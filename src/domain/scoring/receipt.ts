import type { ScoreInputs } from './inputs.js';
import type { Band, Method } from './methodology.js';

export type Factor =
  | 'country' | 'sector' | 'goods' | 'exposure' | 'workforce_unasked' | 'floor' | 'control' | 'case' | 'case_cap'
  | 'signal' | 'signal_cap' | 'inherited' | 'residual_floor' | 'zero_tolerance' | 'bounds';

export interface Contribution {
  readonly factor: Factor;
  /** The question, index, floor, case or signal it comes from; null where there is only one of its kind. */
  readonly ref: string | null;
  /** Unrounded; all contributions of a score add up to its residual. */
  readonly points: number;
}

/** Figures are rounded half away from zero to two decimals; contributions are not. */
export interface ScoreResult {
  readonly inherent: number;
  readonly controls: number;
  readonly residual: number;
  readonly best: number;
  readonly worst: number;
  readonly band: Band;
  readonly confidence: number;
  /** ISO instant: the first moment at which time alone would change the score; null: never. */
  readonly nextChangeAt: string | null;
  readonly contributions: readonly Contribution[];
}

/** One JSON document from which a score can be recomputed years later, without this product's database. */
export interface Receipt {
  readonly receiptVersion: 1;
  readonly method: Method;
  readonly manual: { readonly id: string; readonly version: string; readonly sha256: string };
  readonly subject: { readonly supplier: string; readonly site: string; readonly tenant: string };
  readonly inputs: ScoreInputs;
  readonly result: ScoreResult;
  /** SHA-256, hex, of the canonical JSON (RFC 8785) of everything above. */
  readonly sha256: string;
}
