import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';

export interface Cases {
  readonly points: number;
  /** Points per case, in the order of the inputs, before the cap. */
  readonly each: readonly number[];
  /** What the cap takes off (0 or less). */
  readonly cap: number;
  readonly zeroTolerance: boolean;
}

/** Open cases add up; only small ones are capped, so that a critical case always counts in full. */
export const casePoints = (method: Method, cases: ScoreInputs['cases']): Cases => {
  const each = cases.map((found) => method.cases.points[found.severity]);
  let [grave, small] = [0, 0];
  cases.forEach((found, index) => {
    if (found.severity === 'critical') grave += each[index] ?? 0;
    else small += each[index] ?? 0;
  });
  const counted = Math.min(small, method.cases.minorCap);
  return { points: grave + counted, each, cap: counted - small, zeroTolerance: cases.some((found) => found.zeroTolerance) };
};
