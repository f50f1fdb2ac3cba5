import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { ImpactFigures } from './impact-figures.queries.js';

export interface ImpactRow {
  readonly id: string;
  readonly methodId: string;
  readonly methodSha256: string;
  readonly againstId: string;
  readonly againstSha256: string;
  readonly manualSha256: string;
  readonly indicesSha256: string;
  readonly asOf: IsoDate;
  readonly state: 'running' | 'done';
  readonly total: number;
  readonly done: number;
  readonly afterSite: string | null;
  readonly result: ImpactFigures | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

const COLUMNS = `id, method_id AS "methodId", method_sha256 AS "methodSha256", against_id AS "againstId", against_sha256 AS "againstSha256",
  manual_sha256 AS "manualSha256", indices_sha256 AS "indicesSha256", to_char(as_of, 'YYYY-MM-DD') AS "asOf", state, total, done, after_site AS "afterSite",
  result, started_by AS "startedBy", started_at AS "startedAt", finished_at AS "finishedAt"`;

/** A method has one report, the latest. */
export async function findImpact(db: EntityManager, tenantId: string, methodId: string): Promise<ImpactRow | undefined> {
  const rows: ImpactRow[] = await db.query(`SELECT ${COLUMNS} FROM method_impact WHERE tenant_id = $1 AND method_id = $2`, [
    tenantId,
    methodId,
  ]);
  return rows[0];
}

/** Whoever adds to a report holds it alone. */
export async function lockImpact(db: EntityManager, tenantId: string, id: string): Promise<ImpactRow | undefined> {
  const rows: ImpactRow[] = await db.query(`SELECT ${COLUMNS} FROM method_impact WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [
    tenantId,
    id,
  ]);
  return rows[0];
}

/** The report of a method with all its rows; waits for the chunk in hand. */
export async function dropImpact(db: EntityManager, tenantId: string, methodId: string): Promise<void> {
  const rows: { id: string }[] = await db.query('SELECT id FROM method_impact WHERE tenant_id = $1 AND method_id = $2 FOR UPDATE', [
    tenantId,
    methodId,
  ]);
  await dropImpacts(
    db,
    tenantId,
    rows.map(({ id }) => id),
  );
}

export async function dropImpacts(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await db.query('DELETE FROM method_impact_row WHERE tenant_id = $1 AND impact_id = ANY ($2::uuid[])', [tenantId, ids]);
  await db.query('DELETE FROM method_impact WHERE tenant_id = $1 AND id = ANY ($2::uuid[])', [tenantId, ids]);
}

/** Reports that nobody needs any more, locked. */
export async function lockOldImpacts(db: EntityManager, tenantId: string, now: Date): Promise<readonly string[]> {
  const rows: { id: string }[] = await db.query(
    'SELECT id FROM method_impact WHERE tenant_id = $1 AND keep_until < $2 ORDER BY id FOR UPDATE SKIP LOCKED',
    [tenantId, now],
  );
  return rows.map(({ id }) => id);
}

export async function runningImpacts(db: EntityManager, tenantId: string): Promise<readonly string[]> {
  const rows: { id: string }[] = await db.query(`SELECT id FROM method_impact WHERE tenant_id = $1 AND state = 'running'`, [tenantId]);
  return rows.map(({ id }) => id);
}

/** What a report is made of and compares with. */
export interface ImpactBasis {
  readonly methodId: string;
  readonly methodSha256: string;
  readonly againstId: string;
  readonly againstSha256: string;
  readonly manualSha256: string;
  readonly indicesSha256: string;
}

export async function insertImpact(
  db: EntityManager,
  tenantId: string,
  basis: ImpactBasis,
  begun: { readonly id: string; readonly asOf: IsoDate; readonly by: string; readonly now: Date; readonly keepUntil: Date },
): Promise<void> {
  await db.query(
    `INSERT INTO method_impact (tenant_id, id, method_id, method_sha256, against_id, against_sha256, manual_sha256, indices_sha256, as_of, state, total,
                                started_by, started_at, keep_until)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::date, 'running', (SELECT count(*) FROM site WHERE tenant_id = $1 AND status = 'active'), $10, $11, $12)`,
    [
      tenantId,
      begun.id,
      basis.methodId,
      basis.methodSha256,
      basis.againstId,
      basis.againstSha256,
      basis.manualSha256,
      basis.indicesSha256,
      begun.asOf,
      begun.by,
      begun.now,
      begun.keepUntil,
    ],
  );
}

/** The manual or the indices have changed under it: what is done so far compares with nothing any more. */
export async function restartImpact(
  db: EntityManager,
  tenantId: string,
  id: string,
  { manualSha256, indicesSha256 }: Pick<ImpactBasis, 'manualSha256' | 'indicesSha256'>,
): Promise<void> {
  await db.query('DELETE FROM method_impact_row WHERE tenant_id = $1 AND impact_id = $2', [tenantId, id]);
  await db.query(
    'UPDATE method_impact SET done = 0, after_site = NULL, manual_sha256 = $3, indices_sha256 = $4 WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, manualSha256, indicesSha256],
  );
}

/** Active sites in the order of their ids, beginning after one. */
export async function nextSites(db: EntityManager, tenantId: string, after: string | null, limit: number): Promise<readonly string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM site WHERE tenant_id = $1 AND status = 'active' AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT $3`,
    [tenantId, after, limit],
  );
  return rows.map(({ id }) => id);
}

export async function advanceImpact(db: EntityManager, tenantId: string, id: string, afterSite: string, sites: number): Promise<void> {
  await db.query(
    'UPDATE method_impact SET after_site = $3, done = done + $4, total = greatest(total, done + $4) WHERE tenant_id = $1 AND id = $2',
    [tenantId, id, afterSite, sites],
  );
}

export async function finishImpact(db: EntityManager, tenantId: string, id: string, result: ImpactFigures, now: Date): Promise<void> {
  await db.query(`UPDATE method_impact SET state = 'done', total = done, result = $3, finished_at = $4 WHERE tenant_id = $1 AND id = $2`, [
    tenantId,
    id,
    JSON.stringify(result),
    now,
  ]);
}
