import type { Computation } from './compute.js';
import type { ScoreInputs } from './inputs.js';
import type { Method } from './methodology.js';
import type { Contribution, Factor } from './receipt.js';

/** Of several that make one figure the first by name, so that the order in which they were written down says nothing. */
const firstByName = (names: readonly string[]): string | null =>
  names.reduce<string | null>((first, name) => (first === null || name < first ? name : first), null);

/** The gravest good: the one that makes the figure. */
const gravestGood = ({ goods }: ScoreInputs): string | null => {
  if (goods.mode === 'services') return null;
  const gravest = goods.items.reduce((highest, { value }) => Math.max(highest, value), 0);
  return firstByName(goods.items.flatMap(({ good, value }) => (value === gravest ? [good] : [])));
};

const bindingFloor = (inputs: ScoreInputs, value: number): string | null =>
  firstByName(inputs.floors.flatMap((floor) => (floor.truth !== 'possible' && floor.value === value ? [floor.id] : [])));

const bindingResidualFloor = (inputs: ScoreInputs, value: number): string | null =>
  firstByName(inputs.residualFloors.flatMap((floor) => (floor.value === value ? [floor.id] : [])));

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
  const add = (factor: Factor, ref: string | null, points: number): void => void list.push({ factor, points: points + 0, ref });
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
