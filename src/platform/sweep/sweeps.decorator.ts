import { SetMetadata } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Job } from '../queue/define-job.js';

export const SWEEPS = 'plumbline:sweeps';

/** A job that does whatever is due for one tenant. */
export type TenantJob = Job<{ readonly tenantId: 'uuid' }>;

/** Marks what finds a module's due work: the sweep has this job done for each tenant it names. */
export const Sweeps = (job: TenantJob) => SetMetadata(SWEEPS, job);

export interface SweepStep {
  /** Tenants for whom something is due by now: one query from an index, as the system role, which sees due dates and nothing else. */
  tenantsDue(db: EntityManager, now: Date): Promise<readonly string[]>;
}
