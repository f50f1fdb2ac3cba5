import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { moveAssessment } from '../../domain/assessment/assessment-states.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { answerIn, commentIn, refuseInvalid, refuseReadOnly } from './answering/answer-inputs.js';
import { AnswerWriting } from './answering/answer-writing.service.js';
import { viewSaved } from './answering/saved-round.js';
import type { AnswerInput, SavedAnswersView } from './answers.dto.js';
import { viewAnswer, viewContactName, viewWriter } from './answers.view.js';
import { type AssessmentRow, changeState, lockAssessment, shareAssessment } from './assessment.queries.js';
import { checkOnBehalf } from './answering/on-behalf.js';
import { liveEvidenceIds } from './evidence/evidence.queries.js';
import { moverOf } from './movers.js';
import { isCurrentVersion, type OpenedRound, versionOf } from './opened-round.js';
import { RoundReader } from './round-reader.service.js';
import { writersOf } from './writers.js';
import { ReviewNames } from './reviewing/review-names.service.js';

/** Answers for one assessment, and the contact for whom an officer enters them. */
export interface AnswersToSave {
  readonly assessmentId: string;
  readonly inputs: readonly AnswerInput[];
  readonly onBehalfOf: string | null;
}

type Doer = PersonActor | RespondentActor;

/** Saves answers while a round is being written: all of a request or none, and never over what somebody else has written meanwhile. */
@Injectable()
export class AnsweringService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly writing: AnswerWriting,
    private readonly names: ReviewNames,
    private readonly clock: Clock,
  ) {}

  /**
   * Savers of one round do not wait for each other, but for the first one, whose answer opens it.
   * @throws DomainError ASSESSMENT_READ_ONLY, ANSWERS_INVALID, ANSWER_CONFLICT, ASSESSMENT_MOVE_ILLEGAL, CONTACT_UNKNOWN
   */
  async save(
    actor: Doer,
    assessmentId: string,
    inputs: readonly AnswerInput[],
    onBehalfOf: string | null = null,
  ): Promise<SavedAnswersView> {
    const order = { assessmentId, inputs, onBehalfOf };
    const saved = await this.db.transaction(actor, async (db) => {
      const assessment = await shareAssessment(db, actor.tenantId, assessmentId);
      return assessment.state === 'sent' ? null : this.saveWithin(db, actor, order, assessment);
    });
    return (
      saved ??
      this.db.transaction(actor, async (db) => this.saveWithin(db, actor, order, await lockAssessment(db, actor.tenantId, assessmentId)))
    );
  }

  private async saveWithin(db: EntityManager, actor: Doer, order: AnswersToSave, assessment: AssessmentRow): Promise<SavedAnswersView> {
    const { inputs, onBehalfOf } = order;
    const mover = moverOf(actor, assessment, onBehalfOf);
    const round = await this.rounds.openForSaving(db, actor, assessment);
    if (mover === 'respondent' || mover === 'on_behalf') refuseReadOnly(round, inputs);
    const state = moveAssessment(assessment.state, 'answer', mover);
    await checkOnBehalf(db, actor, assessment, onBehalfOf);
    const hasFiles = inputs.some(({ question }) => round.questions.get(question)?.type === 'file');
    refuseInvalid(actor, round, inputs, hasFiles ? await liveEvidenceIds(db, actor.tenantId, assessment.id) : new Set());
    await this.refuseConflicts(db, actor, round, order);
    const today = this.clock.today();
    const answers = inputs.map((input) => ({
      ...answerIn(input),
      question: input.question,
      version: versionOf(round, input.question),
      comment: commentIn(input),
      origin: 'given' as const,
      answeredOn: today,
    }));
    const writing = { actor, action: 'answers.saved', onBehalfOf, copiedFrom: null };
    const [written] = (await this.writing.write(db, writing, [{ round, answers }])) ?? [];
    if (written === undefined) throw await this.overtaken(db, actor, round, order);
    if (state !== assessment.state) await changeState(db, actor.tenantId, assessment.id, { state, openedAt: this.clock.now() });
    return viewSaved(actor, { ...written, assessment: { ...assessment, state } }, new Set(inputs.map(({ question }) => question)));
  }

  /** Somebody saved between our reading and our writing: what they wrote can be read now. */
  private async overtaken(db: EntityManager, actor: Doer, { assessment }: OpenedRound, order: AnswersToSave): Promise<Error> {
    await this.refuseConflicts(db, actor, await this.rounds.openForSaving(db, actor, assessment), order);
    return new Error('an answer was not written, and nobody else wrote it');
  }

  /** @throws DomainError ANSWER_CONFLICT with what stands there and what was refused, and who wrote each when */
  private async refuseConflicts(db: EntityManager, actor: Doer, round: OpenedRound, { inputs, onBehalfOf }: AnswersToSave): Promise<void> {
    const rows = new Map(round.rows.map((row) => [row.question_id, row]));
    const conflicts = inputs.flatMap((input, i) => {
      const row = rows.get(input.question);
      return isCurrentVersion(round, input.question, input.version) ? [] : [{ i, input, row }];
    });
    if (conflicts.length === 0) return;
    const me = actor.kind === 'person' ? actor.personId : actor.contactId;
    const written = conflicts.flatMap(({ row }) => (row === undefined ? [] : [row]));
    const names = await this.names.of(db, actor, [...writersOf(written), me, onBehalfOf]);
    const context = { names, today: this.clock.today() };
    const problems = conflicts.map(({ i, input, row }) => ({
      path: `answers.${i}.version`,
      code: 'ANSWER_CONFLICT',
      message: 'Somebody else has changed this answer since it was read.',
      question: input.question,
      version: versionOf(round, input.question),
      current: row === undefined ? null : viewAnswer(round, row, context),
      refused: {
        ...answerIn(input),
        comment: commentIn(input),
        by: viewWriter(actor.kind, me, names),
        onBehalfOf: viewContactName(onBehalfOf, names),
        at: this.clock.instant(),
      },
    }));
    throw new DomainError(
      'ANSWER_CONFLICT',
      'conflict',
      'Some answers were changed by somebody else since they were read; none was saved.',
      problems,
    );
  }
}
