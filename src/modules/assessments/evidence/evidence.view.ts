import type { KeyRing } from '../../../platform/vault/key-ring.js';
import type { EvidenceView } from './evidence.dto.js';
import type { EvidenceRow } from './evidence.queries.js';

/** A file as it leaves: its name opened, its place on disk left out. */
export const viewEvidence = (row: EvidenceRow, keyId: string, ring: KeyRing): EvidenceView => ({
  id: row.id,
  question: row.question_id,
  rule: row.rule_id,
  name: ring.open(keyId, row.name_sealed),
  mediaType: row.media_type,
  size: row.size,
  sha256: row.sha256,
  issuedOn: row.issued_on,
  validUntil: row.valid_until,
  uploadedBy: row.uploaded_by_kind,
  uploadedAt: row.uploaded_at.toISOString(),
});
