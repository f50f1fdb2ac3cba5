import { Injectable } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { DAY_MS } from '../../domain/shared/instant.js';
import { systemOf } from '../auth/actor.js';
import { Clock } from '../clock/clock.js';
import { TenantDb } from '../db/tenant-db.js';
import { Outbox } from '../outbox/outbox.js';
import { Handles, type JobHandler } from '../queue/handles.decorator.js';
import { sweep } from './sweep.job.js';
import { SWEEPS, type SweepStep, type TenantJob } from './sweeps.decorator.js';

const KEEP_DAYS = 7;

/** Finds what time alone has made due, by asking every module's step, and has it done; what a crash left undone is found again by the next sweep. */
@Injectable()
@Handles(sweep)
export class SweepWorker implements JobHandler<typeof sweep> {
  constructor(
    private readonly db: TenantDb,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly discovery: DiscoveryService,
    private readonly reflector: Reflector,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const steps = this.steps();
    const due = await this.db.system(async (db) => {
      await db.query('DELETE FROM outbox WHERE sent_at < $1', [new Date(now.getTime() - KEEP_DAYS * DAY_MS)]);
      const found = new Map<string, TenantJob[]>();
      for (const { job, step } of steps)
        for (const tenantId of await step.tenantsDue(db, now)) found.set(tenantId, [...(found.get(tenantId) ?? []), job]);
      return found;
    });
    for (const [tenantId, jobs] of due) {
      await this.db.transaction(systemOf(tenantId), async (db) => {
        for (const job of jobs) await this.outbox.enqueue(db, job, { tenantId });
      });
    }
  }

  private steps(): readonly { readonly job: TenantJob; readonly step: SweepStep }[] {
    return this.discovery.getProviders().flatMap(({ metatype, instance }) => {
      const job = typeof metatype === 'function' ? this.reflector.get<TenantJob | undefined>(SWEEPS, metatype) : undefined;
      return job === undefined || instance === undefined ? [] : [{ job, step: instance as SweepStep }];
    });
  }
}
