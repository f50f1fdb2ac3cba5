import type { KeyRing } from '../../../platform/vault/key-ring.js';
import type { EarlierVersionRow } from './documents.queries.js';
import type { EarlierVersionView, EvidenceView } from './evidence.dto.js';
import type { EvidenceRow } from './evidence.queries.js';

/** A file as it leaves: its name opened, its place on disk left out. `ring` holds the keys of the documents. */
export const viewEvidence = (row: EvidenceRow, ring: KeyRing, versions: readonly EarlierVersionRow[]): EvidenceView => ({
  id: row.id,
  question: row.question_id,
  rule: row.rule_id,
  documentId: row.document_id,
  name: ring.open(row.key_id, row.name_sealed),
  mediaType: row.media_type,
  size: row.size,
  sha256: row.sha256,
  remarks: [...row.remarks],
  origin: row.origin,
  issuedOn: row.issued_on,
  validUntil: row.valid_until,
  provesUntil: row.proves_until,
  uploadedBy: row.uploaded_by_kind,
  uploadedAt: row.uploaded_at.toISOString(),
  addedAt: row.added_at.toISOString(),
  redactedAt: row.redacted_at?.toISOString() ?? null,
  removedAt: row.removed_at?.toISOString() ?? null,
  removalReason: ring.open(row.key_id, row.reason_sealed),
  versions: versions.filter((version) => version.of_document === row.document_id).map((version) => viewVersion(version, ring)),
});

const viewVersion = (row: EarlierVersionRow, ring: KeyRing): EarlierVersionView => ({
  documentId: row.id,
  sha256: row.sha256,
  replacedBy: row.kind,
  uploadedAt: row.uploaded_at.toISOString(),
  replacedAt: row.recorded_at.toISOString(),
  removedAt: row.removed_at?.toISOString() ?? null,
  reason: ring.open(row.key_id, row.reason_sealed),
});
