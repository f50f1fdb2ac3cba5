import { DomainError } from '../shared/domain-error.js';
import type { Band, Method } from './methodology.js';
import { round2 } from './rounding.js';

/** The band of a residual (0..100), taken on the figure rounded to two decimals; what is not a number is refused, never low. */
export const bandOf = (method: Method, residual: number): Band => {
  const published = round2(residual);
  let found: Method['bands'][number] | null = null;
  for (const band of method.bands) {
    if (band.from <= published && (found === null || band.from > found.from)) found = band;
  }
  if (found === null) throw new DomainError('SCORE_WITHOUT_BAND', 'invalid', `No band of method ${method.id} holds a risk of ${residual}.`);
  return found.id;
};
