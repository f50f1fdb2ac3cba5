import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import { faultOfDays, mostResponses } from '../../domain/worker-survey/limits.js';
import { languagesOf } from '../../domain/worker-survey/questions.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { hashSecret } from '../../platform/auth/secrets.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { SurveyQuestions } from './survey-questions.service.js';
import { surveyNotFound } from './survey-refusals.js';
import type { NewWorkerSurveyDto, WorkerSurveyView } from './worker-surveys.dto.js';
import { findSite, findSurvey, insertSurvey, listSurveys, type SurveyedSite } from './worker-surveys.queries.js';
import { viewSurvey } from './worker-surveys.view.js';

/** Opens surveys of the workers of a site, and shows which there are. */
@Injectable()
export class WorkerSurveysService {
  constructor(
    private readonly db: TenantDb,
    private readonly questions: SurveyQuestions,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError SITE_NOT_FOUND, SITE_ARCHIVED, NO_WORKER_QUESTIONS, VALIDATION_FAILED, SURVEY_ALREADY_OPEN */
  open(actor: PersonActor, siteId: string, { channel, languages, opensOn = this.clock.today(), closesOn }: NewWorkerSurveyDto) {
    return this.db.transaction(actor, async (db): Promise<WorkerSurveyView> => {
      const { tenantId } = actor;
      const site = await this.site(db, tenantId, siteId);
      if (site.status === 'archived') throw new DomainError('SITE_ARCHIVED', 'conflict', 'This site is archived; restore it first.');
      const { manual, questions } = await this.questions.now(db, tenantId);
      if (questions.length === 0)
        throw new DomainError('NO_WORKER_QUESTIONS', 'conflict', 'The manual in force asks workers nothing that is answered by picking.');
      refuse([...languageProblems(languages, languagesOf(manual)), ...dayProblems(opensOn, closesOn, this.clock.today())]);
      const id = newId<string>();
      const stored = await insertSurvey(db, tenantId, {
        id,
        supplierId: site.supplier_id,
        siteId,
        channel,
        languages,
        opensOn,
        closesOn,
        manualId: manual.id,
        manualVersion: manual.version,
        secretHash: hashSecret(this.vault.surveySecret(id)),
        mostRespondents: mostResponses(site.workers),
        openedBy: actor.personId,
        at: this.clock.now(),
      });
      if (!stored)
        throw new DomainError('SURVEY_ALREADY_OPEN', 'conflict', 'A survey of this site is open; count or withdraw it before another one.');
      const after = { siteId, channel, languages, opensOn, closesOn, manualId: manual.id, manualVersion: manual.version };
      await this.audit.record(db, actor, { action: 'worker_survey.opened', subjectKind: 'worker_survey', subjectId: id, after });
      return viewSurvey(await this.survey(db, tenantId, id));
    });
  }

  /** @throws DomainError SITE_NOT_FOUND, CURSOR_INVALID */
  list(actor: PersonActor, siteId: string, { after, limit }: PageQuery): Promise<Page<WorkerSurveyView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      await this.site(db, actor.tenantId, siteId);
      const rows = await listSurveys(db, actor.tenantId, siteId, cursor, limit);
      return pageOf(rows, limit, ({ id }) => ({ key: null, id }), viewSurvey);
    });
  }

  /** @throws DomainError SURVEY_NOT_FOUND */
  read(actor: PersonActor, id: string): Promise<WorkerSurveyView> {
    return this.db.transaction(actor, async (db) => viewSurvey(await this.survey(db, actor.tenantId, id)));
  }

  private async survey(db: EntityManager, tenantId: string, id: string) {
    const row = await findSurvey(db, tenantId, id);
    if (row === null) throw surveyNotFound();
    return row;
  }

  private async site(db: EntityManager, tenantId: string, id: string): Promise<SurveyedSite> {
    const site = await findSite(db, tenantId, id);
    if (site === null) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is nothing with this id.');
    return site;
  }
}

const languageProblems = (wanted: readonly string[], known: readonly string[]): readonly Problem[] =>
  wanted.flatMap((language, i) =>
    known.includes(language)
      ? []
      : [{ path: `languages.${i}`, code: 'LANGUAGE_UNKNOWN', message: 'no question for workers can be read in this language' }],
  );

const dayProblems = (opensOn: string, closesOn: string, today: string): readonly Problem[] => {
  const unreal = [opensOn, closesOn].find((day) => Number.isNaN(Date.parse(day)) || !new Date(day).toISOString().startsWith(day));
  const message = unreal === undefined ? faultOfDays(opensOn, closesOn, today) : 'there is no such day';
  return message === null ? [] : [{ path: 'closesOn', code: 'DATE_INVALID', message }];
};

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', problems);
}
