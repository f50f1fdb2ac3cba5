import type { EntityManager } from 'typeorm';
import type { PersonStatus } from '../../domain/people/people.js';
import type { Role } from '../../platform/auth/actor.js';

export type EndReason = 'signed_out' | 'token_reused' | 'person_disabled' | 'password_changed';

/** null where the session has ended or the person may not work any more. */
export async function readRoleInSession(db: EntityManager, tenantId: string, sessionId: string, personId: string): Promise<Role | null> {
  const rows: { role: Role }[] = await db.query(
    `SELECT p.role FROM session s JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
     WHERE s.tenant_id = $1 AND s.id = $2 AND s.person_id = $3 AND s.ended_at IS NULL AND p.status = 'active'`,
    [tenantId, sessionId, personId],
  );
  return rows[0]?.role ?? null;
}

export async function insertSession(
  db: EntityManager,
  session: { tenantId: string; id: string; personId: string; startedAt: Date },
): Promise<void> {
  await db.query('INSERT INTO session (tenant_id, id, person_id, started_at) VALUES ($1, $2, $3, $4)', [
    session.tenantId,
    session.id,
    session.personId,
    session.startedAt,
  ]);
}

export interface NewRefreshToken {
  readonly tenantId: string;
  readonly id: string;
  readonly sessionId: string;
  readonly secretHash: string;
  readonly issuedAt: Date;
  readonly expiresAt: Date;
}

export async function insertRefreshToken(db: EntityManager, token: NewRefreshToken): Promise<void> {
  await db.query(
    'INSERT INTO refresh_token (tenant_id, id, session_id, secret_hash, issued_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)',
    [token.tenantId, token.id, token.sessionId, token.secretHash, token.issuedAt, token.expiresAt],
  );
}

export interface RefreshTokenRow {
  readonly id: string;
  readonly session_id: string;
  readonly secret_hash: string;
  readonly used_at: Date | null;
  readonly expires_at: Date;
  readonly person_id: string;
  readonly ended_at: Date | null;
  readonly status: PersonStatus;
}

/** Held with its session until the transaction ends: of two who present the same token at once, the second sees that it is spent. */
export async function lockRefreshToken(db: EntityManager, tenantId: string, id: string): Promise<RefreshTokenRow | null> {
  const rows: RefreshTokenRow[] = await db.query(
    `SELECT t.id, t.session_id, t.secret_hash, t.used_at, t.expires_at, s.person_id, s.ended_at, p.status
     FROM refresh_token t
     JOIN session s ON s.tenant_id = t.tenant_id AND s.id = t.session_id
     JOIN person p ON p.tenant_id = s.tenant_id AND p.id = s.person_id
     WHERE t.tenant_id = $1 AND t.id = $2 FOR UPDATE OF t, s`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}

export async function spendRefreshToken(db: EntityManager, tenantId: string, id: string, at: Date): Promise<void> {
  await db.query('UPDATE refresh_token SET used_at = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, at]);
}

/** @returns whether the session was running until now. */
export async function endSession(db: EntityManager, tenantId: string, id: string, reason: EndReason, at: Date): Promise<boolean> {
  const [rows]: [unknown[]] = await db.query(
    'UPDATE session SET ended_at = $3, end_reason = $4 WHERE tenant_id = $1 AND id = $2 AND ended_at IS NULL RETURNING id',
    [tenantId, id, at, reason],
  );
  return rows.length > 0;
}

/** Ends all running sessions of a person, but for the one named. @returns how many. */
export async function endSessionsOf(
  db: EntityManager,
  person: { readonly tenantId: string; readonly personId: string; readonly except: string | null },
  reason: EndReason,
  at: Date,
): Promise<number> {
  const [rows]: [unknown[]] = await db.query(
    `UPDATE session SET ended_at = $4, end_reason = $5
     WHERE tenant_id = $1 AND person_id = $2 AND ended_at IS NULL AND ($3::uuid IS NULL OR id <> $3) RETURNING id`,
    [person.tenantId, person.personId, person.except, at, reason],
  );
  return rows.length;
}
