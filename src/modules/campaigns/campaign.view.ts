import type { CampaignRow } from './campaigns.queries.js';
import type { CampaignView } from './campaigns.dto.js';
import type { CampaignProgressView, CampaignSiteView } from './progress.dto.js';
import type { CampaignSiteRow, StandingCount } from './progress.queries.js';

export const viewCampaign = (row: CampaignRow): CampaignView => ({
  id: row.id,
  name: row.name,
  state: row.state,
  audience: row.audience,
  dueOn: row.due_on,
  manual: { id: row.manual_id, version: row.manual_version },
  filter: row.filter,
  total: row.total,
  queued: row.total - row.sent - row.skipped,
  sent: row.sent,
  skipped: row.skipped,
  createdBy: row.created_by,
  createdAt: row.created_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
  closedAt: row.closed_at?.toISOString() ?? null,
});

export function viewProgress(counts: readonly StandingCount[]): CampaignProgressView {
  const sitesAt = (standing: string): number =>
    counts.filter((count) => count.standing === standing).reduce((sum, { sites }) => sum + sites, 0);
  return {
    queued: sitesAt('queued'),
    skipped: sitesAt('skipped'),
    sent: sitesAt('sent'),
    bounced: sitesAt('bounced'),
    opened: sitesAt('opened'),
    started: sitesAt('started'),
    stuck: sitesAt('stuck'),
    submitted: sitesAt('submitted'),
    cancelled: sitesAt('cancelled'),
    overdue: counts.reduce((sum, { overdue }) => sum + overdue, 0),
    skippedBy: counts.flatMap(({ code, sites }) => (code === null ? [] : [{ code, sites }])),
  };
}

export const viewCampaignSite = (row: CampaignSiteRow, missing: ReadonlyMap<string, string | null>): CampaignSiteView => ({
  siteId: row.site_id,
  site: row.site,
  supplierId: row.supplier_id,
  supplier: row.supplier,
  standing: row.standing,
  overdue: row.overdue,
  code: row.code,
  assessmentId: row.assessment_id,
  dueOn: row.due_on,
  lastActivityAt: row.last_activity_at?.toISOString() ?? null,
  firstMissing: row.assessment_id === null ? null : (missing.get(row.assessment_id) ?? null),
});
