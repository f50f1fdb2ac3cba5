import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type CampaignMove, moveCampaign } from '../../domain/campaign/campaign-states.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { CampaignSteps } from './campaign-steps.service.js';
import { CampaignTerms } from './campaign-terms.service.js';
import { viewCampaign } from './campaign.view.js';
import type { CampaignView, ResumeCampaignDto } from './campaigns.dto.js';
import { type CampaignRow, findCampaign, lockCampaign, skipQueued } from './campaigns.queries.js';
import { fieldRefused, found } from './refusals.js';

/** What an officer does with a campaign that was begun. Each move waits for the chunk in hand; rounds that were sent stay as they are. */
@Injectable()
export class SteeringService {
  constructor(
    private readonly db: TenantDb,
    private readonly terms: CampaignTerms,
    private readonly steps: CampaignSteps,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_ILLEGAL */
  pause(actor: PersonActor, id: string): Promise<CampaignView> {
    return this.move(actor, id, 'pause', (db, campaign, state) => this.steps.change(db, actor, campaign, 'campaign.paused', { state }));
  }

  /** @throws DomainError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_ILLEGAL, DATE_INVALID, DUE_DATE_PAST */
  resume(actor: PersonActor, id: string, { dueOn }: ResumeCampaignDto): Promise<CampaignView> {
    return this.move(actor, id, 'resume', async (db, campaign, state) => {
      const due = dueOn === undefined ? campaign.due_on : this.terms.dueDate(dueOn);
      if (state === 'sending' && due < this.clock.today())
        throw fieldRefused(
          'DUE_DATE_PAST',
          'dueOn',
          'The day by which to answer is over; name a later one for the sites still to be sent to.',
        );
      await this.steps.change(db, actor, campaign, 'campaign.resumed', { state, dueOn: due });
      if (state === 'sending') await this.steps.goOn(db, actor, id);
    });
  }

  /** What was not sent is sent no more. @throws DomainError CAMPAIGN_NOT_FOUND, CAMPAIGN_STATE_ILLEGAL */
  close(actor: PersonActor, id: string): Promise<CampaignView> {
    return this.move(actor, id, 'close', async (db, campaign, state) => {
      const now = this.clock.now();
      await skipQueued(db, actor.tenantId, id, 'CLOSED', now);
      await this.steps.change(db, actor, campaign, 'campaign.closed', { state, closedAt: now }, { notSent: queuedOf(campaign) });
    });
  }

  private move(
    actor: PersonActor,
    id: string,
    move: CampaignMove,
    write: (db: EntityManager, campaign: CampaignRow, state: CampaignRow['state']) => Promise<void>,
  ): Promise<CampaignView> {
    return this.db.transaction(actor, async (db) => {
      const campaign = found(await lockCampaign(db, actor.tenantId, id));
      await write(db, campaign, moveCampaign(campaign.state, move, queuedOf(campaign)));
      return viewCampaign(found(await findCampaign(db, actor.tenantId, id)));
    });
  }
}

const queuedOf = ({ total, sent, skipped }: CampaignRow): number => total - sent - skipped;
