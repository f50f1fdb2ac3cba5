import type { EntityManager } from 'typeorm';
import type { ContentMark } from '../content/content-in-force.service.js';

/** Remembers it where nothing is remembered yet. @returns whether that was so */
export async function insertScoredWith(
  db: EntityManager,
  tenantId: string,
  { contentSha256, shipped }: ContentMark,
  now: Date,
): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO tenant_scored_with (tenant_id, content_sha256, shipped, at) VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id) DO NOTHING RETURNING 1`,
    [tenantId, contentSha256, shipped, now],
  );
  return rows.length > 0;
}

/** Locks the row until the transaction ends: whoever compares next compares with what this one leaves. */
export async function lockScoredWith(db: EntityManager, tenantId: string): Promise<string | null> {
  const rows: { content: string }[] = await db.query(
    'SELECT content_sha256 AS content FROM tenant_scored_with WHERE tenant_id = $1 FOR UPDATE',
    [tenantId],
  );
  return rows[0]?.content ?? null;
}

/** A day to look again stays if it has not come yet. */
export async function updateScoredWith(
  db: EntityManager,
  tenantId: string,
  { contentSha256, shipped }: ContentMark,
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE tenant_scored_with SET content_sha256 = $2, shipped = $3, at = CASE WHEN content_sha256 = $2 THEN at ELSE $4 END,
       look_at = CASE WHEN look_at > $4 THEN look_at END WHERE tenant_id = $1`,
    [tenantId, contentSha256, shipped, now],
  );
}

/** The earlier of two days stays. */
export async function insertLookAt(db: EntityManager, tenantId: string, moment: Date, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO tenant_scored_with (tenant_id, content_sha256, shipped, at, look_at) VALUES ($1, '', '', $3, $2)
     ON CONFLICT (tenant_id) DO UPDATE SET look_at = LEAST(tenant_scored_with.look_at, EXCLUDED.look_at)`,
    [tenantId, moment, now],
  );
}

/** Tenants for whom other content may be in force than what their scores were asked for with; as the system role, which sees no content. */
export async function tenantsToLookAt(db: EntityManager, now: Date, most: number): Promise<readonly string[]> {
  const rows: { tenant_id: string }[] = await db.query(
    `WITH newest AS (
       SELECT DISTINCT ON (kind) kind, sha256 FROM content_version WHERE (kind, id) IN (('indices', 'plumbline-indices'), ('methodology', 'plumbline'))
       ORDER BY kind, string_to_array(version, '.')::integer[] DESC
     ), shipped AS (SELECT string_agg(kind || ' ' || sha256, ' ' ORDER BY kind) AS mark FROM newest)
     SELECT w.tenant_id FROM tenant_scored_with w, shipped s WHERE w.shipped <> s.mark OR w.look_at <= $1 LIMIT $2`,
    [now, most],
  );
  return rows.map((row) => row.tenant_id);
}
