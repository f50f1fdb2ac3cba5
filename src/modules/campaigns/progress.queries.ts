import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Standing } from './progress.dto.js';

/** What the standing of a site depends on beside its rows. */
export interface ProgressDates {
  readonly today: IsoDate;
  /** A round whose last answer is older is stuck. */
  readonly stuckBefore: Date;
}

/**
 * Each site of a campaign with where it stands. What it takes to know is looked up only where it matters: answers of opened rounds that are not
 * submitted, letters of rounds that are not opened. Parameters $1 tenant, $2 campaign, $3 today, $4 the moment before which a round is stuck.
 */
const STANDING = `SELECT c.tenant_id, c.site_id, c.code, c.assessment_id, a.due_on, a.state AS assessment_state,
    greatest(a.opened_at, a.submitted_at, w.last_given) AS last_activity_at,
    coalesce(a.state IN ('sent', 'in_progress') AND a.due_on < $3::date, false) AS overdue,
    CASE
      WHEN c.state <> 'sent' THEN c.state
      WHEN a.state = 'cancelled' THEN 'cancelled'
      WHEN a.submitted_at IS NOT NULL THEN 'submitted'
      WHEN w.last_given < $4::timestamptz THEN 'stuck'
      WHEN w.last_given IS NOT NULL THEN 'started'
      WHEN a.opened_at IS NOT NULL THEN 'opened'
      WHEN b.bounced THEN 'bounced'
      ELSE 'sent'
    END AS standing
  FROM campaign_site c
  LEFT JOIN assessment a ON a.tenant_id = c.tenant_id AND a.id = c.assessment_id
  LEFT JOIN LATERAL (
    SELECT max(g.updated_at) AS last_given FROM answer g
    WHERE g.tenant_id = a.tenant_id AND g.assessment_id = a.id AND g.answered_by_kind <> 'system' AND a.opened_at IS NOT NULL AND a.submitted_at IS NULL
  ) w ON true
  LEFT JOIN LATERAL (
    SELECT coalesce(bool_and(coalesce(m.dropped_reason = 'bounced', false)), false) AS bounced
    FROM assessment_link l
    LEFT JOIN LATERAL (
      SELECT dropped_reason FROM mail WHERE mail.tenant_id = l.tenant_id AND mail.link_id = l.id ORDER BY mail.id DESC LIMIT 1
    ) m ON true
    WHERE l.tenant_id = a.tenant_id AND l.assessment_id = a.id AND l.revoked_at IS NULL AND a.opened_at IS NULL AND a.state = 'sent'
  ) b ON true
  WHERE c.tenant_id = $1 AND c.campaign_id = $2`;

export interface StandingCount {
  readonly standing: Standing;
  readonly code: string | null;
  readonly sites: number;
  readonly overdue: number;
}

/** How many sites stand where, and why nothing was sent to those left out. */
export function countStandings(
  db: EntityManager,
  tenantId: string,
  campaignId: string,
  { today, stuckBefore }: ProgressDates,
): Promise<StandingCount[]> {
  return db.query(
    `SELECT standing, code, count(*)::int AS sites, (count(*) FILTER (WHERE overdue))::int AS overdue FROM (${STANDING}) s GROUP BY standing, code ORDER BY standing, code`,
    [tenantId, campaignId, today, stuckBefore],
  );
}

export interface CampaignSiteRow {
  readonly site_id: string;
  readonly site: string;
  readonly supplier_id: string;
  readonly supplier: string;
  readonly standing: Standing;
  readonly overdue: boolean;
  readonly code: string | null;
  readonly assessment_id: string | null;
  readonly due_on: IsoDate | null;
  readonly last_activity_at: Date | null;
}

export interface SitesFilter {
  readonly standing: Standing | null;
  readonly overdue: boolean;
}

/** A page in the order of the sites' ids; one row more than `limit`. */
export function listCampaignSites(
  db: EntityManager,
  tenantId: string,
  campaignId: string,
  { today, stuckBefore }: ProgressDates,
  { standing, overdue }: SitesFilter,
  after: string | null,
  limit: number,
): Promise<CampaignSiteRow[]> {
  return db.query(
    `SELECT s.site_id, n.name AS site, n.supplier_id, p.name AS supplier, s.standing, s.overdue, s.code, s.assessment_id, s.due_on::text, s.last_activity_at
     FROM (
       SELECT * FROM (${STANDING} AND ($5::uuid IS NULL OR c.site_id > $5::uuid)) all_sites
       WHERE ($6::text IS NULL OR standing = $6) AND ($7::boolean = false OR overdue)
       ORDER BY site_id LIMIT $8
     ) s
     JOIN site n ON n.tenant_id = $1 AND n.id = s.site_id
     JOIN supplier p ON p.tenant_id = $1 AND p.id = n.supplier_id
     ORDER BY s.site_id`,
    [tenantId, campaignId, today, stuckBefore, after, standing, overdue, limit + 1],
  );
}
