import { Injectable } from '@nestjs/common';
import { systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { countSurveys } from './count-surveys.job.js';
import { SurveyEnding } from './survey-ending.service.js';
import { surveysToCount } from './worker-surveys.queries.js';

/** Ends each due survey in a transaction of its own, so that one that cannot be counted holds up no other. */
@Injectable()
@Handles(countSurveys)
export class CountSurveysWorker implements JobHandler<typeof countSurveys> {
  constructor(
    private readonly db: TenantDb,
    private readonly ending: SurveyEnding,
    private readonly clock: Clock,
  ) {}

  async run({ tenantId }: PayloadOf<typeof countSurveys.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    const due = await this.db.transaction(actor, (db) => surveysToCount(db, tenantId, this.clock.today()));
    for (const id of due) await this.ending.close(actor, id);
  }
}
