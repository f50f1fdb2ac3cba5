import { Injectable } from '@nestjs/common';
import { systemOf } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { ImpactRun } from './impact-run.service.js';
import { runImpact } from './run-impact.job.js';

/** Computes a report chunk by chunk, each committed by itself; what it does not get to the next run does, from where it stands. */
@Injectable()
@Handles(runImpact)
export class RunImpactWorker implements JobHandler<typeof runImpact> {
  constructor(
    private readonly db: TenantDb,
    private readonly impacts: ImpactRun,
  ) {}

  async run({ tenantId, impactId }: PayloadOf<typeof runImpact.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    while (await this.db.transaction(actor, (db) => this.impacts.chunk(db, tenantId, impactId)));
  }
}
