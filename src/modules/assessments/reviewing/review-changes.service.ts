import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type AnswerChange, answerChanges, type SaidAnswer } from '../../../domain/assessment/answer-changes.js';
import { askedQuestions } from '../../../domain/questionnaire/select-questions.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { findAssessment } from '../assessment.queries.js';
import type { OpenedRound } from '../opened-round.js';
import { RoundReader } from '../round-reader.service.js';
import type { AnswerChangesView, ChangesSince, SubmissionMarkView, SubmittedAnswerView } from './review-changes.dto.js';
import { ReviewNames } from './review-names.service.js';
import { latestRound, readSnapshots, type SnapshotRow } from './review-snapshots.queries.js';

/** An answer as it was submitted, words opened. */
export interface SubmittedAnswer extends SaidAnswer {
  readonly row: SnapshotRow;
}

/** The last submission and the one it is laid beside. */
export interface TwoSubmissions {
  readonly before: readonly SubmittedAnswer[];
  readonly after: readonly SubmittedAnswer[];
  readonly changes: readonly AnswerChange<SubmittedAnswer>[];
}

/** What a submission says that the one before did not. */
@Injectable()
export class ReviewChangesService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly names: ReviewNames,
  ) {}

  /** @throws DomainError ASSESSMENT_NOT_FOUND */
  list(actor: PersonActor, id: string, since: ChangesSince): Promise<AnswerChangesView> {
    return this.db.transaction(actor, async (db) => {
      const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, id));
      const { before, after, changes } = await this.compareWithin(db, actor.tenantId, round, since);
      const writers = changes.flatMap((change) => [change.before?.row.answered_by ?? null, change.after?.row.answered_by ?? null]);
      const names = await this.names.of(db, actor, writers);
      return {
        from: markOf(before),
        to: markOf(after),
        items: changes.map((change) => ({
          question: change.question,
          kind: change.kind,
          before: viewSubmitted(change.before, names),
          after: viewSubmitted(change.after, names),
        })),
      };
    });
  }

  /** Empty where there is only one submission; then nothing has changed. */
  async compareWithin(db: EntityManager, tenantId: string, round: OpenedRound, since: ChangesSince): Promise<TwoSubmissions> {
    const last = await latestRound(db, tenantId, round.assessment.id);
    const first = since === 'first' ? 1 : last - 1;
    const rows = last === 0 ? [] : await readSnapshots(db, tenantId, round.assessment.id, [first, last]);
    const said = (number: number): readonly SubmittedAnswer[] => rows.filter((row) => row.round === number).map((row) => open(row, round));
    const [before, after] = [first < last ? said(first) : [], said(last)];
    const order = askedQuestions(round.questionnaire).map(({ id }) => id);
    return { before, after, changes: before.length === 0 ? [] : answerChanges(before, after, order) };
  }
}

/** Text is opened; where its key is erased the answer stays, without the words. */
const open = (row: SnapshotRow, { assessment, ring }: OpenedRound): SubmittedAnswer => ({
  question: row.question_id,
  state: row.state,
  value: row.text_sealed === null ? row.value : ring.open(assessment.key_id, row.text_sealed),
  comment: ring.open(assessment.key_id, row.comment_sealed),
  row,
});

function markOf([first]: readonly SubmittedAnswer[]): SubmissionMarkView | null {
  return first === undefined ? null : { round: first.row.round, submittedAt: first.row.submitted_at.toISOString() };
}

const viewSubmitted = (answer: SubmittedAnswer | null, names: ReadonlyMap<string, string>): SubmittedAnswerView | null =>
  answer === null
    ? null
    : {
        state: answer.state,
        value: answer.value ?? null,
        comment: answer.comment,
        by: {
          kind: answer.row.answered_by_kind,
          id: answer.row.answered_by,
          name: answer.row.answered_by === null ? null : (names.get(answer.row.answered_by) ?? null),
        },
        at: answer.row.updated_at.toISOString(),
      };
