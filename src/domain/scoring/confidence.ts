import { timeOf } from '../shared/instant.js';
import type { ControlInput, ExposureInput, ScoreInputs } from './inputs.js';
import type { Method, Range } from './methodology.js';
import { clamp } from './range.js';
import { decay, monthsBefore } from './signals.js';

/** The mean age in months of what counts, weighted by the questions' weights; null when nothing is answered. */
export const meanAge = (inputs: ScoreInputs): number | null => {
  const now = timeOf(inputs.asOf);
  let [weighted, total, lastDate, lastAge] = [0, 0, '', 0];
  const add = (answer: ExposureInput | ControlInput): void => {
    if (answer.state !== 'answered' || answer.date === null) return;
    // Most answers of a site bear the date of the one before; reading a date is the dearest step of a score.
    if (answer.date !== lastDate) [lastDate, lastAge] = [answer.date, monthsBefore(answer.date, now)];
    weighted += answer.weight * lastAge;
    total += answer.weight;
  };
  inputs.exposures.forEach(add);
  inputs.controls.forEach(add);
  return total === 0 ? null : weighted / total;
};

/** 0..100: how narrow the range is, less the older what we know gets. Taken before floors, which hide what is unknown. */
export const confidenceIn = (method: Method, r1: Range, inputs: ScoreInputs): number => {
  const known = 100 - (clamp(r1.worst, 0, 100) - clamp(r1.best, 0, 100));
  const age = meanAge(inputs);
  return age === null ? known : known * decay(age, method.confidence.halfLifeMonths);
};
