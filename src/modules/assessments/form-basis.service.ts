import { Injectable } from '@nestjs/common';
import type { Answers, SiteFacts } from '../../domain/questionnaire/answer.js';
import type { Questionnaire } from '../../domain/questionnaire/select-questions.js';
import type { PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { findAssessment, siteFactsOf } from './assessment.queries.js';
import { tenantName } from './respond.queries.js';
import { RoundReader } from './round-reader.service.js';

/** What a form of a round is made from, beside what its reader sees of it. */
export interface FormBasis {
  readonly assessmentId: string;
  readonly buyer: string;
  readonly site: string;
  readonly dueOn: string;
  readonly questionnaire: Questionnaire;
  readonly sha256: string;
  readonly facts: SiteFacts;
  /** Of all questions, whoever they are for: only to decide which are asked, never to be shown. */
  readonly answers: Answers;
}

/** Gives forms to be filled in offline the frozen questions in full: conditions, and texts in every language. */
@Injectable()
export class FormBasisService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  read(actor: PersonActor | RespondentActor, assessmentId: string): Promise<FormBasis> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await findAssessment(db, actor.tenantId, assessmentId);
      const { questionnaire, answers } = await this.rounds.open(db, actor, assessment);
      return {
        assessmentId,
        buyer: await tenantName(db, actor.tenantId),
        site: assessment.site_name,
        dueOn: assessment.due_on,
        questionnaire,
        sha256: assessment.questionnaire_sha256,
        facts: siteFactsOf(assessment),
        answers,
      };
    });
  }
}
