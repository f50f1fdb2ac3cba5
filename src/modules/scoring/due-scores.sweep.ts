import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../platform/sweep/sweeps.decorator.js';
import { scoreDueSites } from './score-due-sites.job.js';

/** Finds tenants with a site that is to be scored by now. */
@Injectable()
@Sweeps(scoreDueSites)
export class DueScoresSweep implements SweepStep {
  async tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]> {
    const rows: { tenant_id: string }[] = await db.query('SELECT DISTINCT tenant_id FROM scoring_due WHERE due_at <= $1', [now]);
    return rows.map((row) => row.tenant_id);
  }
}
