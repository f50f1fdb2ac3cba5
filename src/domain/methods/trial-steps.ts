import { canonicalJson } from '../ledger/canonical-json.js';
import type { Adjustments } from './adjustments.js';

/** What of a method makes a score differ: the shipped version under it, its sector values, or its own floors. */
export type MethodCause = 'method' | 'sector' | 'floor';

/** A method by what it is made of. */
export interface Made {
  readonly baseVersion: string;
  readonly adjustments: Adjustments;
}

/** One step on the way from one method to another. */
export interface TrialStep extends Made {
  readonly cause: MethodCause;
}

const same = (one: unknown, other: unknown): boolean => canonicalJson(one) === canonicalJson(other);

/**
 * The way from one method to another, one kind of change at a time and always in this order, so that what each kind does to a score can
 * be told apart and the parts add up. Empty: scores stay as they are.
 */
export function trialSteps(before: Made, after: Made): readonly TrialStep[] {
  const steps: TrialStep[] = [];
  let now = before;
  const step = (cause: MethodCause, differs: boolean, made: Made): void => {
    if (!differs) return;
    now = made;
    steps.push({ cause, ...made });
  };
  step('method', before.baseVersion !== after.baseVersion, { ...now, baseVersion: after.baseVersion });
  const { sectorValues, floors } = after.adjustments;
  const figures = (made: Made): readonly unknown[] => made.adjustments.sectorValues.map(({ isic, value }) => [isic, value]).sort();
  step('sector', !same(figures(before), figures(after)), { ...now, adjustments: { ...now.adjustments, sectorValues } });
  const rules = (made: Made): readonly unknown[] => made.adjustments.floors.map(({ id, value, when }) => [id, value, when]);
  step('floor', !same(rules(before), rules(after)), { ...now, adjustments: { ...now.adjustments, floors } });
  return steps;
}
