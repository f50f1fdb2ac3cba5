import type { Depth } from '../manual/manual.js';
import type { Band } from '../scoring/methodology.js';

const DEPTH_OF_BAND: Readonly<Record<Band, Depth>> = { low: 'core', medium: 'extended', high: 'full', critical: 'full' };

const RANK: Readonly<Record<Depth, number>> = { core: 0, extended: 1, full: 2 };

/** How deep a site is questioned, by the band of its inherent risk: the riskier the country, sector and goods, the more is asked. */
export const depthOf = (inherentBand: Band): Depth => DEPTH_OF_BAND[inherentBand];

/** Whether a question of depth `question` belongs to a questionnaire of depth `asked`. */
export const isWithin = (question: Depth, asked: Depth): boolean => RANK[question] <= RANK[asked];
