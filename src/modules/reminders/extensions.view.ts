import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { ExtensionView, OwnExtensionView } from './extensions.dto.js';
import type { ExtensionRow, OwnExtensionRow } from './extensions.queries.js';

export const viewExtension = (row: ExtensionRow, ring: KeyRing): ExtensionView => ({
  id: row.id,
  assessmentId: row.assessment_id,
  supplierId: row.supplier_id,
  supplier: row.supplier_name,
  siteId: row.site_id,
  site: row.site_name,
  contactId: row.contact_id,
  state: row.state,
  dueOn: row.due_on,
  until: row.until,
  reason: ring.open(row.key_id, row.reason_sealed),
  askedAt: row.asked_at.toISOString(),
  grantedUntil: row.granted_until,
  comment: ring.open(row.key_id, row.comment_sealed),
  decidedBy: row.decided_by,
  decidedAt: row.decided_at?.toISOString() ?? null,
});

/** Without the reason: colleagues who hold a link of their own read this too. */
export const viewOwnExtension = (row: OwnExtensionRow, ring: KeyRing): OwnExtensionView => ({
  id: row.id,
  state: row.state,
  until: row.until,
  askedAt: row.asked_at.toISOString(),
  grantedUntil: row.granted_until,
  comment: ring.open(row.key_id, row.comment_sealed),
  decidedAt: row.decided_at?.toISOString() ?? null,
});
