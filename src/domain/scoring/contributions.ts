import type { Computation } from './compute.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';
import type { Contribution, Factor } from './receipt.js';

/** The first of the gravest goods: the one that makes the figure. */
const gravestGood = ({ goods }: ScoreInputs): string | null =>
  goods.mode === 'services'
    ? null
    : (goods.items.reduce<ScoreInputs['goods']['items'][number] | null>(
        (gravest, item) => (gravest === null || item.value > gravest.value ? item : gravest),
        null,
      )?.good ?? null);

const bindingFloor = (inputs: ScoreInputs, value: number): string | null =>
  inputs.floors.find((floor) => floor.truth !== 'possible' && floor.value === value)?.id ?? null;

const bindingResidualFloor = (inputs: ScoreInputs, value: number): string | null =>
  inputs.residualFloors.find((floor) => floor.value === value)?.id ?? null;

/**
 * The named points that add up to the unrounded residual (methodology, section 4). Country, sector, goods, questions, cases
 * and signals always appear; caps, floors and bounds only where they change something. In the order of the inputs.
 */
export const contributionsTo = (
  method: Method,
  inputs: ScoreInputs,
  { inherent, controls, cases, signals, residual }: Computation,
): Contribution[] => {
  const list: Contribution[] = [];
  const add = (factor: Factor, ref: string | null, points: number): void => void list.push({ factor, ref, points: points + 0 });
  const addIfAny = (factor: Factor, ref: string | null, points: number): void => (points === 0 ? undefined : add(factor, ref, points));
  const { weights } = method.inherent;

  add('country', inputs.country.iso3, weights.country * inherent.country.point);
  add('sector', inputs.sector.isic, weights.sector * inherent.sector.point);
  add('goods', gravestGood(inputs), weights.goods * inherent.goods.point);
  if (inherent.workforce.shares.length === 0) add('workforce_unasked', null, weights.workforce * inherent.workforce.value.point);
  inherent.workforce.shares.forEach((share, index) =>
    add('exposure', inputs.exposures[index]?.question ?? null, weights.workforce * 100 * share),
  );
  addIfAny('floor', bindingFloor(inputs, inherent.value.point), inherent.value.point - inherent.base.point);

  const removable = inherent.value.point * method.controls.reduction;
  controls.shares.forEach((share, index) => add('control', inputs.controls[index]?.question ?? null, -removable * share));
  cases.each.forEach((points, index) => add('case', inputs.cases[index]?.id ?? null, points));
  addIfAny('case_cap', null, cases.cap);
  signals.each.forEach((points, index) => add('signal', inputs.signals[index]?.id ?? null, points));
  addIfAny('signal_cap', null, signals.cap);

  const { r1, r2, r3, r4, value } = residual;
  addIfAny('inherited', null, r2.point - r1.point);
  addIfAny('residual_floor', bindingResidualFloor(inputs, r3.point), r3.point - r2.point);
  addIfAny('zero_tolerance', null, r4.point - r3.point);
  addIfAny('bounds', null, value.point - r4.point);
  return list;
};
