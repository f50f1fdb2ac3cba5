import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AssessmentMove, moveAssessment } from '../../domain/assessment/assessment-states.js';
import type { Judgement } from '../../domain/assessment/review.js';
import type { Problem } from '../../domain/shared/domain-error.js';
import { doerOf, type PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import { reviewerOf } from './movers.js';
import { changeState, lockAssessment } from './assessment.queries.js';
import { countedForSiteOf } from './counted.queries.js';
import { CountingService } from './counting.service.js';
import { liveEvidence } from './evidence/evidence.queries.js';
import { InvitationsService } from './invitations.service.js';
import { changedOnly, judgeAnswers, type PlacedVerdict, type ReviewDesk, reviewInvalid, verdictOf } from './judge-answers.js';
import { type OpenedRound, visibleIn } from './opened-round.js';
import { dateRefused, realDay } from './real-day.js';
import { insertEntries } from './reviewing/review-entries.queries.js';
import { reportOf, sealReport } from './reviewing/review-report.js';
import { insertSnapshot, latestRound } from './reviewing/review-snapshots.queries.js';
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
    const verdicts = [...standingVerdicts(earlier, questions, desk.round), ...questions.map(verdictOf)];
    const judgements = judgeAnswers(desk, verdicts);
    const changed = changedOnly(judgements, desk.counted);
    await settleReturned(db, actor.tenantId, id);
    await this.store(db, actor, desk, questions, judgements);
    await changeState(db, actor.tenantId, id, { state, decidedAt: this.clock.now() });
    await this.counting.countReview(db, actor, desk.round, changed);
    await this.audit.record(db, actor, {
      action: 'assessment.accepted',
      subjectKind: 'assessment',
      subjectId: id,
      before: { state: assessment.state },
      after: {
        state,
        evidence: Object.fromEntries([...changed].map(([question, { evidence }]) => [question, evidence])),
        awaiting: [...judgements].flatMap(([question, { awaiting }]) => (awaiting === null ? [] : [question])),
      },
    });
  }

  /** @throws DomainError ASSESSMENT_MOVE_ILLEGAL, REVIEW_INVALID, DATE_INVALID, DUE_DATE_PAST */
  async returnWithin(db: EntityManager, actor: PersonActor, id: string, { questions, dueOn }: ReturnDto): Promise<void> {
    const { assessment, state, desk } = await this.sitDown(db, actor, id, 'return');
    const due = dueOn === undefined ? assessment.due_on : realDay(dueOn, 'dueOn');
    if (dueOn !== undefined && due < this.clock.today())
      throw dateRefused('DUE_DATE_PAST', 'dueOn', 'The day by which to answer is over already.');
    refuseItems(questions, this.clock.today(), 'return');
    const judgements = judgeAnswers(
      desk,
      questions.map((input, i) => (input.decision === 'returned' ? { ...verdictOf(input, i), evidence: null } : verdictOf(input, i))),
    );
    await settleReturned(db, actor.tenantId, id);
    await keepWhatIsReturned(db, actor.tenantId, desk.round);
    await this.store(db, actor, desk, questions, judgements);
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
    judgements: ReadonlyMap<string, Judgement>,
  ): Promise<void> {
    const { tenantId, personId } = actor;
    const { id: assessmentId, supplier_id: supplierId } = round.assessment;
    const reviews = inputs.map((input) => newReview(round, input, judgements.get(input.question)));
    await upsertReviews(db, { tenantId, assessmentId, supplierId, personId, now: this.clock.now() }, reviews);
    const isAsked = round.assessment.audience === 'supplier';
    await insertEntries(
      db,
      { tenantId, assessmentId, supplierId, by: doerOf(actor), now: this.clock.now() },
      reviews.map(({ question, decision, commentSealed }) => ({
        question,
        kind: decision,
        shown: isAsked && decision === 'returned',
        textSealed: commentSealed,
      })),
    );
  }
}

/** A review as it is stored; what awaits a second person is kept beside what counts until then. */
function newReview({ assessment, rows, ring }: OpenedRound, input: ReviewInput, judgement: Judgement | undefined): NewReview {
  const { question, decision, comment, report } = input;
  const isReturned = decision === 'returned' || judgement === undefined;
  const seen = isReturned ? null : (judgement.awaiting ?? (judgement.counts.evidence === 'verified' ? judgement.counts : null));
  return {
    question,
    decision,
    commentSealed: ring.sealOrNull(assessment.key_id, (comment ?? '').trim() === '' ? null : comment),
    evidence: isReturned ? 'declared' : judgement.counts.evidence,
    reportSealed: sealReport(isReturned ? null : (report ?? null), assessment.key_id, ring),
    verifiedOn: seen?.dated ?? null,
    awaiting: !isReturned && judgement.awaiting !== null,
    answerVersion: rows.find((row) => row.question_id === question)?.version ?? null,
  };
}

/** Rounds that were submitted before this was kept at each submission: what was submitted is what is returned. */
async function keepWhatIsReturned(db: EntityManager, tenantId: string, round: OpenedRound): Promise<void> {
  const { id: assessmentId, submitted_at: submittedAt } = round.assessment;
  if (submittedAt === null || (await latestRound(db, tenantId, assessmentId)) > 0) return;
  const answers = visibleIn(round).map(({ id }) => ({ question: id, textHash: null, commentHash: null }));
  await insertSnapshot(db, { tenantId, assessmentId, submittedAt }, answers);
}

/** What was accepted when the rest was returned still holds, unless it is judged anew; what awaits a second person still awaits them. */
function standingVerdicts(
  earlier: readonly StoredReview[],
  anew: readonly ReviewInput[],
  { assessment, ring }: OpenedRound,
): PlacedVerdict[] {
  const judged = new Set(anew.map(({ question }) => question));
  return earlier
    .filter(
      (review) => review.decision === 'accepted' && review.evidence !== 'declared' && !review.awaiting && !judged.has(review.question_id),
    )
    .map((review) => ({
      question: review.question_id,
      path: review.question_id,
      evidence: review.evidence,
      report: review.evidence === 'verified' ? reportOf(review, assessment.key_id, ring) : null,
      seenOn: review.verified_on,
      confirmed: true,
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
    if (input.report !== undefined) realDay(input.report.date, `${path}.report.date`);
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
