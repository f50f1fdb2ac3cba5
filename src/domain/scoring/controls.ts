import { type Place, presentAt, shareAt, weightAt } from './guard.js';
import type { ControlInput } from './inputs.js';
import type { Method, Range } from './methodology.js';

export interface Controls {
  /** 0..100, 100 is best: `best` is the strongest the controls can be. */
  readonly value: Range;
  /** Per control, in the order of the inputs: its point's part of the whole, `w·k/Σw`; empty when none was asked. */
  readonly shares: readonly number[];
}

/** What one control counts (0..1): paper is worth less than a visit, and silence or "we do not know" is worth nothing. */
export const controlStrength = (method: Method, control: ControlInput, place: Place = { list: 'controls', index: 0 }): Range => {
  if (control.state !== 'answered') return { point: 0, best: 1, worst: 0 };
  const score = shareAt(control.score, place, 'score');
  const proof = shareAt(method.evidence[control.method][presentAt(control.evidence, place, 'evidence')], place, 'evidence');
  return { point: score * proof, best: score, worst: score * Math.max(0, 2 * proof - 1) };
};

/** K, 0..100: the weighted mean over the control questions asked; before any is asked, nothing is known about them. */
export const controlsStrength = (method: Method, controls: readonly ControlInput[]): Controls => {
  const points: number[] = [];
  let [total, point, best, worst] = [0, 0, 0, 0];
  controls.forEach((control, index) => {
    const place: Place = { list: 'controls', index };
    const weight = weightAt(control.weight, place);
    const strength = controlStrength(method, control, place);
    points.push(weight * strength.point);
    total += weight;
    point += weight * strength.point;
    best += weight * strength.best;
    worst += weight * strength.worst;
  });
  if (total === 0) return { value: { point: 0, best: 100, worst: 0 }, shares: [] };
  const scale = 100 / total;
  return { value: { point: point * scale, best: best * scale, worst: worst * scale }, shares: points.map((share) => share / total) };
};
