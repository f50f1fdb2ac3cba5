import type { Text } from '../manual/manual.js';
import type { Cadence } from '../reassessment/next-due.js';
import type { FloorRule } from '../scoring/methodology.js';

/** A tenant's own figure for the work of one ISIC division, in place of the shipped one. */
export interface SectorValue {
  readonly isic: string;
  readonly value: number;
  readonly reason: Text;
}

/** All that a tenant may change of a shipped method. Weights, bands and every other figure stay, so that scores compare. */
export interface Adjustments {
  readonly sectorValues: readonly SectorValue[];
  /** Beside the shipped ones. */
  readonly floors: readonly FloorRule[];
  /** null: how often sites are assessed stays as it is. */
  readonly cadence: Cadence | null;
}

/** A shipped method as it is. */
export const NO_ADJUSTMENTS: Adjustments = { sectorValues: [], floors: [], cadence: null };

export const isUnadjusted = ({ sectorValues, floors, cadence }: Adjustments): boolean =>
  sectorValues.length === 0 && floors.length === 0 && cadence === null;
