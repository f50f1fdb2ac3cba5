import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UNKNOWN_SITE } from '../../domain/questionnaire/answer.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { countSurvey, type SurveyResult } from '../../domain/worker-survey/outcome.js';
import type { Actor, PersonActor, SystemActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { SiteAnswersService } from '../scoring/site-answers.service.js';
import { SurveyQuestions } from './survey-questions.service.js';
import { surveyEnded, surveyNotFound } from './survey-refusals.js';
import { SurveyRecords } from './survey-records.service.js';
import { SurveyResults } from './survey-results.service.js';
import { readTallies } from './tallies.queries.js';
import type { WorkerSurveyView } from './worker-surveys.dto.js';
import { findSurvey, lockSurvey, type SurveyRow } from './worker-surveys.queries.js';
import { viewSurvey } from './worker-surveys.view.js';

/** Ends surveys: counted by an officer or on the last day, or withdrawn. A survey is counted once and takes no more answers then. */
@Injectable()
export class SurveyEnding {
  constructor(
    private readonly db: TenantDb,
    private readonly questions: SurveyQuestions,
    private readonly results: SurveyResults,
    private readonly siteAnswers: SiteAnswersService,
    private readonly records: SurveyRecords,
  ) {}

  /** @throws DomainError SURVEY_NOT_FOUND, SURVEY_ENDED, VERSION_CONFLICT, WORKERS_TOO_FEW */
  count(actor: PersonActor, id: string, version: number): Promise<WorkerSurveyView> {
    return this.db.transaction(actor, async (db) => {
      const row = await this.lock(db, actor, id);
      if (row.state !== 'open') throw surveyEnded();
      requireVersion(row, version);
      const atLeast = await this.results.atLeast(db, actor.tenantId);
      if (!(await this.results.lookWithin(db, actor.tenantId, row, atLeast)))
        throw new DomainError(
          'WORKERS_TOO_FEW',
          'conflict',
          'Not enough workers have answered for anything to be counted; it is looked at once a day.',
        );
      await this.end(db, actor, row, atLeast);
      return this.view(db, actor, id);
    });
  }

  /** What answers there are is wiped, or its signal taken back. @throws DomainError SURVEY_NOT_FOUND, SURVEY_ENDED, VERSION_CONFLICT */
  withdraw(actor: PersonActor, id: string, version: number): Promise<WorkerSurveyView> {
    return this.db.transaction(actor, async (db) => {
      const row = await this.lock(db, actor, id);
      if (row.state === 'withdrawn') throw surveyEnded();
      requireVersion(row, version);
      await this.records.withdrawWithin(db, actor, row);
      return this.view(db, actor, id);
    });
  }

  /** Its last day is over. Whoever comes second finds nothing to do. */
  async close(actor: SystemActor, id: string): Promise<void> {
    await this.db.transaction(actor, async (db) => {
      const row = await this.lock(db, actor, id);
      if (row.state === 'open') await this.end(db, actor, row, await this.results.atLeast(db, actor.tenantId));
    });
  }

  private async end(db: EntityManager, actor: Actor, row: SurveyRow & { readonly respondents: number }, atLeast: number): Promise<void> {
    const { tenantId } = actor;
    const { manual, questions } = await this.questions.of(db, tenantId, row);
    const said = await this.siteAnswers.of(db, tenantId, row.site_id);
    const meanings = new Map(questions.map(({ id, meaning }) => [id, meaning]));
    const comparable = said?.family === manual.family ? said.answers : [];
    const result: SurveyResult | null = countSurvey({
      questions,
      tallies: await readTallies(db, tenantId, row.id),
      respondents: row.respondents,
      siteAnswers: new Map(
        comparable.flatMap(({ question: { id, meaning }, answer }) =>
          answer?.state === 'answered' && meanings.get(id) === meaning ? [[id, answer.value]] : [],
        ),
      ),
      site: said?.facts ?? UNKNOWN_SITE,
      atLeast,
    });
    await this.records.endWithin(db, actor, row, result, manual.family);
  }

  private async lock(db: EntityManager, { tenantId }: Actor, id: string) {
    const row = await lockSurvey(db, tenantId, id);
    if (row === null) throw surveyNotFound();
    return row;
  }

  private async view(db: EntityManager, { tenantId }: Actor, id: string): Promise<WorkerSurveyView> {
    const row = await findSurvey(db, tenantId, id);
    if (row === null) throw surveyNotFound();
    return viewSurvey(row);
  }
}

function requireVersion(row: SurveyRow, version: number): void {
  if (row.version !== version)
    throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone else has changed this meanwhile; read it again.');
}
