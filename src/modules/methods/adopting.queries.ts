import type { EntityManager } from 'typeorm';
import type { Adjustments } from '../../domain/methods/adjustments.js';
import type { IsoDate } from '../../domain/shared/instant.js';

export interface Decision {
  readonly on: IsoDate;
  readonly by: string;
  readonly at: Date;
  /** Whether what follows from it is done in the same transaction. */
  readonly settled: boolean;
}

export async function setAdoption(db: EntityManager, tenantId: string, id: string, { on, by, at, settled }: Decision): Promise<void> {
  await db.query(
    `UPDATE tenant_method SET adopt_on = $3::date, decided_by = $4, decided_at = $5, settled = $6, version = version + 1
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, on, by, at, settled],
  );
}

/** It is a draft again. */
export async function clearAdoption(db: EntityManager, tenantId: string, id: string): Promise<void> {
  await db.query(
    `UPDATE tenant_method SET adopt_on = NULL, decided_by = NULL, decided_at = NULL, settled = true, version = version + 1
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id],
  );
}

/** A method whose day has come while nobody was there. */
export interface Unsettled {
  readonly id: string;
  readonly label: string;
  readonly adjustments: Adjustments;
  readonly inForce: boolean;
}

export function unsettledMethods(db: EntityManager, tenantId: string, today: IsoDate): Promise<readonly Unsettled[]> {
  return db.query(
    `SELECT id, label, adjustments, place = 1 AS "inForce"
     FROM (SELECT *, row_number() OVER (ORDER BY adopt_on DESC, decided_at DESC) AS place
           FROM tenant_method WHERE tenant_id = $1 AND adopt_on <= $2::date) m
     WHERE NOT settled ORDER BY place DESC`,
    [tenantId, today],
  );
}

export async function markSettled(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<void> {
  await db.query('UPDATE tenant_method SET settled = true WHERE tenant_id = $1 AND id = ANY ($2::uuid[])', [tenantId, ids]);
}
