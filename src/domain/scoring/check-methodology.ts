import { checkConditions } from '../manual/check-conditions.js';
import { type Manual, questionsOf } from '../manual/manual.js';
import type { Problem } from '../shared/domain-error.js';
import { checkPromises } from './check-promises.js';
import type { Methodology } from './methodology.js';

/** What a floor's condition may read beside answers: of the site itself nothing but what is made of it here. */
const FLOOR_INPUTS = { country: { tip: 'string' }, sector: { value: 'double' }, goods: { forcedLabour: 'bool' }, site: {} } as const;

const isWhole = (weights: readonly number[]): boolean => Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9;

/** What makes the figures of a method contradict one another; empty: it can be used. */
export const checkMethodology = (methodology: Methodology): readonly Problem[] => {
  const problems: Problem[] = [];
  const { inherent, country, bands } = methodology;
  if (!isWhole(Object.values(inherent.weights))) {
    problems.push({ path: 'inherent/weights', code: 'WEIGHTS_SUM', message: 'The weights of inherent risk do not add up to 1.' });
  }
  if (!isWhole(country.parts.map(({ weight }) => weight))) {
    problems.push({ path: 'country/parts', code: 'WEIGHTS_SUM', message: 'The weights of the country parts do not add up to 1.' });
  }
  bands.forEach(({ from }, i) => {
    const before = bands[i - 1];
    if (before ? from <= before.from : from !== 0) {
      problems.push({ path: `bands/${i}/from`, code: 'BANDS_ORDER', message: 'Bands begin at 0 and ascend.' });
    }
  });
  const ids = methodology.floors.map(({ id }) => id);
  ids.forEach((id, i) => {
    if (ids.indexOf(id) !== i) problems.push({ path: `floors/${i}/id`, code: 'DUPLICATE_ID', message: `The floor "${id}" stands twice.` });
  });
  return [...problems, ...checkPromises(methodology)];
};

/**
 * Floors read a manual's answers: each must compile, with types, against the manual it is used with. Floors that read
 * questions of another manual are told apart by `CONDITION_UNKNOWN_QUESTION`.
 */
export const checkFloors = (methodology: Methodology, manual: Manual): readonly Problem[] =>
  checkConditions(
    [
      ...methodology.floors.map(({ when }, i) => ({ path: `floors/${i}/when`, condition: when })),
      { path: 'passesWorkOn', condition: methodology.passesWorkOn },
    ],
    questionsOf(manual),
    FLOOR_INPUTS,
  );
