import type { PersonActor } from '../../platform/auth/actor.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { ContactView } from './contacts.dto.js';
import type { ContactRow } from './contacts.queries.js';

/** What leaves of a contact: the address only to those who write to them. */
export const viewContact = (row: ContactRow, ring: KeyRing, actor: PersonActor): ContactView => ({
  id: row.id,
  supplierId: row.supplier_id,
  name: ring.open(row.key_id, row.name_sealed),
  email: actor.role === 'auditor' ? null : ring.open(row.key_id, row.email_sealed),
  language: row.language,
  timeZone: row.time_zone,
  status: row.status,
  role: row.role,
  createdAt: row.created_at.toISOString(),
  version: row.version,
});
