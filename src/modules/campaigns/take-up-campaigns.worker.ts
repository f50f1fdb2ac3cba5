import { Injectable } from '@nestjs/common';
import { systemOf } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { sendingCampaigns } from './campaigns.queries.js';
import { sendCampaign } from './send-campaign.job.js';
import { takeUpCampaigns } from './take-up-campaigns.job.js';

/** Takes up campaigns whose promise of the next chunk was lost; one that still has its promise keeps that one. */
@Injectable()
@Handles(takeUpCampaigns)
export class TakeUpCampaignsWorker implements JobHandler<typeof takeUpCampaigns> {
  constructor(
    private readonly db: TenantDb,
    private readonly outbox: Outbox,
  ) {}

  async run({ tenantId }: PayloadOf<typeof takeUpCampaigns.fields>): Promise<void> {
    await this.db.transaction(systemOf(tenantId), async (db) => {
      const ids = await sendingCampaigns(db, tenantId);
      await this.outbox.enqueueAll(
        db,
        sendCampaign,
        ids.map((campaignId) => ({ tenantId, campaignId })),
      );
    });
  }
}
