import type { Band } from '../scoring/methodology.js';
import type { Contribution, Receipt } from '../scoring/receipt.js';
import { round2 } from '../scoring/rounding.js';
import type { MethodCause } from './trial-steps.js';

/** What one kind of change does to a site's residual. */
export interface CauseOfMove {
  readonly cause: MethodCause;
  /** The shipped version, the ISIC division, or the floor; null: no one thing of its kind. */
  readonly ref: string | null;
  readonly points: number;
}

/** A part of the score that counts otherwise. */
export interface MovedContribution {
  readonly factor: string;
  readonly ref: string | null;
  readonly before: number;
  readonly after: number;
}

/** What a method would do to one site. */
export interface SiteImpact {
  readonly residualBefore: number;
  readonly residualAfter: number;
  readonly bandBefore: Band;
  readonly bandAfter: Band;
  /** Size of the change, whichever way. */
  readonly move: number;
  readonly causes: readonly CauseOfMove[];
  /** The contributions that differ most, the largest difference first. */
  readonly contributions: readonly MovedContribution[];
  /** The floor on inherent risk that binds; null: none. */
  readonly floorBefore: string | null;
  readonly floorAfter: string | null;
  readonly zeroToleranceBefore: boolean;
  readonly zeroToleranceAfter: boolean;
}

const MOST_CONTRIBUTIONS = 5;
const LEAST = 0.005;

/**
 * Compares a site's scores: under the method in force, and after each step on the way to another (`trialSteps`, in order). The causes add
 * up to the whole move.
 */
export function siteImpact(before: Receipt, steps: readonly { readonly cause: MethodCause; readonly receipt: Receipt }[]): SiteImpact {
  const after = steps.at(-1)?.receipt ?? before;
  const causes = steps.flatMap(({ cause, receipt }, i) => {
    const from = steps[i - 1]?.receipt ?? before;
    const points = round2(receipt.result.residual - from.result.residual);
    return points === 0 ? [] : [{ cause, ref: refOf(cause, from, receipt), points }];
  });
  return {
    residualBefore: before.result.residual,
    residualAfter: after.result.residual,
    bandBefore: before.result.band,
    bandAfter: after.result.band,
    move: Math.abs(round2(after.result.residual - before.result.residual)),
    causes,
    contributions: movedMost(before, after),
    floorBefore: bindingFloor(before),
    floorAfter: bindingFloor(after),
    zeroToleranceBefore: hasZeroTolerance(before),
    zeroToleranceAfter: hasZeroTolerance(after),
  };
}

const refOf = (cause: MethodCause, from: Receipt, to: Receipt): string | null => {
  if (cause === 'method') return to.method.version.replace(/\+.*$/, '');
  if (cause === 'sector') return to.inputs.sector.isic;
  return bindingFloor(to) ?? bindingFloor(from);
};

const bindingFloor = ({ result }: Receipt): string | null => result.contributions.find(({ factor }) => factor === 'floor')?.ref ?? null;

const hasZeroTolerance = ({ inputs }: Receipt): boolean => inputs.cases.some(({ zeroTolerance }) => zeroTolerance);

function movedMost(before: Receipt, after: Receipt): readonly MovedContribution[] {
  const [then, now] = [byName(before), byName(after)];
  const moved = [...new Set([...then.keys(), ...now.keys()])].flatMap((name) => {
    const [one, other] = [then.get(name), now.get(name)];
    const { factor, ref } = other ?? one ?? { factor: '', ref: null };
    const difference = Math.abs((other?.points ?? 0) - (one?.points ?? 0));
    return difference < LEAST ? [] : [{ factor, ref, before: round2(one?.points ?? 0), after: round2(other?.points ?? 0), difference }];
  });
  return moved
    .sort((a, b) => b.difference - a.difference)
    .slice(0, MOST_CONTRIBUTIONS)
    .map(({ difference: _, ...contribution }) => contribution);
}

/** Points by factor and reference; a factor that stands there once is the same whatever it refers to. */
function byName({ result }: Receipt): ReadonlyMap<string, Contribution> {
  const named = new Map<string, Contribution>();
  for (const one of result.contributions) {
    const name = one.factor === 'floor' ? 'floor' : JSON.stringify([one.factor, one.ref]);
    const known = named.get(name);
    named.set(name, known === undefined ? one : { ...one, points: known.points + one.points });
  }
  return named;
}
