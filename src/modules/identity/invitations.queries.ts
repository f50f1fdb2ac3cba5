import type { EntityManager } from 'typeorm';
import { PERSON_COLUMNS, type PersonRow } from './people.queries.js';

export interface NewInvitation {
  readonly tenantId: string;
  readonly id: string;
  readonly personId: string;
  readonly secretHash: string;
  readonly expiresAt: Date;
  readonly createdAt: Date;
}

export async function insertInvitation(db: EntityManager, invitation: NewInvitation): Promise<void> {
  await db.query('INSERT INTO invitation (tenant_id, id, person_id, secret_hash, expires_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)', [
    invitation.tenantId,
    invitation.id,
    invitation.personId,
    invitation.secretHash,
    invitation.expiresAt,
    invitation.createdAt,
  ]);
}

/** The invitations a person has not used are of no use any more. */
export async function voidInvitations(db: EntityManager, tenantId: string, personId: string, at: Date): Promise<void> {
  await db.query('UPDATE invitation SET expires_at = $3 WHERE tenant_id = $1 AND person_id = $2 AND used_at IS NULL AND expires_at > $3', [
    tenantId,
    personId,
    at,
  ]);
}

export interface InvitationRow {
  readonly person_id: string;
  readonly secret_hash: string;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}

/** Held until the transaction ends: of two who accept at once, the second sees that it is used. */
export async function lockInvitation(db: EntityManager, tenantId: string, id: string): Promise<InvitationRow | null> {
  const rows: InvitationRow[] = await db.query(
    'SELECT person_id, secret_hash, expires_at, used_at FROM invitation WHERE tenant_id = $1 AND id = $2 FOR UPDATE',
    [tenantId, id],
  );
  return rows[0] ?? null;
}

export async function useInvitation(db: EntityManager, tenantId: string, id: string, at: Date): Promise<void> {
  await db.query('UPDATE invitation SET used_at = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, at]);
}

/** What an invited person becomes; `nameSealed` null leaves the name as it is. */
export interface Joining {
  readonly passwordHash: string;
  readonly nameSealed: Buffer | null;
}

export async function joinPerson(db: EntityManager, tenantId: string, id: string, joining: Joining): Promise<PersonRow> {
  const [rows]: [PersonRow[]] = await db.query(
    `UPDATE person SET status = $3, password_hash = $4, name_sealed = COALESCE($5, name_sealed), version = version + 1
     WHERE tenant_id = $1 AND id = $2 RETURNING ${PERSON_COLUMNS}`,
    [tenantId, id, 'active', joining.passwordHash, joining.nameSealed],
  );
  return rows[0] as PersonRow;
}

/** The same person invited once more, perhaps by another name or for another role. */
export async function reinvitePerson(
  db: EntityManager,
  tenantId: string,
  id: string,
  change: { role: string; nameSealed: Buffer },
): Promise<PersonRow> {
  const [rows]: [PersonRow[]] = await db.query(
    `UPDATE person SET role = $3, name_sealed = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2 RETURNING ${PERSON_COLUMNS}`,
    [tenantId, id, change.role, change.nameSealed],
  );
  return rows[0] as PersonRow;
}
