import { canonicalJson } from '../ledger/canonical-json.js';
import { DomainError, type Problem } from '../shared/domain-error.js';
import {
  both,
  flag,
  list,
  matching,
  moment,
  nullable,
  number,
  object,
  oneOf,
  problemsOf,
  text,
  wholeNumber,
  type Shape,
} from '../shared/shape.js';
import type { Receipt } from './receipt.js';

const CODE = 'RECEIPT_MALFORMED';

const hash = matching(/^[0-9a-f]{64}$/, 'A SHA-256 of 64 lower-case hex digits');
const percent = number(0, 100);
const share = number(0, 1);
const weight = number(0, 1e6);
const points = number(-1e6, 1e6);
const months = number(0.01, 1200);
const severity = oneOf('critical', 'major', 'minor');
const evidence = oneOf('declared', 'documented', 'verified');
const part = oneOf('governance', 'trafficking_response', 'child_labour_response');
const band = oneOf('low', 'medium', 'high', 'critical');
const range = object({ point: percent, best: percent, worst: percent });
const shares = object({ declared: share, documented: share, verified: share });

const startsAtZero: Shape = (value, path, report) =>
  (value as readonly { from: number }[]).some(({ from }) => from === 0) ? undefined : report(path, 'One band must start at 0.');

const method = object({
  id: text,
  version: text,
  sha256: hash,
  inherent: object({ weights: object({ country: share, sector: share, goods: share, workforce: share }) }),
  country: object({
    parts: list(object({ id: part, weight: share, unknown: object({ point: nullable(percent), best: percent, worst: percent }) }), 1),
  }),
  sector: object({ unknown: range }),
  goods: object({ unknownPoint: percent }),
  exposure: object({ unknown: share, overdue: share }),
  evidence: object({ management: shares, workplace: shares }),
  controls: object({ reduction: share }),
  cases: object({ points: object({ critical: percent, major: percent, minor: percent }), minorCap: percent, zeroToleranceFloor: percent }),
  signals: object({ halfLifeMonths: months, creditCap: percent }),
  confidence: object({ halfLifeMonths: months }),
  inherited: object({ share, depth: wholeNumber(0, 100) }),
  bands: both(list(object({ id: band, from: percent }), 1), startsAtZero),
});

/** An answered question carries its value, its evidence and its date; the score cannot be computed without them. */
const answer = (valueName: 'exposure' | 'score', members: Readonly<Record<string, Shape>>): Shape =>
  both(
    object({
      question: text,
      weight,
      state: oneOf('answered', 'unknown', 'unanswered'),
      [valueName]: nullable(share),
      evidence: nullable(evidence),
      date: nullable(moment),
      source: nullable(text),
      replaced: nullable(object({ value: share, source: text })),
      ...members,
    }),
    (value, path, report) => {
      const found = value as Readonly<Record<string, unknown>>;
      if (found['state'] !== 'answered') return;
      for (const name of [valueName, 'evidence', 'date'])
        if (found[name] === null) report(`${path}/${name}`, 'An answered question must carry this.');
    },
  );

const inputs = object({
  asOf: moment,
  country: object({ iso3: text, parts: list(object({ id: part, value: nullable(percent), edition: text })) }),
  sector: object({ isic: nullable(text), value: nullable(percent) }),
  goods: object({
    mode: oneOf('services', 'declared', 'undeclared'),
    unmatched: wholeNumber(0, 1e6),
    items: list(object({ good: text, iso3: text, value: percent, edition: text })),
  }),
  exposures: list(answer('exposure', { overdue: flag })),
  floors: list(object({ id: text, value: percent, truth: oneOf('certain', 'presumed', 'possible') })),
  controls: list(answer('score', { domain: text, method: oneOf('management', 'workplace') })),
  cases: list(object({ id: text, severity, zeroTolerance: flag })),
  signals: list(object({ id: text, kind: text, points, agesFrom: nullable(moment) })),
  inherited: nullable(range),
  residualFloors: list(object({ id: text, value: percent })),
});

const result = object({
  inherent: percent,
  controls: percent,
  residual: percent,
  best: percent,
  worst: percent,
  band,
  confidence: percent,
  nextChangeAt: nullable(moment),
  contributions: list(object({ factor: text, ref: nullable(text), points })),
});

const receipt = object({
  receiptVersion: oneOf(1),
  method,
  manual: object({ id: text, version: text, sha256: hash }),
  subject: object({ supplier: text, site: text, tenant: text }),
  inputs,
  result,
  sha256: hash,
});

/** What the hash cannot be computed over: half surrogate pairs, or members that no JSON document has. */
const spellingProblems = (value: unknown): readonly Problem[] => {
  try {
    canonicalJson(value);
    return [];
  } catch (error) {
    if (error instanceof DomainError) return error.problems.map(({ path, message }) => ({ path, code: CODE, message }));
    throw error;
  }
};

/**
 * Reads an untrusted document as a receipt: either the receipt, safe to replay, or every problem with its JSON pointer. Only the form
 * is looked at; whether figures and hash are right is for `replayReceipt`. Members that it does not know are kept and hashed.
 */
export const checkReceipt = (value: unknown): { readonly receipt: Receipt } | { readonly problems: readonly Problem[] } => {
  const problems = problemsOf(receipt, value, CODE);
  const all = problems.length > 0 ? problems : spellingProblems(value);
  return all.length > 0 ? { problems: all } : { receipt: value as Receipt };
};
