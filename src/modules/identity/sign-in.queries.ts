import type { EntityManager } from 'typeorm';
import { PERSON_COLUMNS, type PersonRow } from './people.queries.js';

export interface Attempt extends PersonRow {
  /** Set when this attempt, should it fail, is the last for a while. */
  readonly locked_until: Date | null;
}

/**
 * Counts an attempt as failed before its password is looked at, so that a thousand guesses at once are not a thousand tries.
 * null where nobody active has this address, or the account is locked.
 */
export async function beginAttempt(
  db: EntityManager,
  attempt: {
    readonly tenantId: string;
    readonly emailHash: string;
    readonly now: Date;
    readonly lockUntil: Date;
    readonly allowed: number;
  },
): Promise<Attempt | null> {
  const [rows]: [Attempt[]] = await db.query(
    `UPDATE person SET
       failed_sign_ins = CASE WHEN locked_until IS NULL THEN failed_sign_ins + 1 ELSE 1 END,
       locked_until = CASE WHEN locked_until IS NULL AND failed_sign_ins + 1 >= $5 THEN $4::timestamptz END
     WHERE tenant_id = $1 AND email_hash = $2 AND status = 'active' AND (locked_until IS NULL OR locked_until <= $3)
     RETURNING ${PERSON_COLUMNS}, locked_until`,
    [attempt.tenantId, attempt.emailHash, attempt.now, attempt.lockUntil, attempt.allowed],
  );
  return rows[0] ?? null;
}

/** Forgets failed attempts, provided that the person is still active and the password is still the one that was checked. */
export async function forgiveAttempts(db: EntityManager, tenantId: string, id: string, passwordHash: string): Promise<boolean> {
  const [rows]: [unknown[]] = await db.query(
    `UPDATE person SET failed_sign_ins = 0, locked_until = NULL
     WHERE tenant_id = $1 AND id = $2 AND status = 'active' AND password_hash = $3 RETURNING id`,
    [tenantId, id, passwordHash],
  );
  return rows.length > 0;
}

/** Sets a password, provided that the old one is still the one that was checked. */
export async function replacePassword(
  db: EntityManager,
  tenantId: string,
  id: string,
  change: { from: string; to: string },
): Promise<boolean> {
  const [rows]: [unknown[]] = await db.query(
    `UPDATE person SET password_hash = $4, version = version + 1
     WHERE tenant_id = $1 AND id = $2 AND status = 'active' AND password_hash = $3 RETURNING id`,
    [tenantId, id, change.from, change.to],
  );
  return rows.length > 0;
}
