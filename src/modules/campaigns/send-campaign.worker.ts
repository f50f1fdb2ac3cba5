import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SystemActor, systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { SendingService } from '../assessments/sending.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { CampaignSteps } from './campaign-steps.service.js';
import { type CampaignRow, lockCampaign, markDecided, nextQueued } from './campaigns.queries.js';
import { sendCampaign } from './send-campaign.job.js';

const CHUNK = 250;

/**
 * Sends one chunk of a campaign and promises the next, all in one transaction: rounds, mail, marks and the promise come into being together or
 * not at all, so that a worker may be killed at any moment. Whoever pauses or closes waits for the chunk in hand.
 */
@Injectable()
@Handles(sendCampaign)
export class SendCampaignWorker implements JobHandler<typeof sendCampaign> {
  constructor(
    private readonly db: TenantDb,
    private readonly sending: SendingService,
    private readonly manuals: ManualsInForce,
    private readonly steps: CampaignSteps,
    private readonly clock: Clock,
  ) {}

  async run({ tenantId, campaignId }: PayloadOf<typeof sendCampaign.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    await this.db.transaction(actor, async (db) => {
      const campaign = await lockCampaign(db, tenantId, campaignId);
      if (campaign === null || campaign.state !== 'sending') return;
      if (campaign.due_on < this.clock.today()) return this.steps.pauseForDueDate(db, actor, campaign);
      const siteIds = await nextQueued(db, tenantId, campaignId, CHUNK);
      if (siteIds.length > 0) await this.sendChunk(db, actor, campaign, siteIds);
      const left = campaign.total - campaign.sent - campaign.skipped - siteIds.length;
      await (left > 0 ? this.steps.goOn(db, actor, campaign.id) : this.steps.finish(db, actor, campaign));
    });
  }

  private async sendChunk(db: EntityManager, actor: SystemActor, campaign: CampaignRow, siteIds: readonly string[]): Promise<void> {
    const { tenantId } = actor;
    const { sent, skipped } = await this.sending.sendWithin(db, actor, {
      siteIds,
      dueOn: campaign.due_on,
      origin: 'officer',
      audience: campaign.audience,
      campaignId: campaign.id,
      sentBy: campaign.created_by,
      manual: await this.manuals.version(db, tenantId, campaign.manual_id, campaign.manual_version),
    });
    const decided = [
      ...sent.map(({ siteId, assessmentId }) => ({ siteId, assessmentId, code: null })),
      ...skipped.map(({ siteId, code }) => ({ siteId, assessmentId: null, code })),
    ];
    await markDecided(db, tenantId, campaign.id, decided, this.clock.now());
  }
}
