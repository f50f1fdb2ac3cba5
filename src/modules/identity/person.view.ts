import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { PersonView } from './people.dto.js';
import type { PersonRow } from './people.queries.js';

/** What leaves of a person: the e-mail address only where it is asked for on behalf of an admin or of the person. */
export const viewPerson = (row: PersonRow, ring: KeyRing, withEmail: boolean): PersonView => ({
  id: row.id,
  tenantId: row.tenant_id,
  name: ring.open(row.key_id, row.name_sealed),
  email: withEmail ? ring.open(row.key_id, row.email_sealed) : null,
  role: row.role,
  status: row.status,
  createdAt: row.created_at.toISOString(),
  version: row.version,
});
