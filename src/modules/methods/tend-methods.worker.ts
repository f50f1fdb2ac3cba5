import { Injectable } from '@nestjs/common';
import { systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { markSettled, unsettledMethods } from './adopting.queries.js';
import { dropImpacts, lockOldImpacts, runningImpacts } from './impact.queries.js';
import { MethodEntry } from './method-entry.service.js';
import { lockMethods } from './methods.queries.js';
import { runImpact } from './run-impact.job.js';
import { tendMethods } from './tend-methods.job.js';

/** A method is in force from the first hour of its day; what follows from that is done here, once, all in one transaction. */
@Injectable()
@Handles(tendMethods)
export class TendMethodsWorker implements JobHandler<typeof tendMethods> {
  constructor(
    private readonly db: TenantDb,
    private readonly entry: MethodEntry,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async run({ tenantId }: PayloadOf<typeof tendMethods.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    await this.db.transaction(actor, async (db) => {
      await lockMethods(db, tenantId);
      const begun = await unsettledMethods(db, tenantId, this.clock.today());
      for (const method of begun) if (method.inForce) await this.entry.comeIntoForce(db, actor, method);
      await markSettled(
        db,
        tenantId,
        begun.map(({ id }) => id),
      );
    });
    await this.db.transaction(actor, async (db) => {
      await dropImpacts(db, tenantId, await lockOldImpacts(db, tenantId, this.clock.now()));
      const running = await runningImpacts(db, tenantId);
      await this.outbox.enqueueAll(
        db,
        runImpact,
        running.map((impactId) => ({ tenantId, impactId })),
      );
    });
  }
}
