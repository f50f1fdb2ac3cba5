import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type SweepStep, Sweeps } from '../../platform/sweep/sweeps.decorator.js';
import { noticeContent } from './notice-content.job.js';
import { tenantsToLookAt } from './scored-with.queries.js';

/** The next sweep takes the others. */
const MOST = 1_000;

/** Finds tenants whose scores may go by other content: since the product was updated, or since today. */
@Injectable()
@Sweeps(noticeContent)
export class ChangedContentSweep implements SweepStep {
  tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]> {
    return tenantsToLookAt(db, now, MOST);
  }
}
