import { standingOf } from '../../domain/overrides/override-rules.js';
import type { Method } from '../../domain/scoring/methodology.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import { computedOf, judgedOf } from './override-rows.js';
import type { OverrideHistoryView } from './overrides.dto.js';
import type { ComputedRow, OverrideRow } from './overrides.queries.js';

/** A judgement as it stands on a day. */
export function viewOverride(row: OverrideRow & ComputedRow, ring: KeyRing, method: Method, today: IsoDate): OverrideHistoryView {
  const computed = computedOf(row);
  return {
    id: row.id,
    siteId: row.site_id,
    residual: row.residual,
    band: row.band,
    direction: row.direction,
    state: computed === null ? row.state : standingOf(method, judgedOf(row), computed, today),
    scoreId: row.score_id,
    reason: ring.open(row.key_id, row.reason_sealed),
    until: row.until,
    by: row.proposed_by,
    at: row.proposed_at.toISOString(),
    approvedBy: row.approved_by,
    approvedAt: row.approved_at?.toISOString() ?? null,
    endedBy: row.ended_by,
    endedAt: row.ended_at?.toISOString() ?? null,
    endReason: ring.open(row.key_id, row.ended_reason_sealed),
    version: row.version,
  };
}
