import { canonicalJson } from '../ledger/canonical-json.js';
import { sha256Hex } from '../ledger/sha256.js';
import { methodOf } from './method-of.js';
import type { Method } from './methodology.js';
import type { ReceiptParts } from './receipt.js';

/** A receipt as it is stored. */
export interface WrittenReceipt {
  /** Canonical JSON of the whole. */
  readonly text: string;
  readonly sha256: string;
  /** Hash of everything that went into the score but the moment: the same inputs give the same hash. */
  readonly inputsSha256: string;
}

const methods = new WeakMap<Method, string>();

/** A method fills a good part of every receipt and is the same in all of them, so it is written once. */
const methodText = (method: Method): string => {
  const known = methods.get(method);
  if (known !== undefined) return known;
  const text = canonicalJson(methodOf(method));
  methods.set(method, text);
  return text;
};

/**
 * `canonicalJson(issueReceipt(parts))`, its hash and that of its inputs, from one pass over the inputs: the names of a receipt's members are
 * known, so their order is too. `sha256` may be a faster hash of the same kind, where the caller has one.
 */
export const writeReceipt = (
  { method, manual, subject, inputs, result }: ReceiptParts,
  sha256: (text: string) => string = sha256Hex,
): WrittenReceipt => {
  const { id, version, sha256: manualSha256 } = manual;
  const { supplier, site, tenant } = subject;
  const writtenInputs = canonicalJson(inputs);
  const before = `{"inputs":${writtenInputs},"manual":${canonicalJson({ id, sha256: manualSha256, version })},"method":${methodText(method)},"receiptVersion":1,"result":${canonicalJson(result)}`;
  const after = `,"subject":${canonicalJson({ site, supplier, tenant })}}`;
  const hash = sha256(before + after);
  // `asOf` is the first name of all inputs.
  const timeless = `{${writtenInputs.slice(`{"asOf":${canonicalJson(inputs.asOf)},`.length)}`;
  return {
    text: `${before},"sha256":"${hash}"${after}`,
    sha256: hash,
    inputsSha256: sha256(`{"inputs":${timeless},"manual":${canonicalJson(manualSha256)},"method":${canonicalJson(method.sha256)}}`),
  };
};
