import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayMove, moveAssessment } from '../../domain/assessment/assessment-states.js';
import type { PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { toConfirmIn } from './answering/saved-round.js';
import { type AssessmentRow, changeState, findAssessment, lockAssessment } from './assessment.queries.js';
import { viewAnswer, viewCompleteness } from './answers.view.js';
import type { AssessmentDetailView } from './assessments.dto.js';
import { viewAssessment, viewReview } from './assessments.view.js';
import { chaptersFor, progressFor, withinPart } from './delegation/part.js';
import { evidenceNotice } from './evidence/evidence-notice.js';
import { LinksService } from './links.service.js';
import { MoveRecords } from './move-records.service.js';
import type { OpenedRound } from './opened-round.js';
import { viewQuestionnaire } from './questionnaire.view.js';
import type { RespondView } from './respond.dto.js';
import { storedReviews } from './review.queries.js';
import { RoundReader } from './round-reader.service.js';
import { contactLanguage, tenantName } from './respond.queries.js';
import { writersOf } from './writers.js';
import { ReviewNames } from './reviewing/review-names.service.js';

/** Shows a round: to its respondent, and to the buyer's people. */
@Injectable()
export class ReadingService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly links: LinksService,
    private readonly names: ReviewNames,
    private readonly moves: MoveRecords,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The first reading opens the round; reading never uses the link up. */
  respond(actor: RespondentActor, language: string | undefined): Promise<Omit<RespondView, 'threads'>> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await this.openFirst(db, actor, await findAssessment(db, actor.tenantId, actor.assessmentId));
      const round = await this.rounds.open(db, actor, assessment);
      const known = language ?? (await contactLanguage(db, actor.tenantId, actor.contactId));
      return {
        assessmentId: assessment.id,
        tenant: await tenantName(db, actor.tenantId),
        supplier: assessment.supplier_name,
        site: {
          id: assessment.site_id,
          name: assessment.site_name,
          country: assessment.country,
          region: assessment.region,
          address: assessment.address,
        },
        state: assessment.state,
        readOnly: !mayMove(assessment.state, 'answer', 'respondent'),
        dueOn: assessment.due_on,
        submittedAt: assessment.submitted_at?.toISOString() ?? null,
        part: actor.chapters === null ? null : [...actor.chapters],
        changedSince: (await this.moves.changesSince(db, actor.tenantId, assessment)).filter(({ question }) =>
          withinPart(actor, round, question),
        ),
        evidenceNotice: evidenceNotice([known]),
        ...(await this.contents(db, actor, round, [known])),
      };
    });
  }

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  detail(actor: PersonActor, id: string, language: string | undefined): Promise<AssessmentDetailView> {
    return this.db.transaction(actor, (db) => this.detailWithin(db, actor, id, language));
  }

  async detailWithin(db: EntityManager, actor: PersonActor, id: string, language?: string): Promise<AssessmentDetailView> {
    const assessment = await findAssessment(db, actor.tenantId, id);
    const round = await this.rounds.open(db, actor, assessment);
    const reviews = await storedReviews(db, actor.tenantId, id);
    return {
      ...viewAssessment(assessment),
      ...(await this.contents(db, actor, round, [language])),
      reviews: reviews.map((review) => viewReview(review, assessment.key_id, round.ring)),
      links: await this.links.list(db, actor.tenantId, id),
    };
  }

  private async openFirst(db: EntityManager, actor: RespondentActor, found: AssessmentRow): Promise<AssessmentRow> {
    if (found.state !== 'sent') return found;
    const assessment = await lockAssessment(db, actor.tenantId, found.id);
    if (assessment.state !== 'sent') return assessment;
    const state = moveAssessment(assessment.state, 'open', 'respondent');
    await changeState(db, actor.tenantId, assessment.id, { state, openedAt: this.clock.now() });
    await this.audit.record(db, actor, {
      action: 'assessment.opened',
      subjectKind: 'assessment',
      subjectId: assessment.id,
      before: { state: assessment.state },
      after: { state },
    });
    return { ...assessment, state };
  }

  private async contents(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    round: OpenedRound,
    wishes: readonly (string | null | undefined)[],
  ) {
    const { tenantId } = actor;
    const rows = round.rows.filter((row) => withinPart(actor, round, row.question_id));
    const context = { names: await this.names.of(db, actor, writersOf(rows)), today: this.clock.today() };
    const reader = { buyer: await tenantName(db, tenantId), chapters: chaptersFor(actor, round) };
    return {
      questionnaire: viewQuestionnaire(round, wishes, reader),
      answers: rows.map((row) => viewAnswer(round, row, context)),
      toConfirm: toConfirmIn(round).filter((id) => withinPart(actor, round, id)),
      evidence: await this.rounds.files(db, actor, round),
      completeness: viewCompleteness(progressFor(actor, round)),
    };
  }
}
