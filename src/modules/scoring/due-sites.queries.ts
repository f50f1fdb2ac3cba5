import type { EntityManager } from 'typeorm';

/** A site whose turn it is. */
export interface DueSite {
  readonly siteId: string;
  /** The rescoring that waits for it; null: none. */
  readonly rescoringId: string | null;
}

/**
 * Takes up to `limit` sites that are due, leaving those that another worker has in hand. The sites are locked with them, since sending locks a
 * site before it asks for its score: so neither waits for the other.
 */
export function takeDueSites(db: EntityManager, now: Date, limit: number): Promise<readonly DueSite[]> {
  return db.query(
    `SELECT d.site_id AS "siteId", d.rescoring_id AS "rescoringId"
     FROM scoring_due d JOIN site s ON s.tenant_id = d.tenant_id AND s.id = d.site_id
     WHERE d.due_at <= $1 ORDER BY d.due_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED FOR NO KEY UPDATE OF s SKIP LOCKED`,
    [now, limit],
  );
}

/** Notes when each site is next due by time alone; sites without such a date leave the list, and with them what failed before. */
export async function rescheduleSites(
  db: EntityManager,
  taken: readonly string[],
  next: ReadonlyMap<string, string | null>,
): Promise<void> {
  const dated = taken.filter((id) => (next.get(id) ?? null) !== null);
  const undated = taken.filter((id) => (next.get(id) ?? null) === null);
  if (undated.length > 0) await db.query('DELETE FROM scoring_due WHERE site_id = ANY ($1::uuid[])', [undated]);
  if (dated.length > 0)
    await db.query(
      `UPDATE scoring_due d SET due_at = n.due_at, rescoring_id = NULL
       FROM unnest($1::uuid[], $2::timestamptz[]) AS n (site_id, due_at) WHERE d.site_id = n.site_id`,
      [dated, dated.map((id) => next.get(id))],
    );
  await db.query('DELETE FROM scoring_failure WHERE site_id = ANY ($1::uuid[])', [taken]);
}

/** A site that could not be scored, and why: a code and a place, never a value. */
export interface FailedSite {
  readonly siteId: string;
  readonly code: string;
  readonly place: string | null;
}

/** Sets sites aside: tried again after a minute, then after twice as long each time, and at least once a day. */
export async function setAside(db: EntityManager, tenantId: string, now: Date, failed: readonly FailedSite[]): Promise<void> {
  if (failed.length === 0) return;
  const siteIds = failed.map(({ siteId }) => siteId);
  await db.query(
    `INSERT INTO scoring_failure (tenant_id, site_id, code, place, attempts, failed_at)
     SELECT $1, n.site_id, n.code, n.place, 1, $2 FROM unnest($3::uuid[], $4::text[], $5::text[]) AS n (site_id, code, place) ORDER BY n.site_id
     ON CONFLICT (tenant_id, site_id) DO UPDATE
       SET code = EXCLUDED.code, place = EXCLUDED.place, failed_at = EXCLUDED.failed_at, attempts = scoring_failure.attempts + 1`,
    [tenantId, now, siteIds, failed.map(({ code }) => code), failed.map(({ place }) => place)],
  );
  await db.query(
    `UPDATE scoring_due d SET rescoring_id = NULL, due_at = $1::timestamptz + LEAST(2 ^ LEAST(f.attempts - 1, 11), 1440) * interval '1 minute'
     FROM scoring_failure f WHERE f.tenant_id = d.tenant_id AND f.site_id = d.site_id AND d.site_id = ANY ($2::uuid[])`,
    [now, siteIds],
  );
}

/** What one chunk did for one rescoring. */
export interface Progress {
  readonly rescoringId: string;
  readonly done: number;
  readonly changed: number;
  readonly failed: number;
}

/** The last statement of a chunk, so that two workers wait for each other's count no longer than a commit takes. Rescorings are taken in order of id. */
export async function countProgress(db: EntityManager, tenantId: string, now: Date, progress: readonly Progress[]): Promise<void> {
  if (progress.length === 0) return;
  const ids = progress.map(({ rescoringId }) => rescoringId);
  if (ids.length > 1)
    await db.query('SELECT id FROM rescoring WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id FOR UPDATE', [tenantId, ids]);
  await db.query(
    `UPDATE rescoring r SET done = r.done + n.done, changed = r.changed + n.changed, failed = r.failed + n.failed,
            finished_at = CASE WHEN r.done + n.done + r.failed + n.failed + r.handed_over = r.total THEN $2::timestamptz END
     FROM unnest($3::uuid[], $4::integer[], $5::integer[], $6::integer[]) AS n (id, done, changed, failed)
     WHERE r.tenant_id = $1 AND r.id = n.id`,
    [tenantId, now, ids, progress.map(({ done }) => done), progress.map(({ changed }) => changed), progress.map(({ failed }) => failed)],
  );
}
