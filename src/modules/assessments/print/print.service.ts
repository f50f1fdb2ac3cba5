import { Injectable } from '@nestjs/common';
import { askedQuestions } from '../../../domain/questionnaire/select-questions.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { viewAnswer } from '../answers.view.js';
import { findAssessment } from '../assessment.queries.js';
import { chaptersFor, withinPart } from '../delegation/part.js';
import { viewQuestionnaire } from '../questionnaire.view.js';
import { contactLanguage, tenantName } from '../respond.queries.js';
import { RoundReader } from '../round-reader.service.js';
import type { PrintQuery } from './print.dto.js';
import { printPage } from './print-page.js';

/** A questionnaire on paper, for whoever would rather read all of it first. Printing opens nothing and changes nothing. */
@Injectable()
export class PrintService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  page(actor: PersonActor | RespondentActor, assessmentId: string, { language, answers }: PrintQuery): Promise<string> {
    return this.db.transaction(actor, async (db) => {
      const { tenantId } = actor;
      const assessment = await findAssessment(db, tenantId, assessmentId);
      const round = await this.rounds.open(db, actor, assessment);
      const known = language ?? (actor.kind === 'contact' ? await contactLanguage(db, tenantId, actor.contactId) : null);
      const buyer = await tenantName(db, tenantId);
      const rows = round.rows.filter((row) => withinPart(actor, round, row.question_id));
      const context = { names: new Map<string, string>(), today: this.clock.today() };
      return printPage({
        questionnaire: viewQuestionnaire(round, [known], { buyer, chapters: chaptersFor(actor, round) }),
        buyer,
        supplier: assessment.supplier_name,
        site: assessment.site_name,
        dueOn: assessment.due_on,
        answers: answers === 'true' ? rows.map((row) => viewAnswer(round, row, context)) : null,
        conditional: new Set(askedQuestions(round.questionnaire).flatMap(({ id, visible }) => (visible === null ? [] : [id]))),
      });
    });
  }
}
