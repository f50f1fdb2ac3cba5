import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { AuditService } from '../audit/audit.service.js';
import { type CampaignChange, type CampaignRow, changeCampaign } from './campaigns.queries.js';
import { sendCampaign } from './send-campaign.job.js';

/** The steps of a campaign: each writes its state and tells of it, within the transaction of whoever takes it. */
@Injectable()
export class CampaignSteps {
  constructor(
    private readonly outbox: Outbox,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Promises the next chunk. */
  async goOn(db: EntityManager, { tenantId }: Actor, campaignId: string): Promise<void> {
    await this.outbox.enqueue(db, sendCampaign, { tenantId, campaignId });
  }

  /** The campaign is stored; its first chunk is promised. */
  async begin(db: EntityManager, actor: Actor, campaignId: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    await this.goOn(db, actor, campaignId);
    await this.audit.record(db, actor, { action: 'campaign.created', subjectKind: 'campaign', subjectId: campaignId, after });
  }

  async finish(db: EntityManager, actor: Actor, campaign: CampaignRow): Promise<void> {
    await this.change(db, actor, campaign, 'campaign.sent', { state: 'sent', finishedAt: this.clock.now() });
  }

  /** Nobody is asked to answer by a day that is over: an officer names a later one when resuming. */
  async pauseForDueDate(db: EntityManager, actor: Actor, campaign: CampaignRow): Promise<void> {
    await this.change(db, actor, campaign, 'campaign.paused', { state: 'paused' }, { reason: 'DUE_DATE_PAST' });
  }

  async change(
    db: EntityManager,
    actor: Actor,
    campaign: CampaignRow,
    action: string,
    change: CampaignChange,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await changeCampaign(db, actor.tenantId, campaign.id, change);
    await this.audit.record(db, actor, {
      action,
      subjectKind: 'campaign',
      subjectId: campaign.id,
      before: { state: campaign.state, dueOn: campaign.due_on },
      after: { state: change.state, dueOn: change.dueOn ?? campaign.due_on, ...more },
    });
  }
}
