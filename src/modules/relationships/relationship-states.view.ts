import type { HarmAssessment } from '../../domain/relationships/harm-assessment.js';
import { isExpired, standingOf } from '../../domain/relationships/relationship-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { RelationshipStandingView, RelationshipStateView } from './relationship-states.dto.js';
import type { Milestones, StateRow } from './relationship-states.queries.js';

/** A step as it leaves: its words opened. */
export function viewState(row: StateRow, ring: KeyRing): RelationshipStateView {
  const harm = ring.open(row.key_id, row.harm_sealed);
  return {
    id: row.id,
    number: row.number,
    step: row.step,
    state: row.state,
    reason: ring.open(row.key_id, row.reason_sealed),
    harm: harm === null ? null : (JSON.parse(harm) as HarmAssessment),
    expiresOn: row.expires_on,
    noExpiryReason: ring.open(row.key_id, row.no_expiry_reason_sealed),
    proposalId: row.proposal_id,
    by: row.by_id,
    at: row.at.toISOString(),
  };
}

/** A proposal is open until it is settled, or until something else is decided. */
export const openProposal = ({ last, proposed }: Milestones): StateRow | null =>
  proposed !== null && last?.id === proposed.id ? proposed : null;

export function viewStanding(milestones: Milestones, today: IsoDate): RelationshipStandingView {
  const { last, decided } = milestones;
  const decision = decided === null ? null : { state: decided.state, expiresOn: decided.expires_on };
  return {
    state: standingOf(decision, today),
    decided: decided?.state ?? null,
    since: decided?.at.toISOString() ?? null,
    approver: decided?.by_id ?? null,
    expiresOn: decided?.expires_on ?? null,
    expired: decision !== null && isExpired(decision, today),
    openProposal: openProposal(milestones)?.id ?? null,
    version: last?.number ?? 0,
  };
}
