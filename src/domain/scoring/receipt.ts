import { canonicalJson } from '../ledger/canonical-json.js';
import { sha256Hex } from '../ledger/sha256.js';
import type { ScoreInputs } from './inputs.js';
import { methodOf } from './method-of.js';
import type { Band, Method } from './methodology.js';

export type Factor =
  | 'country'
  | 'sector'
  | 'goods'
  | 'exposure'
  | 'workforce_unasked'
  | 'floor'
  | 'control'
  | 'case'
  | 'case_cap'
  | 'signal'
  | 'signal_cap'
  | 'inherited'
  | 'residual_floor'
  | 'zero_tolerance'
  | 'bounds';

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

/** What a receipt is issued over; the hash is added by `issueReceipt`. */
export type ReceiptParts = Pick<Receipt, 'method' | 'manual' | 'subject' | 'inputs' | 'result'>;

/** SHA-256 over everything in a receipt but its own hash, unknown members included, so that nothing can be slipped in. */
export const receiptHash = ({ sha256: _own, ...rest }: Receipt): string => sha256Hex(canonicalJson(rest));

/** Seals a score with all that it was computed from. A whole methodology may be given as `method`: only its figures are kept. */
export const issueReceipt = ({ method, manual, subject, inputs, result }: ReceiptParts): Receipt => {
  const unsealed: Receipt = {
    receiptVersion: 1,
    method: methodOf(method),
    manual: { id: manual.id, version: manual.version, sha256: manual.sha256 },
    subject: { supplier: subject.supplier, site: subject.site, tenant: subject.tenant },
    inputs,
    result,
    sha256: '',
  };
  return { ...unsealed, sha256: receiptHash(unsealed) };
};
