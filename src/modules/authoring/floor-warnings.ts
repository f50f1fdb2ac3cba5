import type { Manual } from '../../domain/manual/manual.js';
import { checkFloors } from '../../domain/scoring/check-methodology.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import type { Problem } from '../../domain/shared/domain-error.js';

/** Floors of the method that this manual leaves without an answer to read: they will never lift a score, and somebody should know. */
export const floorWarnings = (methodology: Methodology, manual: Manual): readonly Problem[] =>
  checkFloors(methodology, manual).map(({ path, message }) => ({
    path: `methodology/${path}`,
    code: 'FLOOR_WITHOUT_QUESTION',
    message: `The method's floor "${methodology.floors[Number(path.split('/')[1])]?.id ?? ''}" cannot be decided with this manual. ${message}`,
  }));
