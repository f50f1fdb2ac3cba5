import { type Place, presentAt, shareAt, weightAt } from './guard.js';
import type { ExposureInput } from './inputs.js';
import type { Method, Range } from './methodology.js';

export interface Workforce {
  readonly value: Range;
  /** Per exposure, in the order of the inputs: its point's part of the whole, `w·x/Σw`; empty when none was asked. */
  readonly shares: readonly number[];
}

/** What one exposure question counts (0..1): unproven denial moves towards the sector's prior, silence never beats an answer. */
export const exposureRisk = (
  method: Method,
  exposure: ExposureInput,
  prior: number,
  place: Place = { list: 'exposures', index: 0 },
): Range => {
  switch (exposure.state) {
    case 'answered': {
      const claim = shareAt(exposure.exposure, place, 'exposure');
      const unproven = 1 - shareAt(method.evidence.management[presentAt(exposure.evidence, place, 'evidence')], place, 'evidence');
      return { point: claim + unproven * Math.max(0, prior - claim), best: claim, worst: claim + unproven * (1 - claim) };
    }
    case 'unknown':
      return { point: Math.max(method.exposure.unknown, prior), best: 0, worst: 1 };
    case 'unanswered':
      return { point: exposure.overdue ? method.exposure.overdue : prior, best: 0, worst: 1 };
  }
};

/** W, 0..100: the weighted mean over the exposure questions asked; before any is asked, the sector stands in for it. */
export const workforceRisk = (method: Method, exposures: readonly ExposureInput[], sectorPoint: number): Workforce => {
  const points: number[] = [];
  let [total, point, best, worst] = [0, 0, 0, 0];
  exposures.forEach((exposure, index) => {
    const place: Place = { list: 'exposures', index };
    const weight = weightAt(exposure.weight, place);
    const risk = exposureRisk(method, exposure, sectorPoint / 100, place);
    points.push(weight * risk.point);
    total += weight;
    point += weight * risk.point;
    best += weight * risk.best;
    worst += weight * risk.worst;
  });
  if (total === 0) return { value: { point: sectorPoint, best: 0, worst: 100 }, shares: [] };
  const scale = 100 / total;
  return { value: { point: point * scale, best: best * scale, worst: worst * scale }, shares: points.map((share) => share / total) };
};
