import type { EntityManager } from 'typeorm';
import type { Cursor } from '../../platform/db/pages.js';

/** A third-party result of a site, as far as a signal rests on it. */
export interface ResultToCount {
  readonly id: string;
  readonly scheme: string;
  readonly outcome: string;
  readonly audited_on: string;
  readonly document_id: string;
  readonly entered_by_kind: 'person' | 'contact';
  readonly entered_at: Date;
  readonly withdrawn: boolean;
  readonly critical: number;
  readonly major: number;
  readonly minor: number;
}

const SELECT = `SELECT r.id, r.scheme, r.outcome, to_char(r.audited_on, 'YYYY-MM-DD') AS audited_on, r.document_id, r.entered_by_kind, r.entered_at,
    r.withdrawn_at IS NOT NULL AS withdrawn, f.critical, f.major, f.minor
  FROM third_party_result r
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE o.one ->> 'severity' = 'critical')::integer AS critical,
           count(*) FILTER (WHERE o.one ->> 'severity' = 'major')::integer AS major,
           count(*) FILTER (WHERE o.one ->> 'severity' = 'minor')::integer AS minor
    FROM jsonb_array_elements(r.findings) AS o (one) WHERE NOT (o.one ->> 'closed')::boolean
  ) f`;

export async function resultOfSite(db: EntityManager, siteId: string, id: string): Promise<ResultToCount | null> {
  const rows: ResultToCount[] = await db.query(`${SELECT} WHERE r.id = $1 AND r.site_id = $2`, [id, siteId]);
  return rows[0] ?? null;
}

/** Results of a site on which no signal rests, newest first; one row more than `limit`. What its supplier took back is among them where it was adverse. */
export function uncountedResults(db: EntityManager, siteId: string, after: Cursor | null, limit: number): Promise<ResultToCount[]> {
  return db.query(
    `${SELECT}
     WHERE r.tenant_id = (SELECT current_tenant()) AND r.site_id = $1 AND ($2::uuid IS NULL OR r.id < $2)
       AND (r.withdrawn_at IS NULL OR f.critical + f.major + f.minor > 0)
       AND NOT EXISTS (SELECT FROM signal g WHERE g.tenant_id = r.tenant_id AND g.third_party_result_id = r.id AND g.withdrawn_at IS NULL)
     ORDER BY r.id DESC LIMIT $3`,
    [siteId, after?.id ?? null, limit + 1],
  );
}
