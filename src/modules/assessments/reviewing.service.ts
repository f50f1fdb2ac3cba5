import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AssessmentMove, moveAssessment } from '../../domain/assessment/assessment-states.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import { reviewerOf } from './movers.js';
import { changeState, lockAssessment } from './assessment.queries.js';
import { countedForSiteOf } from './counted.queries.js';
import { CountingService } from './counting.service.js';
import { liveEvidence } from './evidence.queries.js';
import { InvitationsService } from './invitations.service.js';
import { changedOnly, judgeAnswers, type PlacedVerdict, type ReviewDesk, reviewInvalid, verdictOf } from './judge-answers.js';
import { dateRefused, realDay } from './real-day.js';
import type { AcceptDto, ReturnDto, ReviewInput } from './review.dto.js';
import { type NewReview, settleReturned, type StoredReview, storedReviews, upsertReviews } from './review.queries.js';
import { RoundReader } from './round-reader.service.js';

/** An officer's judgement of a submitted round, within the transaction of whoever asks for it. */
@Injectable()
export class ReviewingService {
  constructor(
    private readonly rounds: RoundReader,
    private readonly counting: CountingService,
    private readonly invitations: InvitationsService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ASSESSMENT_MOVE_ILLEGAL, REVIEW_INVALID */
  async acceptWithin(db: EntityManager, actor: PersonActor, id: string, { questions }: AcceptDto): Promise<void> {
    const { assessment, state, desk } = await this.sitDown(db, actor, id, 'accept');
    refuseItems(questions, this.clock.today(), 'accept');
    const earlier = await storedReviews(db, actor.tenantId, id);
    const verdicts = [...standingVerdicts(earlier, questions), ...questions.map(verdictOf)];
    const standings = judgeAnswers(desk, verdicts);
    const changed = changedOnly(standings, desk.counted);
    await settleReturned(db, actor.tenantId, id);
    await this.store(db, actor, desk, questions, (question) => standings.get(question)?.evidence);
    await changeState(db, actor.tenantId, id, { state, decidedAt: this.clock.now() });
    await this.counting.countReview(db, actor, desk.round, changed);
    await this.audit.record(db, actor, {
      action: 'assessment.accepted',
      subjectKind: 'assessment',
      subjectId: id,
      before: { state: assessment.state },
      after: { state, evidence: Object.fromEntries([...changed].map(([question, { evidence }]) => [question, evidence])) },
    });
  }

  /** @throws DomainError ASSESSMENT_MOVE_ILLEGAL, REVIEW_INVALID, DATE_INVALID, DUE_DATE_PAST */
  async returnWithin(db: EntityManager, actor: PersonActor, id: string, { questions, dueOn }: ReturnDto): Promise<void> {
    const { assessment, state, desk } = await this.sitDown(db, actor, id, 'return');
    const due = dueOn === undefined ? assessment.due_on : realDay(dueOn, 'dueOn');
    if (dueOn !== undefined && due < this.clock.today())
      throw dateRefused('DUE_DATE_PAST', 'dueOn', 'The day by which to answer is over already.');
    refuseItems(questions, this.clock.today(), 'return');
    const standings = judgeAnswers(
      desk,
      questions.map((input, i) => (input.decision === 'returned' ? { ...verdictOf(input, i), evidence: null } : verdictOf(input, i))),
    );
    await settleReturned(db, actor.tenantId, id);
    await this.store(db, actor, desk, questions, (question) => standings.get(question)?.evidence);
    await changeState(db, actor.tenantId, id, { state, decidedAt: this.clock.now(), dueOn: due });
    if (assessment.audience === 'supplier') await this.invitations.remindOfReturnWithin(db, actor, id, due);
    await this.counting.requestScore(db, actor, assessment);
    await this.audit.record(db, actor, {
      action: 'assessment.returned',
      subjectKind: 'assessment',
      subjectId: id,
      before: { state: assessment.state, dueOn: assessment.due_on },
      after: { state, dueOn: due, returned: questions.filter(({ decision }) => decision === 'returned').map(({ question }) => question) },
    });
  }

  /** @throws DomainError ASSESSMENT_MOVE_ILLEGAL */
  async cancelWithin(db: EntityManager, actor: PersonActor, id: string): Promise<void> {
    const assessment = await lockAssessment(db, actor.tenantId, id);
    const state = moveAssessment(assessment.state, 'cancel', reviewerOf(actor));
    await changeState(db, actor.tenantId, id, { state, decidedAt: this.clock.now() });
    await this.counting.requestScore(db, actor, assessment);
    await this.audit.record(db, actor, {
      action: 'assessment.cancelled',
      subjectKind: 'assessment',
      subjectId: id,
      before: { state: assessment.state },
      after: { state },
    });
  }

  private async sitDown(db: EntityManager, actor: PersonActor, id: string, move: AssessmentMove) {
    const assessment = await lockAssessment(db, actor.tenantId, id);
    const state = moveAssessment(assessment.state, move, reviewerOf(actor));
    const desk: ReviewDesk = {
      round: await this.rounds.open(db, actor, assessment),
      files: await liveEvidence(db, actor.tenantId, id),
      counted: await countedForSiteOf(db, actor.tenantId, id),
      today: this.clock.today(),
    };
    return { assessment, state, desk };
  }

  private async store(
    db: EntityManager,
    actor: PersonActor,
    { round }: ReviewDesk,
    inputs: readonly ReviewInput[],
    evidenceOf: (question: string) => NewReview['evidence'] | undefined,
  ): Promise<void> {
    const { tenantId, personId } = actor;
    const { id: assessmentId, supplier_id: supplierId, key_id: keyId } = round.assessment;
    const reviews = inputs.map(({ question, decision, comment, report }) => ({
      question,
      decision,
      commentSealed: round.ring.sealOrNull(keyId, comment),
      evidence: decision === 'returned' ? ('declared' as const) : (evidenceOf(question) ?? ('declared' as const)),
      report: report ?? null,
    }));
    await upsertReviews(db, { tenantId, assessmentId, supplierId, personId, now: this.clock.now() }, reviews);
  }
}

/** What was accepted when the rest was returned still holds, unless it is judged anew. */
function standingVerdicts(earlier: readonly StoredReview[], anew: readonly ReviewInput[]): PlacedVerdict[] {
  const judged = new Set(anew.map(({ question }) => question));
  return earlier
    .filter((review) => review.decision === 'accepted' && review.evidence !== 'declared' && !judged.has(review.question_id))
    .map((review) => ({
      question: review.question_id,
      path: review.question_id,
      evidence: review.evidence,
      report: review.report,
      seenOn: review.reviewed_at.toISOString().slice(0, 10),
    }));
}

/** What no review can say, whatever the answers are. */
function refuseItems(inputs: readonly ReviewInput[], today: string, move: 'accept' | 'return'): void {
  const problems: Problem[] = [];
  const seen = new Set<string>();
  inputs.forEach((input, i) => {
    const path = `questions.${i}`;
    if (seen.has(input.question))
      problems.push({ path: `${path}.question`, code: 'QUESTION_REPEATED', message: 'The question is judged twice in one request.' });
    seen.add(input.question);
    if (input.seenOn !== undefined && realDay(input.seenOn, `${path}.seenOn`) > today) {
      problems.push({ path: `${path}.seenOn`, code: 'DATE_IN_FUTURE', message: 'Nothing can have been seen in the future.' });
    }
    if (input.decision !== 'returned') return;
    if (move === 'accept')
      problems.push({ path: `${path}.decision`, code: 'RETURNED_ON_ACCEPT', message: 'Return the assessment to return an answer.' });
    else if ((input.comment ?? '').trim() === '')
      problems.push({ path: `${path}.comment`, code: 'COMMENT_MISSING', message: 'Say what the supplier is to look at.' });
  });
  if (move === 'return' && !inputs.some(({ decision }) => decision === 'returned')) {
    problems.push({ path: 'questions', code: 'NOTHING_RETURNED', message: 'Return at least one answer, with a comment.' });
  }
  if (problems.length > 0) throw reviewInvalid(problems);
}
