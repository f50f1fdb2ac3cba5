import type { EntityManager } from 'typeorm';
import type { CampaignState } from '../../domain/campaign/campaign-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { CampaignFilterDto } from './campaign-filter.dto.js';
import type { Audience } from './campaigns.dto.js';

export interface CampaignRow {
  readonly id: string;
  readonly name: string;
  readonly state: CampaignState;
  readonly audience: Audience;
  readonly due_on: IsoDate;
  readonly manual_id: string;
  readonly manual_version: string;
  readonly filter: CampaignFilterDto;
  readonly request_sha256: string;
  readonly total: number;
  readonly sent: number;
  readonly skipped: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly finished_at: Date | null;
  readonly closed_at: Date | null;
}

const COLUMNS = `id, name, state, audience, due_on::text, manual_id, manual_version, filter, request_sha256, total, sent, skipped, created_by, created_at,
  finished_at, closed_at`;

export async function findCampaign(db: EntityManager, tenantId: string, id: string): Promise<CampaignRow | null> {
  const rows: CampaignRow[] = await db.query(`SELECT ${COLUMNS} FROM campaign WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

/** For whoever is about to change it or to send its next chunk: they take turns. */
export async function lockCampaign(db: EntityManager, tenantId: string, id: string): Promise<CampaignRow | null> {
  const rows: CampaignRow[] = await db.query(`SELECT ${COLUMNS} FROM campaign WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE`, [
    tenantId,
    id,
  ]);
  return rows[0] ?? null;
}

export async function findByRequest(db: EntityManager, tenantId: string, key: string): Promise<CampaignRow | null> {
  const rows: CampaignRow[] = await db.query(`SELECT ${COLUMNS} FROM campaign WHERE tenant_id = $1 AND request_key = $2`, [tenantId, key]);
  return rows[0] ?? null;
}

/** Newest first; one row more than `limit`. */
export function listCampaigns(db: EntityManager, tenantId: string, after: string | null, limit: number): Promise<CampaignRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM campaign WHERE tenant_id = $1 AND ($3::uuid IS NULL OR id < $3::uuid) ORDER BY id DESC LIMIT $2`,
    [tenantId, limit + 1, after],
  );
}

export interface CampaignChange {
  readonly state: CampaignState;
  readonly dueOn?: IsoDate;
  readonly finishedAt?: Date;
  readonly closedAt?: Date;
}

export async function changeCampaign(db: EntityManager, tenantId: string, id: string, change: CampaignChange): Promise<void> {
  await db.query(
    `UPDATE campaign SET state = $3, due_on = coalesce($4::date, due_on), finished_at = coalesce($5::timestamptz, finished_at),
       closed_at = coalesce($6::timestamptz, closed_at) WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, change.state, change.dueOn ?? null, change.finishedAt ?? null, change.closedAt ?? null],
  );
}

/** Ids of those that are not sent to the end. */
export async function sendingCampaigns(db: EntityManager, tenantId: string): Promise<readonly string[]> {
  const rows: { id: string }[] = await db.query("SELECT id FROM campaign WHERE tenant_id = $1 AND state = 'sending' ORDER BY id", [
    tenantId,
  ]);
  return rows.map((row) => row.id);
}

/** The next sites to be sent to, in the order of their ids. The campaign must be locked. */
export async function nextQueued(db: EntityManager, tenantId: string, campaignId: string, limit: number): Promise<readonly string[]> {
  const rows: { site_id: string }[] = await db.query(
    `SELECT site_id FROM campaign_site WHERE tenant_id = $1 AND campaign_id = $2 AND state = 'queued' ORDER BY site_id LIMIT $3`,
    [tenantId, campaignId, limit],
  );
  return rows.map((row) => row.site_id);
}

export interface DecidedSite {
  readonly siteId: string;
  readonly assessmentId: string | null;
  /** Why nothing was sent. */
  readonly code: string | null;
}

/** Marks a chunk and counts it, in two statements. */
export async function markDecided(
  db: EntityManager,
  tenantId: string,
  campaignId: string,
  sites: readonly DecidedSite[],
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE campaign_site c SET state = CASE WHEN n.code IS NULL THEN 'sent' ELSE 'skipped' END, code = n.code, assessment_id = n.assessment_id, decided_at = $3
     FROM unnest($4::uuid[], $5::uuid[], $6::text[]) AS n (site_id, assessment_id, code)
     WHERE c.tenant_id = $1 AND c.campaign_id = $2 AND c.site_id = n.site_id AND c.state = 'queued'`,
    [
      tenantId,
      campaignId,
      now,
      sites.map(({ siteId }) => siteId),
      sites.map(({ assessmentId }) => assessmentId),
      sites.map(({ code }) => code),
    ],
  );
  const sent = sites.filter(({ code }) => code === null).length;
  await db.query('UPDATE campaign SET sent = sent + $3, skipped = skipped + $4 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    campaignId,
    sent,
    sites.length - sent,
  ]);
}

/** What is not sent any more because the campaign is closed. */
export async function skipQueued(db: EntityManager, tenantId: string, campaignId: string, code: string, now: Date): Promise<void> {
  await db.query(
    `WITH left_over AS (
       UPDATE campaign_site SET state = 'skipped', code = $3, decided_at = $4
       WHERE tenant_id = $1 AND campaign_id = $2 AND state = 'queued' RETURNING 1
     )
     UPDATE campaign SET skipped = skipped + (SELECT count(*) FROM left_over) WHERE tenant_id = $1 AND id = $2`,
    [tenantId, campaignId, code, now],
  );
}
