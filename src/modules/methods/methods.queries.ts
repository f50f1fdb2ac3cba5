import type { EntityManager } from 'typeorm';
import type { Adjustments } from '../../domain/methods/adjustments.js';
import type { IsoDate } from '../../domain/shared/instant.js';

export type MethodState = 'draft' | 'scheduled' | 'adopted' | 'retired';

export interface MethodHead {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly baseVersion: string;
  readonly label: string;
  readonly sha256: string;
  readonly version: number;
  readonly state: MethodState;
  readonly adoptOn: IsoDate | null;
  /** Since when another is in force in its place. */
  readonly retiredOn: IsoDate | null;
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
}

export interface MethodDetail extends MethodHead {
  readonly adjustments: Adjustments;
}

/** The state follows from the days: of those whose day has come ($2) the latest is in force, and each of the others since the next one's day no more. */
const WITH_STATE = `
  SELECT *, CASE WHEN adopt_on IS NULL THEN 'draft' WHEN adopt_on > $2::date THEN 'scheduled' WHEN place = 1 THEN 'adopted' ELSE 'retired' END AS state
  FROM (SELECT *, row_number() OVER begun AS place, CASE WHEN adopt_on <= $2::date THEN lag(adopt_on) OVER begun END AS retired_on
        FROM tenant_method WHERE tenant_id = $1
        WINDOW begun AS (PARTITION BY coalesce(adopt_on <= $2::date, false) ORDER BY adopt_on DESC, decided_at DESC)) m`;

const HEAD = `id, number, name, base_version AS "baseVersion", label, sha256, version, state, to_char(adopt_on, 'YYYY-MM-DD') AS "adoptOn",
  to_char(retired_on, 'YYYY-MM-DD') AS "retiredOn", created_by AS "createdBy", created_at AS "createdAt", updated_at AS "updatedAt",
  decided_by AS "decidedBy", decided_at AS "decidedAt"`;

/** The latest first, beginning below a number; one more than `limit`. */
export function listMethods(
  db: EntityManager,
  tenantId: string,
  today: IsoDate,
  below: number | null,
  limit: number,
): Promise<readonly MethodHead[]> {
  return db.query(`SELECT ${HEAD} FROM (${WITH_STATE}) s WHERE $3::integer IS NULL OR number < $3 ORDER BY number DESC LIMIT $4`, [
    tenantId,
    today,
    below,
    limit + 1,
  ]);
}

export async function findMethod(db: EntityManager, tenantId: string, today: IsoDate, id: string): Promise<MethodDetail | undefined> {
  const rows: MethodDetail[] = await db.query(`SELECT ${HEAD}, adjustments FROM (${WITH_STATE}) s WHERE id = $3`, [tenantId, today, id]);
  return rows[0];
}

/** The one that is to come into force. */
export async function findScheduled(db: EntityManager, tenantId: string, today: IsoDate): Promise<MethodHead | undefined> {
  const rows: MethodHead[] = await db.query(`SELECT ${HEAD} FROM (${WITH_STATE}) s WHERE state = 'scheduled'`, [tenantId, today]);
  return rows[0];
}

/** Everybody who changes a tenant's methods waits here for whoever does so already. */
export async function lockMethods(db: EntityManager, tenantId: string): Promise<void> {
  await db.query('SELECT 1 FROM tenant WHERE tenant_id = $1 FOR NO KEY UPDATE', [tenantId]);
}

/** Given again only where the last draft was deleted, which no score has named. */
export async function nextNumber(db: EntityManager, tenantId: string): Promise<number> {
  const rows: { next: number }[] = await db.query('SELECT coalesce(max(number), 0) + 1 AS next FROM tenant_method WHERE tenant_id = $1', [
    tenantId,
  ]);
  return rows[0]?.next ?? 1;
}

export interface MethodContent {
  readonly name: string;
  readonly baseVersion: string;
  readonly label: string;
  readonly sha256: string;
  readonly adjustments: Adjustments;
}

export async function insertMethod(
  db: EntityManager,
  tenantId: string,
  { id, number, createdBy, now, content }: { id: string; number: number; createdBy: string; now: Date; content: MethodContent },
): Promise<void> {
  await db.query(
    `INSERT INTO tenant_method (tenant_id, id, number, name, base_id, base_version, label, sha256, adjustments, created_by, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 'plumbline', $5, $6, $7, $8, $9, $10, $10)`,
    [
      tenantId,
      id,
      number,
      content.name,
      content.baseVersion,
      content.label,
      content.sha256,
      JSON.stringify(content.adjustments),
      createdBy,
      now,
    ],
  );
}

export async function updateMethod(db: EntityManager, tenantId: string, id: string, content: MethodContent, now: Date): Promise<void> {
  await db.query(
    `UPDATE tenant_method SET name = $3, base_version = $4, label = $5, sha256 = $6, adjustments = $7, updated_at = $8, version = version + 1
     WHERE tenant_id = $1 AND id = $2 AND adopt_on IS NULL`,
    [tenantId, id, content.name, content.baseVersion, content.label, content.sha256, JSON.stringify(content.adjustments), now],
  );
}

export async function deleteMethod(db: EntityManager, tenantId: string, id: string): Promise<void> {
  await db.query('DELETE FROM tenant_method WHERE tenant_id = $1 AND id = $2 AND adopt_on IS NULL', [tenantId, id]);
}
