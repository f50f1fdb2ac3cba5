import type { EntityManager } from 'typeorm';

export interface ContactRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly key_id: string;
  readonly name_sealed: Buffer | null;
  readonly email_sealed: Buffer | null;
  readonly email_hash: string | null;
  readonly language: string;
  readonly time_zone: string | null;
  readonly status: 'active' | 'archived' | 'erased';
  readonly role: 'main' | 'delegate';
  readonly created_at: Date;
  readonly version: number;
}

const COLUMNS = 'id, supplier_id, key_id, name_sealed, email_sealed, email_hash, language, time_zone, status, role, created_at, version';

export async function readContact(db: EntityManager, tenantId: string, id: string): Promise<ContactRow | null> {
  const rows: ContactRow[] = await db.query(`SELECT ${COLUMNS} FROM contact WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

export async function lockContact(db: EntityManager, tenantId: string, id: string): Promise<ContactRow | null> {
  const rows: ContactRow[] = await db.query(`SELECT ${COLUMNS} FROM contact WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE`, [
    tenantId,
    id,
  ]);
  return rows[0] ?? null;
}

/** In order of entry; one row more than `limit`, to know whether there is a next page. */
export function listContacts(
  db: EntityManager,
  tenantId: string,
  supplierId: string,
  status: string | null,
  after: string | null,
  limit: number,
): Promise<ContactRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM contact WHERE tenant_id = $1 AND supplier_id = $2 AND ($3::text IS NULL OR status = $3) AND ($4::uuid IS NULL OR id > $4)
     ORDER BY id LIMIT $5`,
    [tenantId, supplierId, status, after, limit + 1],
  );
}

export interface ContactWrite {
  readonly id: string;
  readonly supplierId: string;
  readonly keyId: string;
  readonly nameSealed: Buffer | null;
  readonly emailSealed: Buffer | null;
  readonly emailHash: string | null;
  readonly language: string;
  /** null: as in the country of the site. */
  readonly timeZone: string | null;
  /** Left out: as it is; a new contact is asked the whole. */
  readonly role?: 'main' | 'delegate';
}

/** @returns false where the supplier has a contact with this address already */
export async function insertContact(db: EntityManager, tenantId: string, contact: ContactWrite, now: Date): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO contact (tenant_id, id, supplier_id, key_id, name_sealed, email_sealed, email_hash, language, status, role, created_at, time_zone)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'active', $9, $10, $11) ON CONFLICT (tenant_id, supplier_id, email_hash) DO NOTHING RETURNING id`,
    [
      tenantId,
      contact.id,
      contact.supplierId,
      contact.keyId,
      contact.nameSealed,
      contact.emailSealed,
      contact.emailHash,
      contact.language,
      contact.role ?? 'main',
      now,
      contact.timeZone,
    ],
  );
  return rows.length > 0;
}

export async function updateContact(db: EntityManager, tenantId: string, contact: ContactWrite): Promise<void> {
  await db.query(
    `UPDATE contact SET name_sealed = $3, email_sealed = $4, email_hash = $5, language = $6, time_zone = $7, role = coalesce($8, role),
            version = version + 1
     WHERE tenant_id = $1 AND id = $2`,
    [
      tenantId,
      contact.id,
      contact.nameSealed,
      contact.emailSealed,
      contact.emailHash,
      contact.language,
      contact.timeZone,
      contact.role ?? null,
    ],
  );
}

export async function setContactStatus(db: EntityManager, tenantId: string, id: string, status: 'active' | 'archived'): Promise<void> {
  await db.query('UPDATE contact SET status = $3, version = version + 1 WHERE tenant_id = $1 AND id = $2', [tenantId, id, status]);
}

export async function wipeContact(db: EntityManager, tenantId: string, id: string): Promise<void> {
  await db.query(
    `UPDATE contact SET status = 'erased', name_sealed = NULL, email_sealed = NULL, email_hash = NULL, version = version + 1 WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
}

/** Ends every link the contact holds; after a change of address (`rotation`) a new one may be asked for. @returns how many */
export async function revokeLinksOf(
  db: EntityManager,
  tenantId: string,
  contactId: string,
  reason: 'contact' | 'rotation',
  now: Date,
): Promise<number> {
  const [rows]: [unknown[], number] = await db.query(
    'UPDATE assessment_link SET revoked_at = $3, revoked_reason = $4 WHERE tenant_id = $1 AND contact_id = $2 AND revoked_at IS NULL RETURNING id',
    [tenantId, contactId, now, reason],
  );
  return rows.length;
}

/** The contact of a supplier with an address; null where there is none. */
export async function contactByHash(
  db: EntityManager,
  tenantId: string,
  supplierId: string,
  emailHash: string,
): Promise<ContactRow | null> {
  const rows: ContactRow[] = await db.query(
    `SELECT ${COLUMNS} FROM contact WHERE tenant_id = $1 AND supplier_id = $2 AND email_hash = $3`,
    [tenantId, supplierId, emailHash],
  );
  return rows[0] ?? null;
}
