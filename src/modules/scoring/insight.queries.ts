import type { EntityManager } from 'typeorm';
import type { Band } from '../../domain/scoring/methodology.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** A score with the receipt from which everything about it can be computed. */
export interface ScoreThen {
  readonly id: string;
  readonly as_of: Date;
  readonly residual: number;
  readonly band: Band;
  readonly receipt: string;
}

const COLUMNS = 'c.id, c.as_of, c.residual, c.band, c.receipt';

/** The score in force at the end of a day: the last one made for it or before. null: there was none yet. */
export async function scoreOn(db: EntityManager, siteId: string, day: IsoDate): Promise<ScoreThen | null> {
  const rows: ScoreThen[] = await db.query(
    `SELECT ${COLUMNS} FROM score c WHERE c.tenant_id = (SELECT current_tenant()) AND c.site_id = $1 AND c.as_of < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
     ORDER BY c.id DESC LIMIT 1`,
    [siteId, day],
  );
  return rows[0] ?? null;
}

/** The score before this one; null: it is the first. */
export async function scoreBefore(db: EntityManager, siteId: string, id: string): Promise<ScoreThen | null> {
  const rows: ScoreThen[] = await db.query(
    `SELECT ${COLUMNS} FROM score c WHERE c.tenant_id = (SELECT current_tenant()) AND c.site_id = $1 AND c.id < $2 ORDER BY c.id DESC LIMIT 1`,
    [siteId, id],
  );
  return rows[0] ?? null;
}

/** The latest score of a site; null: there is no such site. `score` is null before the first. */
export async function latestScore(db: EntityManager, siteId: string): Promise<{ readonly score: ScoreThen | null } | null> {
  const rows: (ScoreThen & { readonly id: string | null })[] = await db.query(
    `SELECT ${COLUMNS} FROM site s LEFT JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id WHERE s.id = $1`,
    [siteId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return { score: row.id === null ? null : row };
}
