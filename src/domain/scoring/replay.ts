import { DAY_MS } from '../shared/instant.js';
import { type Contribution, receiptHash, type Receipt, type ScoreResult } from './receipt.js';
import { scoreSite } from './score-site.js';

/** One place where a receipt says something else than its own method and inputs give. */
export interface Difference {
  /** JSON pointer into the receipt. */
  readonly path: string;
  readonly stored: unknown;
  readonly computed: unknown;
}

export interface Replay {
  readonly same: boolean;
  readonly differences: readonly Difference[];
}

/** What the methodology allows between two implementations, and a little for the binary form of the tolerance itself. */
const TOLERANCE = 0.005 + 1e-9;

const FIGURES = ['inherent', 'controls', 'residual', 'best', 'worst', 'confidence'] as const;

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= TOLERANCE;

const keyOf = ({ factor, ref }: Contribution): string => JSON.stringify([factor, ref]);

interface Named {
  points: number;
  readonly index: number;
}

/** Points by factor and reference; two of one name are added up, so that the order of a list says nothing. */
const byKey = (contributions: readonly Contribution[]): Map<string, Named> => {
  const named = new Map<string, Named>();
  contributions.forEach((contribution, index) => {
    const key = keyOf(contribution);
    const found = named.get(key);
    if (found === undefined) named.set(key, { points: contribution.points, index });
    else found.points += contribution.points;
  });
  return named;
};

/** A contribution that one side leaves out because it is 0 is no difference. */
const contributionDifferences = (stored: ScoreResult, computed: ScoreResult): Difference[] => {
  const [kept, replayed] = [byKey(stored.contributions), byKey(computed.contributions)];
  const differences: Difference[] = [];
  for (const key of new Set([...kept.keys(), ...replayed.keys()])) {
    const [before, now] = [kept.get(key), replayed.get(key)];
    if (isClose(before?.points ?? 0, now?.points ?? 0)) continue;
    const path = before === undefined ? '/result/contributions' : `/result/contributions/${before.index}/points`;
    differences.push({ path, stored: before?.points ?? null, computed: now?.points ?? null });
  }
  return differences;
};

/**
 * The dates on which documents expire or answers grow too old are not in a receipt, so a stored date may be earlier than the one
 * computed here. It is wrong only when it is not after `asOf`, or more than a day later than the first change that does show.
 */
const isPlausible = (asOf: string, stored: string | null, computed: string | null): boolean => {
  if (stored !== null && Date.parse(stored) <= Date.parse(asOf)) return false;
  if (computed === null) return true;
  return stored !== null && Date.parse(stored) <= Date.parse(computed) + DAY_MS;
};

/**
 * Computes a receipt's score again from its own method and inputs. The same: every figure and contribution within 0.005, the
 * band equal, `nextChangeAt` plausible, and the hash that of the content. Give it what `checkReceipt` let through.
 */
export const replayReceipt = (receipt: Receipt): Replay => {
  const stored = receipt.result;
  const computed = scoreSite(receipt.method, receipt.inputs);
  const differences: Difference[] = [];
  for (const figure of FIGURES) {
    if (!isClose(stored[figure], computed[figure])) {
      differences.push({ path: `/result/${figure}`, stored: stored[figure], computed: computed[figure] });
    }
  }
  if (stored.band !== computed.band) differences.push({ path: '/result/band', stored: stored.band, computed: computed.band });
  if (!isPlausible(receipt.inputs.asOf, stored.nextChangeAt, computed.nextChangeAt)) {
    differences.push({ path: '/result/nextChangeAt', stored: stored.nextChangeAt, computed: computed.nextChangeAt });
  }
  differences.push(...contributionDifferences(stored, computed));
  const sha256 = receiptHash(receipt);
  if (sha256 !== receipt.sha256) differences.push({ path: '/sha256', stored: receipt.sha256, computed: sha256 });
  return { same: differences.length === 0, differences };
};
