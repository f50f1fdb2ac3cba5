import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../domain/shared/instant.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { MissingQuestions } from '../assessments/missing-questions.service.js';
import { viewCampaign, viewCampaignSite, viewProgress } from './campaign.view.js';
import type { CampaignView } from './campaigns.dto.js';
import { findCampaign, listCampaigns } from './campaigns.queries.js';
import type { CampaignDetailView, CampaignSitesQuery, CampaignSiteView, ProgressQuery } from './progress.dto.js';
import { type CampaignSiteRow, countStandings, listCampaignSites, type ProgressDates } from './progress.queries.js';
import { found } from './refusals.js';

/** Rounds that somebody has begun, where it is worth knowing how far they came. */
const BEGUN: readonly string[] = ['opened', 'started', 'stuck'];

/** Shows how campaigns are getting on. */
@Injectable()
export class ProgressService {
  constructor(
    private readonly db: TenantDb,
    private readonly missing: MissingQuestions,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, { after, limit }: PageQuery): Promise<Page<CampaignView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      const rows = await listCampaigns(db, actor.tenantId, cursor?.id ?? null, limit);
      return pageOf(rows, limit, ({ id }) => ({ key: null, id }), viewCampaign);
    });
  }

  /** @throws DomainError CAMPAIGN_NOT_FOUND */
  read(actor: PersonActor, id: string, { stuckAfterDays }: ProgressQuery): Promise<CampaignDetailView> {
    return this.db.transaction(actor, async (db) => {
      const campaign = found(await findCampaign(db, actor.tenantId, id));
      const counts = await countStandings(db, actor.tenantId, id, this.dates(stuckAfterDays));
      return { ...viewCampaign(campaign), progress: viewProgress(counts) };
    });
  }

  /** @throws DomainError CAMPAIGN_NOT_FOUND */
  sites(actor: PersonActor, id: string, query: CampaignSitesQuery): Promise<Page<CampaignSiteView>> {
    const { tenantId } = actor;
    const cursor = readCursor(query.after);
    const filter = { standing: query.standing ?? null, overdue: query.overdue === 'true' };
    return this.db.transaction(actor, async (db) => {
      found(await findCampaign(db, tenantId, id));
      const rows = await listCampaignSites(db, tenantId, id, this.dates(query.stuckAfterDays), filter, cursor?.id ?? null, query.limit);
      const missing = await this.missing.firstOf(db, tenantId, begunIn(rows));
      return pageOf(
        rows,
        query.limit,
        (row) => ({ key: null, id: row.site_id }),
        (row) => viewCampaignSite(row, missing),
      );
    });
  }

  private dates(stuckAfterDays: number): ProgressDates {
    return { today: this.clock.today(), stuckBefore: new Date(this.clock.now().getTime() - stuckAfterDays * DAY_MS) };
  }
}

const begunIn = (rows: readonly CampaignSiteRow[]): readonly string[] =>
  rows.flatMap((row) => (row.assessment_id !== null && BEGUN.includes(row.standing) ? [row.assessment_id] : []));
