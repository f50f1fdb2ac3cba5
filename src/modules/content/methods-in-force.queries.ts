import type { EntityManager } from 'typeorm';
import type { Adjustments } from '../../domain/methods/adjustments.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** A tenant's method as it stands in its row. */
export interface MethodRow {
  readonly id: string;
  readonly number: number;
  readonly baseVersion: string;
  readonly sha256: string;
}

const COLUMNS = 'id, number, base_version AS "baseVersion", sha256';

const IN_FORCE = `FROM tenant_method WHERE tenant_id = $1 AND adopt_on <= $2::date ORDER BY adopt_on DESC, decided_at DESC LIMIT 1`;

/** The latest whose day has come. */
export async function methodRowOn(db: EntityManager, tenantId: string, today: IsoDate): Promise<MethodRow | undefined> {
  const rows: MethodRow[] = await db.query(`SELECT ${COLUMNS} ${IN_FORCE}`, [tenantId, today]);
  return rows[0];
}

/** Only the shipped version under it: all that a supplier's transaction may read. */
export async function baseVersionOn(db: EntityManager, tenantId: string, today: IsoDate): Promise<string | undefined> {
  const rows: { version: string }[] = await db.query(`SELECT base_version AS version ${IN_FORCE}`, [tenantId, today]);
  return rows[0]?.version;
}

export async function methodRow(db: EntityManager, tenantId: string, id: string): Promise<MethodRow | undefined> {
  const rows: MethodRow[] = await db.query(`SELECT ${COLUMNS} FROM tenant_method WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  return rows[0];
}

/** The one that a score names; a shipped version may have been adopted more than once. */
export async function methodRowOfHash(db: EntityManager, tenantId: string, sha256: string): Promise<MethodRow | undefined> {
  const rows: MethodRow[] = await db.query(
    `SELECT ${COLUMNS} FROM tenant_method WHERE tenant_id = $1 AND sha256 = $2 AND adopt_on IS NOT NULL ORDER BY number LIMIT 1`,
    [tenantId, sha256],
  );
  return rows[0];
}

/** `sha256`: as it was when the row was found; a draft may have changed since. */
export async function adjustmentsOf(db: EntityManager, tenantId: string, id: string, sha256: string): Promise<Adjustments | undefined> {
  const rows: { adjustments: Adjustments }[] = await db.query(
    'SELECT adjustments FROM tenant_method WHERE tenant_id = $1 AND id = $2 AND sha256 = $3',
    [tenantId, id, sha256],
  );
  return rows[0]?.adjustments;
}

/** The method a tenant begins with. */
export async function insertFirstMethod(
  db: EntityManager,
  tenantId: string,
  first: { readonly id: string; readonly version: string; readonly sha256: string; readonly adjustments: Adjustments; readonly now: Date },
): Promise<void> {
  await db.query(
    `INSERT INTO tenant_method (tenant_id, id, number, name, base_id, base_version, label, sha256, adjustments, created_at, updated_at, adopt_on, decided_at)
     VALUES ($1, $2, 0, 'As shipped', 'plumbline', $3, $3, $4, $5, $6, $6, ($6::timestamptz AT TIME ZONE 'UTC')::date, $6)`,
    [tenantId, first.id, first.version, first.sha256, JSON.stringify(first.adjustments), first.now],
  );
}
