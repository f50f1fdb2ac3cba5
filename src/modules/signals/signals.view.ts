import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { ResultToCount } from './results.queries.js';
import type { SignalView, UncountedResultView } from './signals.dto.js';
import type { SignalRow } from './signals.queries.js';

/** A signal as our people read it. */
export const viewSignal = (row: SignalRow, ring: KeyRing): SignalView => ({
  id: row.id,
  siteId: row.site_id,
  supplierId: row.supplier_id,
  kind: row.kind,
  outcome: row.outcome,
  manner: row.manner,
  level: row.level,
  observedOn: row.observed_on,
  text: ring.open(row.key_id, row.text_sealed),
  observations: row.observations.map(({ question, meaning, value }) => ({ question, meaning, value })),
  ilo: [...row.ilo],
  shows: [...row.shows],
  origin: row.origin,
  visibility: row.visibility,
  documentId: row.document_id,
  thirdPartyResultId: row.third_party_result_id,
  findings: [...row.findings],
  enteredBy: row.entered_by,
  enteredAt: row.entered_at.toISOString(),
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
  withdrawnBy: row.withdrawn_by,
  withdrawal: ring.open(row.key_id, row.withdrawal_sealed),
  version: row.version,
});

/** A result that waits for an officer. */
export const viewUncounted = (row: ResultToCount): UncountedResultView => ({
  id: row.id,
  scheme: row.scheme,
  outcome: row.outcome,
  auditedOn: row.audited_on,
  documentId: row.document_id,
  enteredBy: row.entered_by_kind,
  enteredAt: row.entered_at.toISOString(),
  withdrawn: row.withdrawn,
  openCritical: row.critical,
  openMajor: row.major,
  openMinor: row.minor,
});
