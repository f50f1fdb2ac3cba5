import { casePoints, type Cases } from './cases.js';
import { controlsStrength, type Controls } from './controls.js';
import { inherentRisk, type Inherent } from './inherent.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';
import { boundsOf, residualRisk, type Bounds, type Residual } from './residual.js';
import { signalPoints, type Signals } from './signals.js';

/** Every step of one score, unrounded; what is published, explained and compared is taken from here. */
export interface Computation {
  readonly inherent: Inherent;
  readonly controls: Controls;
  readonly cases: Cases;
  readonly signals: Signals;
  readonly bounds: Bounds;
  readonly residual: Residual;
}

/** Runs the method of sections 2 and 3 over the inputs. Throws SCORE_INPUT_INVALID where an input cannot be read as the method needs it. */
export const computeScore = (method: Method, inputs: ScoreInputs): Computation => {
  const inherent = inherentRisk(method, inputs);
  const controls = controlsStrength(method, inputs.controls);
  const cases = casePoints(method, inputs.cases);
  const signals = signalPoints(method, inputs.signals, inputs.asOf);
  const bounds = boundsOf(method, inputs, cases);
  const residual = residualRisk(method, inherent.value, controls.value, cases.points + signals.points, bounds);
  return { inherent, controls, cases, signals, bounds, residual };
};
