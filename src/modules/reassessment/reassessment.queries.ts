import type { EntityManager } from 'typeorm';
import type { Band } from '../../domain/scoring/methodology.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** What is known of a site's dates. */
export interface StandingDates {
  readonly siteId: string;
  /** Planned or blocked. */
  readonly openOn: IsoDate | null;
  readonly sentOn: IsoDate | null;
  /** The reason that stands beside `openOn`. */
  readonly reason: string | null;
}

export function readStandingDates(db: EntityManager, tenantId: string, siteIds: readonly string[]): Promise<readonly StandingDates[]> {
  return db.query(
    `SELECT site_id AS "siteId", to_char(max(due_on) FILTER (WHERE state IN ('planned', 'blocked')), 'YYYY-MM-DD') AS "openOn",
            to_char(max(due_on) FILTER (WHERE state = 'sent'), 'YYYY-MM-DD') AS "sentOn",
            max(reason) FILTER (WHERE state IN ('planned', 'blocked')) AS reason
     FROM reassessment WHERE tenant_id = $1 AND site_id = ANY ($2::uuid[]) GROUP BY site_id`,
    [tenantId, siteIds],
  );
}

/** Locks the open dates that nobody has in hand. One that is being sent at this moment is left alone: its round begins, and planning waits for its end. */
export async function lockOpenDates(db: EntityManager, tenantId: string, siteIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { site_id: string }[] = await db.query(
    `SELECT site_id FROM reassessment WHERE tenant_id = $1 AND site_id = ANY ($2::uuid[]) AND state IN ('planned', 'blocked')
     ORDER BY site_id FOR UPDATE SKIP LOCKED`,
    [tenantId, siteIds],
  );
  return new Set(rows.map((row) => row.site_id));
}

/** A site's next date. */
export interface NewDate {
  readonly siteId: string;
  readonly supplierId: string;
  readonly dueOn: IsoDate;
  readonly reason: string;
}

/** Leaves exactly one open date a site: another one that stood is superseded, one that stood there once and was superseded comes back. */
export async function storeDates(db: EntityManager, tenantId: string, dates: readonly NewDate[], now: Date): Promise<void> {
  const siteIds = dates.map(({ siteId }) => siteId);
  const days = dates.map(({ dueOn }) => dueOn);
  await db.query(
    `UPDATE reassessment r SET state = 'superseded' FROM unnest($2::uuid[], $3::date[]) AS n (site_id, due_on)
     WHERE r.tenant_id = $1 AND r.site_id = n.site_id AND r.state IN ('planned', 'blocked') AND r.due_on <> n.due_on`,
    [tenantId, siteIds, days],
  );
  await db.query(
    `INSERT INTO reassessment (tenant_id, site_id, due_on, supplier_id, reason, state, planned_at)
     SELECT $1, n.site_id, n.due_on, n.supplier_id, n.reason, 'planned', $2
     FROM unnest($3::uuid[], $4::date[], $5::uuid[], $6::text[]) AS n (site_id, due_on, supplier_id, reason)
     ON CONFLICT (tenant_id, site_id, due_on) DO UPDATE
       SET reason = EXCLUDED.reason,
           planned_at = CASE WHEN reassessment.state = 'superseded' THEN EXCLUDED.planned_at ELSE reassessment.planned_at END,
           blocked_reason = CASE WHEN reassessment.state = 'superseded' THEN NULL ELSE reassessment.blocked_reason END,
           state = CASE WHEN reassessment.state = 'superseded' THEN 'planned' ELSE reassessment.state END
       WHERE reassessment.state <> 'sent'`,
    [tenantId, now, siteIds, days, dates.map(({ supplierId }) => supplierId), dates.map(({ reason }) => reason)],
  );
}

/** A scored site, whose date depends on its band. */
export interface SiteToPlan {
  readonly siteId: string;
  readonly supplierId: string;
  readonly band: Band;
  /** Day on which the round that runs is to be answered, else of the last submission; of a site never assessed, the day it came in. */
  readonly basedOn: IsoDate;
}

export function readSitesToPlan(db: EntityManager, tenantId: string): Promise<readonly SiteToPlan[]> {
  return db.query(
    `SELECT s.id AS "siteId", s.supplier_id AS "supplierId", s.supplier_band AS band,
            to_char(coalesce(l.open_due_on, (coalesce(l.submitted_at, s.created_at) AT TIME ZONE 'UTC')::date), 'YYYY-MM-DD') AS "basedOn"
     FROM site s
     LEFT JOIN (
       SELECT site_id, max(submitted_at) AS submitted_at, max(due_on) FILTER (WHERE state IN ('sent', 'in_progress')) AS open_due_on
       FROM assessment WHERE tenant_id = $1 AND audience = 'supplier' GROUP BY site_id
     ) l ON l.site_id = s.id
     WHERE s.tenant_id = $1 AND s.status = 'active' AND s.supplier_band IS NOT NULL
     ORDER BY s.id`,
    [tenantId],
  );
}
