import type { EntityManager } from 'typeorm';
import type { PersonStatus } from '../../domain/people/people.js';
import type { Role } from '../../platform/auth/actor.js';

export interface PersonRow {
  readonly tenant_id: string;
  readonly id: string;
  readonly key_id: string;
  readonly role: Role;
  readonly status: PersonStatus;
  readonly email_sealed: Buffer | null;
  readonly name_sealed: Buffer | null;
  readonly password_hash: string | null;
  readonly created_at: Date;
  readonly version: number;
}

export const PERSON_COLUMNS = 'tenant_id, id, key_id, role, status, email_sealed, name_sealed, password_hash, created_at, version';

export interface NewPerson {
  readonly tenantId: string;
  readonly id: string;
  readonly keyId: string;
  readonly role: Role;
  readonly status: PersonStatus;
  readonly emailHash: string;
  readonly emailSealed: Buffer;
  readonly nameSealed: Buffer;
  readonly passwordHash: string | null;
  readonly createdAt: Date;
}

/** null where the tenant has someone with this e-mail address already. */
export async function insertPerson(db: EntityManager, person: NewPerson): Promise<PersonRow | null> {
  const rows: PersonRow[] = await db.query(
    `INSERT INTO person (tenant_id, id, key_id, role, status, email_hash, email_sealed, name_sealed, password_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (tenant_id, email_hash) DO NOTHING RETURNING ${PERSON_COLUMNS}`,
    [
      person.tenantId,
      person.id,
      person.keyId,
      person.role,
      person.status,
      person.emailHash,
      person.emailSealed,
      person.nameSealed,
      person.passwordHash,
      person.createdAt,
    ],
  );
  return rows[0] ?? null;
}

export async function readPerson(db: EntityManager, tenantId: string, id: string): Promise<PersonRow | null> {
  const rows: PersonRow[] = await db.query(`SELECT ${PERSON_COLUMNS} FROM person WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

/** In order of joining; one row more than `limit`, to know whether there is a next page. */
export function listPeople(
  db: EntityManager,
  tenantId: string,
  status: string | null,
  after: string | null,
  limit: number,
): Promise<PersonRow[]> {
  return db.query(
    `SELECT ${PERSON_COLUMNS} FROM person
     WHERE tenant_id = $1 AND ($2::text IS NULL OR status = $2) AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
    [tenantId, status, after, limit + 1],
  );
}

/** Held until the transaction ends, so that two admins cannot remove each other at the same moment. */
export async function lockActiveAdmins(db: EntityManager, tenantId: string): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM person WHERE tenant_id = $1 AND role = 'admin' AND status = 'active' ORDER BY id FOR UPDATE`,
    [tenantId],
  );
  return rows.map(({ id }) => id);
}

export async function lockPerson(db: EntityManager, tenantId: string, id: string): Promise<PersonRow | null> {
  const rows: PersonRow[] = await db.query(`SELECT ${PERSON_COLUMNS} FROM person WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [
    tenantId,
    id,
  ]);
  return rows[0] ?? null;
}

export async function lockPersonByEmail(db: EntityManager, tenantId: string, emailHash: string): Promise<PersonRow | null> {
  const rows: PersonRow[] = await db.query(`SELECT ${PERSON_COLUMNS} FROM person WHERE tenant_id = $1 AND email_hash = $2 FOR UPDATE`, [
    tenantId,
    emailHash,
  ]);
  return rows[0] ?? null;
}

/** Also forgets wrong passwords: a person who is let in again begins anew. */
export async function updateMember(
  db: EntityManager,
  tenantId: string,
  id: string,
  change: { role: Role; status: PersonStatus },
): Promise<PersonRow> {
  const [rows]: [PersonRow[]] = await db.query(
    `UPDATE person SET role = $3, status = $4, failed_sign_ins = 0, locked_until = NULL, version = version + 1
     WHERE tenant_id = $1 AND id = $2 RETURNING ${PERSON_COLUMNS}`,
    [tenantId, id, change.role, change.status],
  );
  return rows[0] as PersonRow;
}

export async function wipePerson(db: EntityManager, tenantId: string, id: string): Promise<void> {
  await db.query(
    `UPDATE person SET status = 'erased', email_hash = NULL, email_sealed = NULL, name_sealed = NULL, password_hash = NULL,
       failed_sign_ins = 0, locked_until = NULL, version = version + 1
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
}
