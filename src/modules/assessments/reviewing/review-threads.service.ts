import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { OPEN_STATES } from '../../../domain/assessment/assessment-states.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { type Actor, doerOf, type PersonActor, type RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type Page, pageOf, readCursor } from '../../../platform/db/pages.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { AuditService } from '../../audit/audit.service.js';
import { type AssessmentRow, findAssessment, lockAssessment } from '../assessment.queries.js';
import { RoundReader } from '../round-reader.service.js';
import { countShown, insertEntries, lastEntries, listEntries, type NewEntry } from './review-entries.queries.js';
import { ReviewNames } from './review-names.service.js';
import type { CommentDto, ReplyDto, ReviewEntryView, ThreadEntryView, ThreadsQuery, ThreadView } from './review-threads.dto.js';
import { viewEntry, viewReviewEntry, viewThreads } from './review-threads.view.js';

/** A form shows the last of what was said; officers can read on, page by page. */
const SHOWN_EACH = 50;
const MAX_REPLIES = 20;

/** What officers and a supplier say to each other about answers, question by question. */
@Injectable()
export class ReviewThreadsService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly names: ReviewNames,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  list(actor: PersonActor, id: string, { after, limit, question }: ThreadsQuery): Promise<Page<ReviewEntryView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      const assessment = await findAssessment(db, actor.tenantId, id);
      const rows = await listEntries(db, actor.tenantId, { assessmentId: id, question }, cursor?.id ?? null, limit);
      const { ring } = await this.rounds.open(db, actor, assessment);
      const names = await this.names.of(
        db,
        actor,
        rows.map(({ by_id: by }) => by),
      );
      const reader = { keyId: assessment.key_id, ring, names };
      return pageOf(
        rows,
        limit,
        (row) => ({ key: null, id: row.id }),
        (row) => viewReviewEntry(row, reader),
      );
    });
  }

  /** Says something without deciding anything. @throws DomainError ASSESSMENT_NOT_FOUND, QUESTION_UNKNOWN, ASSESSMENT_CLOSED, ASSESSMENT_WITHOUT_RESPONDENT */
  comment(actor: PersonActor, id: string, { question, text, forSupplier }: CommentDto): Promise<ReviewEntryView> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await lockAssessment(db, actor.tenantId, id);
      const round = await this.rounds.open(db, actor, assessment);
      if (!round.questions.has(question)) {
        throw new DomainError('QUESTION_UNKNOWN', 'invalid', 'This assessment does not ask such a question.', [
          { path: 'question', code: 'QUESTION_UNKNOWN', message: 'not asked here' },
        ]);
      }
      if (forSupplier) refuseUnread(assessment);
      const textSealed = round.ring.seal(assessment.key_id, text);
      const entry = await this.add(db, actor, assessment, { question, kind: 'comment', shown: forSupplier, textSealed });
      const names = await this.names.of(db, actor, [actor.personId]);
      return viewReviewEntry(entry, { keyId: assessment.key_id, ring: round.ring, names });
    });
  }

  /** A supplier answers what was said to it; a thread that holds nothing for it is none. @throws DomainError THREAD_NOT_FOUND, THREAD_CLOSED, TOO_MANY_REPLIES */
  reply(actor: RespondentActor, question: string, { text }: ReplyDto): Promise<ThreadEntryView> {
    const { tenantId, assessmentId } = actor;
    return this.db.transaction(actor, async (db) => {
      const { entries, replies } = await countShown(db, tenantId, assessmentId, question);
      if (entries === 0) throw new DomainError('THREAD_NOT_FOUND', 'not_found', 'Nothing was said to you about this question.');
      const assessment = await lockAssessment(db, tenantId, assessmentId);
      if (!OPEN_STATES.includes(assessment.state))
        throw new DomainError('THREAD_CLOSED', 'conflict', 'This assessment is closed; nobody reads replies any more.');
      if (replies >= MAX_REPLIES)
        throw new DomainError(
          'TOO_MANY_REPLIES',
          'conflict',
          `You have replied ${MAX_REPLIES} times to this question. Please wait for an answer.`,
        );
      const { ring } = await this.rounds.open(db, actor, assessment);
      const textSealed = ring.seal(assessment.key_id, text);
      const entry = await this.add(db, actor, assessment, { question, kind: 'reply', shown: true, textSealed });
      const names = await this.names.of(db, actor, [actor.contactId]);
      return viewEntry(entry, { keyId: assessment.key_id, ring, names });
    });
  }

  /** What the supplier may read of its round, by question. */
  shown(actor: RespondentActor): Promise<ThreadView[]> {
    return this.db.transaction(actor, async (db) => {
      const rows = await lastEntries(db, actor.tenantId, actor.assessmentId, SHOWN_EACH);
      if (rows.length === 0) return [];
      const assessment = await findAssessment(db, actor.tenantId, actor.assessmentId);
      const { ring } = await this.rounds.open(db, actor, assessment);
      const names = await this.names.of(
        db,
        actor,
        rows.flatMap(({ by_kind: kind, by_id: by }) => (kind === 'contact' ? [by] : [])),
      );
      return viewThreads(rows, { keyId: assessment.key_id, ring, names });
    });
  }

  private async add(db: EntityManager, actor: Actor, assessment: AssessmentRow, entry: NewEntry) {
    const { id: assessmentId, supplier_id: supplierId } = assessment;
    const by = doerOf(actor);
    const now = this.clock.now();
    const { id, round } = await insertEntries(db, { tenantId: actor.tenantId, assessmentId, supplierId, by, now }, [entry]);
    await this.audit.record(db, actor, {
      action: entry.kind === 'reply' ? 'assessment.replied' : 'assessment.commented',
      subjectKind: 'assessment',
      subjectId: assessmentId,
      after: { question: entry.question, entryId: id, ...(entry.kind === 'reply' ? {} : { forSupplier: entry.shown }) },
    });
    return {
      id,
      question_id: entry.question,
      round,
      kind: entry.kind,
      shown: entry.shown,
      text_sealed: entry.textSealed,
      by_kind: by.kind === 'contact' ? ('contact' as const) : ('person' as const),
      by_id: by.id ?? '',
      at: now,
    };
  }
}

function refuseUnread(assessment: AssessmentRow): void {
  if (assessment.audience === 'buyer')
    throw new DomainError('ASSESSMENT_WITHOUT_RESPONDENT', 'conflict', "No supplier reads the buyer's own questions.");
  if (assessment.state === 'cancelled')
    throw new DomainError('ASSESSMENT_CLOSED', 'conflict', 'This assessment was cancelled; the supplier looks at it no more.');
}
