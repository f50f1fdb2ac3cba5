import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Question } from '../../../domain/manual/manual.js';
import { textIn } from '../../../domain/manual/manual.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { Vault } from '../../../platform/vault/vault.js';
import { viewAnswer } from '../answers.view.js';
import { findAssessment } from '../assessment.queries.js';
import { viewReview } from '../assessments.view.js';
import { type OpenedRound, visibleIn } from '../opened-round.js';
import { storedReviews } from '../review.queries.js';
import { RoundReader } from '../round-reader.service.js';
import { writersOf } from '../writers.js';
import type { DeskQuestionView, EarlierAnswerView, ReviewDeskView } from './review-desk.dto.js';
import { earlierAnswers } from './review-desk.queries.js';
import { lastEntries } from './review-entries.queries.js';
import { ReviewHintsService, viewHints } from './review-hints.service.js';
import { ReviewNames } from './review-names.service.js';
import { viewReviewEntry } from './review-threads.view.js';

const ENTRIES_EACH = 20;

/** Everything that an officer needs to judge a round, in one reading and a fixed number of queries. */
@Injectable()
export class ReviewDeskService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly hints: ReviewHintsService,
    private readonly names: ReviewNames,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  read(actor: PersonActor, id: string, wish: string | undefined): Promise<ReviewDeskView> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, id));
      const { language, items: hints } = viewHints(await this.hints.hintsWithin(db, actor.tenantId, round), round, wish);
      const partsOf = await this.partsWithin(db, actor, round);
      const visible = new Set(visibleIn(round).map((question) => question.id));
      const view = (chapter: string, question: Question): DeskQuestionView => ({
        question: question.id,
        chapter,
        text: textIn(question.text, language, round.questionnaire.baseLanguage),
        type: question.type,
        visible: visible.has(question.id),
        canRaiseRedFlag: question.redFlags.length > 0,
        ...partsOf(question),
        hints: hints.filter(({ questions }) => questions.includes(question.id)),
      });
      return {
        assessmentId: id,
        state: round.assessment.state,
        language,
        questions: round.questionnaire.chapters.flatMap((chapter) => chapter.questions.map((question) => view(chapter.id, question))),
        hints: hints.filter(({ questions }) => questions.length === 0),
      };
    });
  }

  /** What lies beside each answer, read for all of them at once. */
  private async partsWithin(db: EntityManager, actor: PersonActor, round: OpenedRound) {
    const { tenantId } = actor;
    const { id, key_id: keyId } = round.assessment;
    const files = await this.rounds.files(db, actor, round);
    const reviews = new Map((await storedReviews(db, tenantId, id)).map((review) => [review.question_id, review]));
    const entries = await lastEntries(db, tenantId, id, ENTRIES_EACH);
    const earlier = await this.earlierWithin(db, tenantId, round);
    const names = await this.names.of(db, actor, [...writersOf(round.rows), ...entries.map((entry) => entry.by_id)]);
    const rows = new Map(round.rows.map((row) => [row.question_id, row]));
    return ({ id: question }: Question): Pick<DeskQuestionView, 'answer' | 'earlier' | 'evidence' | 'review' | 'thread'> => {
      const [row, review] = [rows.get(question), reviews.get(question)];
      return {
        answer: row === undefined ? null : viewAnswer(round, row, { names, today: this.clock.today() }),
        earlier: earlier.get(question) ?? null,
        evidence: files.filter((file) => file.question === question),
        review: review === undefined ? null : viewReview(review, keyId, round.ring),
        thread: entries
          .filter((entry) => entry.question_id === question)
          .map((entry) => viewReviewEntry(entry, { keyId, ring: round.ring, names })),
      };
    };
  }

  private async earlierWithin(db: EntityManager, tenantId: string, round: OpenedRound): Promise<ReadonlyMap<string, EarlierAnswerView>> {
    const rows = await earlierAnswers(db, tenantId, round.assessment.id);
    const ring = await this.vault.ring(
      db,
      tenantId,
      rows.flatMap(({ key_id: keyId }) => (keyId === null ? [] : [keyId])),
    );
    return new Map(
      rows.map((row) => [
        row.question_id,
        {
          state: row.state,
          value: row.key_id === null || row.text_sealed === null ? row.value : ring.open(row.key_id, row.text_sealed),
          dated: row.dated,
          evidence: row.evidence,
          documentedUntil: row.documented_until,
          from: row.source.startsWith('assessment:') ? 'assessment' : 'verification',
          otherMeaning: round.questions.get(row.question_id)?.meaning !== row.meaning,
        },
      ]),
    );
  }
}
