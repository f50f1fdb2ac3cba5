import { Injectable } from '@nestjs/common';
import { moveAssessment } from '../../domain/assessment/assessment-states.js';
import { checkSubmission } from '../../domain/questionnaire/completeness.js';
import { notConfirmed } from '../../domain/questionnaire/confirm.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { type PersonActor, type RespondentActor, systemOf } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { checkOnBehalf } from './answering/on-behalf.js';
import { toConfirmIn } from './answering/saved-round.js';
import type { SubmittedView } from './answers.dto.js';
import { changeState, lockAssessment, siteFactsOf } from './assessment.queries.js';
import { countedForSiteOf } from './counted.queries.js';
import { CountingService } from './counting.service.js';
import { moverOf } from './movers.js';
import { completenessOf } from './opened-round.js';
import { ReceiptsService } from './receipts/receipts.service.js';
import { RoundReader } from './round-reader.service.js';

/** Takes a round as complete: its answers count from now on. */
@Injectable()
export class SubmissionService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly counting: CountingService,
    private readonly receipts: ReceiptsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * `onBehalfOf`: the contact who says on the phone that it is complete.
   * @throws DomainError ASSESSMENT_MOVE_ILLEGAL, CONTACT_UNKNOWN, ASSESSMENT_INCOMPLETE with every question that is missing or not confirmed
   */
  async submit(actor: PersonActor | RespondentActor, assessmentId: string, onBehalfOf: string | null = null): Promise<SubmittedView> {
    // A respondent may not read what counts, since others may have found something that is not for them to know.
    const previous = await this.db.transaction(systemOf(actor.tenantId), (db) => countedForSiteOf(db, actor.tenantId, assessmentId));
    return this.db.transaction(actor, async (db) => {
      const assessment = await lockAssessment(db, actor.tenantId, assessmentId);
      const state = moveAssessment(assessment.state, 'submit', moverOf(actor, assessment, onBehalfOf));
      await checkOnBehalf(db, actor, assessment, onBehalfOf);
      const round = await this.rounds.open(db, actor, assessment);
      const problems = [
        ...checkSubmission(round.questionnaire, round.answers, siteFactsOf(assessment)),
        ...notConfirmed(toConfirmIn(round)),
      ];
      if (problems.length > 0)
        throw new DomainError('ASSESSMENT_INCOMPLETE', 'invalid', 'Some questions are not answered or confirmed yet.', problems);
      const { submittedAt, ...receipt } = await this.receipts.issueWithin(db, actor, round, onBehalfOf);
      await this.counting.countSubmission(db, actor, round, previous);
      await changeState(db, actor.tenantId, assessmentId, { state, submittedAt });
      await this.audit.record(db, actor, {
        action: 'assessment.submitted',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        before: { state: assessment.state },
        after: { state, siteId: assessment.site_id, answered: completenessOf(round).total.answered, receipt: receipt.sha256, onBehalfOf },
      });
      return { state, submittedAt: submittedAt.toISOString(), receipt };
    });
  }
}
