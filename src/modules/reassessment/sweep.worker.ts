import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../domain/shared/instant.js';
import { systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { scoreDueSites } from '../scoring/score-due-sites.job.js';
import { sendReassessments } from './send-reassessments.job.js';
import { sweep } from './sweep.job.js';
import { deleteSentMessages, tenantsWithDueDates, tenantsWithDueScores } from './sweep.queries.js';

const KEEP_DAYS = 7;

/** Finds what time alone has made due and has it done; what a crash left undone is found again by the next sweep. */
@Injectable()
@Handles(sweep)
export class SweepWorker implements JobHandler<typeof sweep> {
  constructor(
    private readonly db: TenantDb,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const now = this.clock.now();
    const { toSend, toScore } = await this.db.system(async (db) => {
      await deleteSentMessages(db, new Date(now.getTime() - KEEP_DAYS * DAY_MS));
      return { toSend: await tenantsWithDueDates(db, this.clock.today()), toScore: await tenantsWithDueScores(db, now) };
    });
    for (const tenantId of new Set([...toSend, ...toScore])) {
      await this.db.transaction(systemOf(tenantId), async (db) => {
        if (toScore.includes(tenantId)) await this.outbox.enqueue(db, scoreDueSites, { tenantId });
        if (toSend.includes(tenantId)) await this.outbox.enqueue(db, sendReassessments, { tenantId });
      });
    }
  }
}
