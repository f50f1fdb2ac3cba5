import type { Cases } from './cases.js';
import type { ScoreInputs } from './inputs.js';
import type { Method, Range } from './methodology.js';
import { clamp, each } from './range.js';

/** The steps from exposure to residual risk, each unrounded (methodology, section 3). */
export interface Residual {
  /** After controls. */
  readonly r0: Range;
  /** After cases and signals; may lie outside 0..100. */
  readonly r1: Range;
  /** After inheritance from suppliers behind the supplier. */
  readonly r2: Range;
  /** After what no control can remove. */
  readonly r3: Range;
  /** After zero tolerance. */
  readonly r4: Range;
  /** Kept within 0..100. */
  readonly value: Range;
}

/** What bounds a score from below, whatever its sum says. */
export interface Bounds {
  readonly inherited: Range | null;
  readonly residualFloor: number;
  /** `-Infinity` while no zero-tolerance case is open. */
  readonly zeroToleranceFloor: number;
}

export const boundsOf = (method: Method, inputs: ScoreInputs, cases: Cases): Bounds => ({
  inherited: inputs.inherited,
  residualFloor: inputs.residualFloors.reduce((highest, floor) => Math.max(highest, floor.value), -Infinity),
  zeroToleranceFloor: cases.zeroTolerance ? method.cases.zeroToleranceFloor : -Infinity,
});

/** The highest bound wins over the sum, so that a grave fact is never bought off with paper. */
export const settle = (bounds: Bounds, r1: number, figure: keyof Range): number =>
  clamp(Math.max(r1, bounds.inherited?.[figure] ?? -Infinity, bounds.residualFloor, bounds.zeroToleranceFloor), 0, 100);

/** Paper controls never remove more than `controls.reduction` of the exposure; cases and signals come on top. */
export const residualRisk = (method: Method, inherent: Range, controls: Range, extra: number, bounds: Bounds): Residual => {
  const r0 = each((figure) => inherent[figure] * (1 - (method.controls.reduction * controls[figure]) / 100));
  const r1 = each((figure) => r0[figure] + extra);
  const { inherited } = bounds;
  const r2 = inherited === null ? r1 : each((figure) => Math.max(r1[figure], inherited[figure]));
  const r3 = each((figure) => Math.max(r2[figure], bounds.residualFloor));
  const r4 = each((figure) => Math.max(r3[figure], bounds.zeroToleranceFloor));
  return { r0, r1, r2, r3, r4, value: each((figure) => clamp(r4[figure], 0, 100)) };
};
