import type { EntityManager } from 'typeorm';

/** Rows are taken in order of id, so that two callers never wait for each other. */
export async function makeDue(
  db: EntityManager,
  tenantId: string,
  now: Date,
  sites: readonly { readonly siteId: string; readonly supplierId: string }[],
): Promise<void> {
  await db.query(
    `INSERT INTO scoring_due (tenant_id, site_id, supplier_id, due_at)
     SELECT DISTINCT ON (s.site_id) $1::uuid, s.site_id, s.supplier_id, $2::timestamptz
     FROM unnest($3::uuid[], $4::uuid[]) AS s (site_id, supplier_id) ORDER BY s.site_id
     ON CONFLICT (tenant_id, site_id) DO UPDATE SET due_at = LEAST(scoring_due.due_at, EXCLUDED.due_at)`,
    [tenantId, now, sites.map(({ siteId }) => siteId), sites.map(({ supplierId }) => supplierId)],
  );
}

/** A rescoring about to begin. */
export interface NewRescoring {
  readonly id: string;
  readonly reason: string;
  readonly requestedBy: { readonly kind: string; readonly id: string | null };
}

/**
 * Makes every active site due for a new rescoring. Sites that still wait for an earlier one are handed over, so that each is scored once and
 * both are counted to the end. Due sites are locked before any count is touched, as workers do.
 */
export async function openRescoring(
  db: EntityManager,
  tenantId: string,
  now: Date,
  { id, reason, requestedBy }: NewRescoring,
): Promise<void> {
  // One after the other: of two at once the second would not see which sites the first has made wait.
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended('rescoring/' || $1::text, 0))`, [tenantId]);
  await db.query(
    `INSERT INTO rescoring (tenant_id, id, reason, requested_by_kind, requested_by, started_at) VALUES ($1, $2, $3, $4, $5, $6)`,
    [tenantId, id, reason, requestedBy.kind, requestedBy.id, now],
  );
  const waiting: { id: string }[] = await db.query(
    `SELECT rescoring_id AS id FROM scoring_due WHERE tenant_id = $1 AND rescoring_id IS NOT NULL ORDER BY site_id FOR UPDATE`,
    [tenantId],
  );
  const [made]: { total: number }[] = await db.query(
    `WITH due AS (
       INSERT INTO scoring_due (tenant_id, site_id, supplier_id, due_at, rescoring_id)
       SELECT tenant_id, id, supplier_id, $2::timestamptz, $3::uuid FROM site WHERE tenant_id = $1 AND status = 'active' ORDER BY id
       ON CONFLICT (tenant_id, site_id) DO UPDATE SET due_at = LEAST(scoring_due.due_at, EXCLUDED.due_at), rescoring_id = EXCLUDED.rescoring_id
       RETURNING 1
     ) SELECT count(*)::integer AS total FROM due`,
    [tenantId, now, id],
  );
  await db.query(
    `UPDATE rescoring SET total = $3, finished_at = CASE WHEN $3 = 0 THEN $4::timestamptz END WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, made?.total ?? 0, now],
  );
  await handOver(
    db,
    tenantId,
    now,
    waiting.map((row) => row.id),
  );
}

/** Sites archived since then wait for their old rescoring still: whoever takes them counts them there. */
async function handOver(db: EntityManager, tenantId: string, now: Date, waiting: readonly string[]): Promise<void> {
  if (waiting.length === 0) return;
  await db.query(
    `UPDATE rescoring r SET handed_over = n.handed_over, finished_at = CASE WHEN r.done + r.failed + n.handed_over = r.total THEN $2::timestamptz END
     FROM (
       SELECT w.id, r.handed_over + count(*)::integer - coalesce(max(left_over.sites), 0)::integer AS handed_over
       FROM unnest($3::uuid[]) AS w (id) JOIN rescoring r ON r.tenant_id = $1 AND r.id = w.id
       LEFT JOIN (SELECT rescoring_id, count(*) AS sites FROM scoring_due WHERE tenant_id = $1 GROUP BY rescoring_id) left_over ON left_over.rescoring_id = w.id
       GROUP BY w.id, r.handed_over
     ) n WHERE r.tenant_id = $1 AND r.id = n.id`,
    [tenantId, now, waiting],
  );
}
