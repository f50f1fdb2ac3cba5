import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lookAgain } from '../../domain/worker-survey/limits.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { SurveyQuestions } from './survey-questions.service.js';
import { surveyNotFound } from './survey-refusals.js';
import type { SurveyResultsView } from './worker-surveys.dto.js';
import { lockSurvey, noteLook, type SurveyRow } from './worker-surveys.queries.js';
import { viewResults } from './worker-surveys.view.js';

/** Shows what a survey has come to, and while it runs no more than whether enough have answered. */
@Injectable()
export class SurveyResults {
  constructor(
    private readonly db: TenantDb,
    private readonly questions: SurveyQuestions,
    private readonly methods: MethodsInForce,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError SURVEY_NOT_FOUND */
  read(actor: PersonActor, id: string, language: string | undefined): Promise<SurveyResultsView> {
    return this.db.transaction(actor, async (db) => {
      const { tenantId } = actor;
      const row = await lockSurvey(db, tenantId, id);
      if (row === null) throw surveyNotFound();
      const atLeast = await this.atLeast(db, tenantId);
      const enough = row.state === 'open' ? await this.lookWithin(db, tenantId, row, atLeast) : row.outcome !== null;
      const asked = await this.questions.of(db, tenantId, row);
      return viewResults(row, asked, { enough, atLeast, language: language ?? asked.manual.baseLanguage });
    });
  }

  /** Whether enough have answered, as far as that may be known today. The survey is locked. */
  async lookWithin(db: EntityManager, tenantId: string, row: SurveyRow & { readonly respondents: number }, atLeast: number) {
    const before = { enough: row.enough, on: row.looked_on };
    const now = lookAgain(before, row.respondents, atLeast, this.clock.today());
    if (now !== before && now.on !== null) await noteLook(db, tenantId, row.id, now.enough, now.on);
    return now.enough;
  }

  async atLeast(db: EntityManager, tenantId: string): Promise<number> {
    return (await this.methods.of(db, tenantId)).body.workersAtLeast;
  }
}
