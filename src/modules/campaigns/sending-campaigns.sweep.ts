import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../platform/sweep/sweeps.decorator.js';
import { takeUpCampaigns } from './take-up-campaigns.job.js';

/** Finds tenants with a campaign that is not sent to the end. */
@Injectable()
@Sweeps(takeUpCampaigns)
export class SendingCampaignsSweep implements SweepStep {
  async tenantsDue(db: EntityManager): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await db.query("SELECT DISTINCT tenant_id FROM campaign WHERE state = 'sending'");
    return rows.map((row) => row.tenant_id);
  }
}
