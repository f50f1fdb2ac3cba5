import type { ScoreInputs } from './inputs.js';
import type { Band, Method, Range } from './methodology.js';
import { bandOf } from './band.js';
import { each, exactly, NOTHING } from './range.js';
import { workforceRisk, type Workforce } from './workforce.js';

export interface Inherent {
  readonly country: Range;
  readonly sector: Range;
  readonly goods: Range;
  readonly workforce: Workforce;
  /** The weighted mean, before floors. */
  readonly base: Range;
  readonly value: Range;
}

/** Parts that are neither known nor have a point of their own take the weighted mean of the other parts' points. */
const countryRisk = (method: Method, inputs: ScoreInputs): Range => {
  const parts = method.country.parts.map((part) => {
    const value = inputs.country.parts.find((candidate) => candidate.id === part.id)?.value ?? null;
    return { ...part, figures: value === null ? null : exactly(value), guess: value ?? part.unknown.point };
  });
  const guessed = parts.filter((part) => part.guess !== null);
  const guessedWeight = guessed.reduce((sum, part) => sum + part.weight, 0);
  const mean = guessedWeight > 0 ? guessed.reduce((sum, part) => sum + part.weight * (part.guess ?? 0), 0) / guessedWeight : 100;
  const known = parts.map(({ weight, unknown, figures, guess }) => {
    const point = guess ?? mean;
    return { weight, figures: figures ?? { point, best: Math.min(unknown.best, point), worst: Math.max(unknown.worst, point) } };
  });
  return each((figure) => known.reduce((sum, part) => sum + part.weight * part.figures[figure], 0));
};

/** The sector's table value; its point is also the prior of every exposure question. */
export const sectorRisk = (method: Method, inputs: ScoreInputs): Range =>
  inputs.sector.value === null ? method.sector.unknown : exactly(inputs.sector.value);

/**
 * The gravest good counts. Goods that nobody named or matched leave everything up to 100 open, and so does an empty list: "none of
 * these" is an item of its own, chosen and never assumed.
 */
export const goodsRisk = (method: Method, { goods }: ScoreInputs): Range => {
  if (goods.mode === 'services') return NOTHING;
  const known = goods.items.reduce((highest, item) => Math.max(highest, item.value), 0);
  if (goods.mode === 'declared' && goods.unmatched === 0 && goods.items.length > 0) return exactly(known);
  return { point: Math.max(method.goods.unknownPoint, known), best: known, worst: 100 };
};

/** A certain floor lifts all three figures, one that hangs on a missing answer the point and the worst, a possible one the worst. */
const withFloors = (base: Range, floors: ScoreInputs['floors']): Range => {
  let { point, best, worst } = base;
  for (const floor of floors) {
    worst = Math.max(worst, floor.value);
    if (floor.truth !== 'possible') point = Math.max(point, floor.value);
    if (floor.truth === 'certain') best = Math.max(best, floor.value);
  }
  return { point, best, worst };
};

/** Inherent risk (0..100) before any control: the weighted mean of four parts, or the highest floor that applies (methodology, section 2). */
export const inherentRisk = (method: Method, inputs: ScoreInputs): Inherent => {
  const country = countryRisk(method, inputs);
  const sector = sectorRisk(method, inputs);
  const goods = goodsRisk(method, inputs);
  const workforce = workforceRisk(method, inputs.exposures, sector.point);
  const { weights } = method.inherent;
  const base = each(
    (figure) =>
      weights.country * country[figure] +
      weights.sector * sector[figure] +
      weights.goods * goods[figure] +
      weights.workforce * workforce.value[figure],
  );
  return { country, sector, goods, workforce, base, value: withFloors(base, inputs.floors) };
};

/** The band that sets how many questions a site gets: inherent risk as if no answer existed, so that answers cannot shorten it. */
export const profileBand = (method: Method, inputs: ScoreInputs): Band =>
  bandOf(method, inherentRisk(method, { ...inputs, exposures: [] }).value.point);
