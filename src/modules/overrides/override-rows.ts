import type { ComputedScore, StoredOverride } from '../../domain/overrides/override-rules.js';
import type { ComputedRow, OverrideRow } from './overrides.queries.js';

/** The computed score as the rows have it; null: the site has none yet. */
export const computedOf = ({
  computed_residual: residual,
  computed_band: band,
  zero_tolerance: zeroTolerance,
}: ComputedRow): ComputedScore | null => (residual === null || band === null ? null : { residual, band, zeroTolerance });

export const judgedOf = ({ residual, band, direction, state, until }: OverrideRow): StoredOverride => ({
  residual,
  band,
  direction,
  state,
  until,
});
