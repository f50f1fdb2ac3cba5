import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SurveyResult } from '../../domain/worker-survey/outcome.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { SurveySignals } from './survey-signals.service.js';
import { wipeTallies } from './tallies.queries.js';
import { endSurvey, type SurveyRow } from './worker-surveys.queries.js';

/** Writes the end of a survey: what is kept, what is wiped, the signal that comes of it, and who ended it. */
@Injectable()
export class SurveyRecords {
  constructor(
    private readonly signals: SurveySignals,
    private readonly scoring: ScoringQueue,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** `result` null: too few answered, and nothing is kept. */
  async endWithin(db: EntityManager, actor: Actor, row: SurveyRow, result: SurveyResult | null, family: string): Promise<void> {
    const state = result === null ? 'too_few' : 'counted';
    await endSurvey(db, actor.tenantId, row.id, { state, result, at: this.clock.now() });
    await wipeTallies(db, actor.tenantId, row.id);
    if (result !== null) {
      await this.signals.enterWithin(db, actor, row, result, family);
      await this.askForScore(db, actor, row);
    }
    await this.tell(db, actor, row, result === null ? 'worker_survey.closed' : 'worker_survey.counted', {
      state,
      outcome: result?.outcome ?? null,
    });
  }

  async withdrawWithin(db: EntityManager, actor: Actor, row: SurveyRow): Promise<void> {
    await endSurvey(db, actor.tenantId, row.id, { state: 'withdrawn', result: row.result, at: this.clock.now() });
    await wipeTallies(db, actor.tenantId, row.id);
    if (row.state === 'counted') {
      await this.signals.withdrawWithin(db, actor, row);
      await this.askForScore(db, actor, row);
    }
    await this.tell(db, actor, row, 'worker_survey.withdrawn', { state: 'withdrawn', outcome: row.outcome });
  }

  private askForScore(db: EntityManager, actor: Actor, { site_id: siteId, supplier_id: supplierId }: SurveyRow): Promise<void> {
    return this.scoring.request(db, actor, [{ siteId, supplierId }]);
  }

  private tell(db: EntityManager, actor: Actor, row: SurveyRow, action: string, after: Readonly<Record<string, unknown>>): Promise<void> {
    const entry = {
      action,
      subjectKind: 'worker_survey',
      subjectId: row.id,
      before: { state: row.state },
      after: { siteId: row.site_id, ...after },
    };
    return this.audit.record(db, actor, entry);
  }
}
