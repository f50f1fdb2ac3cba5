import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Standing } from '../../../domain/assessment/counted-answers.js';
import { requireSecondReviewer } from '../../../domain/assessment/review.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { doerOf, type PersonActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { AuditService } from '../../audit/audit.service.js';
import { lockAssessment } from '../assessment.queries.js';
import type { ReviewView } from '../assessments.dto.js';
import { viewReview } from '../assessments.view.js';
import { CountingService } from '../counting.service.js';
import type { OpenedRound } from '../opened-round.js';
import { confirmReview, countsFromAssessment, type StoredReview, storedReviews } from '../review.queries.js';
import { RoundReader } from '../round-reader.service.js';
import { insertEntries } from './review-entries.queries.js';

/** A second person stands by what a report says of a grave matter; from then on it counts. */
@Injectable()
export class ReviewConfirmationService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly counting: CountingService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND, NOTHING_TO_CONFIRM, SECOND_PERSON_NEEDED, REVIEW_SUPERSEDED */
  confirm(actor: PersonActor, id: string, question: string): Promise<ReviewView> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await lockAssessment(db, actor.tenantId, id);
      const round = await this.rounds.open(db, actor, assessment);
      const review = awaitingOf(await storedReviews(db, actor.tenantId, id), round, question);
      requireSecondReviewer(review.reviewed_by, actor.personId);
      await this.refuseSuperseded(db, actor, round, review);
      const now = this.clock.now();
      await confirmReview(db, actor.tenantId, { assessmentId: id, question, personId: actor.personId, now });
      await insertEntries(db, { tenantId: actor.tenantId, assessmentId: id, supplierId: assessment.supplier_id, by: doerOf(actor), now }, [
        { question, kind: 'accepted', shown: false, textSealed: null },
      ]);
      // A proof found before the round is accepted counts with the acceptance, as every other one does.
      const standing: Standing = { evidence: 'verified', dated: review.verified_on, documentedUntil: null };
      if (assessment.state === 'accepted') await this.counting.countReview(db, actor, round, new Map([[question, standing]]));
      await this.audit.record(db, actor, {
        action: 'assessment.review_confirmed',
        subjectKind: 'assessment',
        subjectId: id,
        before: { question, evidence: review.evidence },
        after: { question, evidence: 'verified', dated: review.verified_on },
      });
      const confirmed = { ...review, evidence: 'verified' as const, awaiting: false, confirmed_by: actor.personId, confirmed_at: now };
      return viewReview(confirmed, assessment.key_id, round.ring);
    });
  }

  /** What was reviewed must still be what counts: neither answered anew here nor overtaken by a later round or a visit. */
  private async refuseSuperseded(db: EntityManager, actor: PersonActor, round: OpenedRound, review: StoredReview): Promise<void> {
    const { id } = round.assessment;
    const row = round.rows.find(({ question_id: question }) => question === review.question_id);
    const isSame = row !== undefined && row.version === review.answer_version;
    if (isSame && (await countsFromAssessment(db, actor.tenantId, id, review.question_id))) return;
    throw new DomainError(
      'REVIEW_SUPERSEDED',
      'conflict',
      'The answer that was reviewed is not the one that counts any more; review it anew.',
    );
  }
}

function awaitingOf(
  reviews: readonly StoredReview[],
  { assessment }: OpenedRound,
  question: string,
): StoredReview & { verified_on: string } {
  const review = reviews.find((one) => one.question_id === question);
  if (assessment.state !== 'cancelled' && review?.awaiting === true && review.verified_on !== null) {
    return { ...review, verified_on: review.verified_on };
  }
  throw new DomainError('NOTHING_TO_CONFIRM', 'conflict', 'No review of this answer awaits a second person.');
}
