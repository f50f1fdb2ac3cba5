import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { moveAssessment } from '../../domain/assessment/assessment-states.js';
import type { Answer } from '../../domain/questionnaire/answer.js';
import { checkAnswer } from '../../domain/questionnaire/check-answer.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import { doerOf, type PersonActor, type RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import type { AnswerInput, SavedAnswersView } from './answers.dto.js';
import { type AnswerRow, upsertAnswers } from './answers.queries.js';
import { viewAnswer, viewCompleteness } from './answers.view.js';
import { changeState, lockAssessment } from './assessment.queries.js';
import { liveEvidenceIds } from './evidence/evidence.queries.js';
import { moverOf } from './movers.js';
import { completenessOf, editableIn, type OpenedRound, visibleIn } from './opened-round.js';
import { RoundReader } from './round-reader.service.js';

/** Saves answers while a round is being written: all of a request or none, and never over what somebody else has written meanwhile. */
@Injectable()
export class AnsweringService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError ASSESSMENT_READ_ONLY, ANSWERS_INVALID, ANSWER_CONFLICT, ASSESSMENT_MOVE_ILLEGAL */
  save(actor: PersonActor | RespondentActor, assessmentId: string, inputs: readonly AnswerInput[]): Promise<SavedAnswersView> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await lockAssessment(db, actor.tenantId, assessmentId);
      const round = await this.rounds.open(db, actor, assessment);
      refuseIfReadOnly(round, actor, inputs);
      const state = moveAssessment(assessment.state, 'answer', moverOf(actor, assessment));
      await this.refuseInvalid(db, actor, round, inputs);
      await this.refuseConflicts(db, actor, round, inputs);
      await this.write(db, actor, round, inputs);
      if (state !== assessment.state) await changeState(db, actor.tenantId, assessmentId, { state, openedAt: this.clock.now() });
      const saved = await this.rounds.open(db, actor, { ...assessment, state });
      const wanted = new Set(inputs.map(({ question }) => question));
      return {
        answers: saved.rows
          .filter((row) => wanted.has(row.question_id))
          .map((row) => ({ question: row.question_id, version: row.version })),
        visible: visibleIn(saved).map(({ id }) => id),
        completeness: viewCompleteness(completenessOf(saved)),
      };
    });
  }

  private async write(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    round: OpenedRound,
    inputs: readonly AnswerInput[],
  ): Promise<void> {
    const { tenantId } = actor;
    const { id: assessmentId, supplier_id: supplierId, key_id: keyId } = round.assessment;
    const writes = inputs.map((input) => {
      const { state, value } = answerIn(input);
      const isText = state === 'answered' && round.questions.get(input.question)?.type === 'text';
      const textSealed = isText ? round.ring.seal(keyId, String(value)) : null;
      const commentSealed = round.ring.sealOrNull(keyId, commentIn(input));
      return { question: input.question, state, value: isText ? null : value, textSealed, commentSealed };
    });
    await upsertAnswers(db, { tenantId, assessmentId, supplierId, ...doerOf(actor), now: this.clock.now() }, writes);
    const rows = new Map(round.rows.map((row) => [row.question_id, row]));
    const before = inputs.map(({ question }) => {
      const comment = round.ring.open(keyId, rows.get(question)?.comment_sealed ?? null);
      return [question, this.trace(tenantId, round, question, round.answers[question] ?? null, comment)] as const;
    });
    const after = inputs.map(
      (input) => [input.question, this.trace(tenantId, round, input.question, answerIn(input), commentIn(input))] as const,
    );
    await this.audit.record(db, actor, {
      action: 'answers.saved',
      subjectKind: 'assessment',
      subjectId: assessmentId,
      before: Object.fromEntries(before),
      after: Object.fromEntries(after),
    });
  }

  /** What the log tells of an answer: choices and figures as they are, words as a keyed hash; null where there was none. */
  private trace(
    tenantId: string,
    round: OpenedRound,
    question: string,
    answer: Answer | null,
    comment: string | null,
  ): Record<string, unknown> | null {
    if (answer === null) return null;
    const isText = round.questions.get(question)?.type === 'text' && typeof answer.value === 'string';
    return {
      state: answer.state,
      ...(isText ? { textHash: this.vault.hash(tenantId, String(answer.value)) } : { value: answer.value }),
      ...(comment === null ? {} : { commentHash: this.vault.hash(tenantId, comment) }),
    };
  }

  private async refuseInvalid(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    round: OpenedRound,
    inputs: readonly AnswerInput[],
  ): Promise<void> {
    const seen = new Set<string>();
    const files = inputs.some(({ question }) => round.questions.get(question)?.type === 'file')
      ? await liveEvidenceIds(db, actor.tenantId, round.assessment.id)
      : null;
    const problems = inputs.flatMap((input, i): Problem[] => {
      const path = `answers.${i}`;
      const question = round.questions.get(input.question);
      if (question === undefined)
        return [{ path: `${path}.question`, code: 'QUESTION_UNKNOWN', message: 'This assessment does not ask such a question.' }];
      if (seen.has(input.question))
        return [{ path: `${path}.question`, code: 'QUESTION_REPEATED', message: 'The question is answered twice in one request.' }];
      seen.add(input.question);
      const faults = checkAnswer(question, answerIn(input)).map((fault) => ({
        ...fault,
        path: `${path}.value${fault.path.slice(question.id.length).replaceAll('/', '.')}`,
      }));
      if (faults.length > 0 || question.type !== 'file' || files === null || !Array.isArray(input.value)) return faults;
      const unknown = (input.value as string[]).filter((id) => !files.has(id));
      return unknown.map(() => ({
        path: `${path}.value`,
        code: 'EVIDENCE_UNKNOWN',
        message: 'There is no such file beside this assessment.',
      }));
    });
    if (problems.length > 0)
      throw new DomainError('ANSWERS_INVALID', 'invalid', 'Some answers cannot be taken as they are; none was saved.', problems);
  }

  private async refuseConflicts(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    round: OpenedRound,
    inputs: readonly AnswerInput[],
  ): Promise<void> {
    const rows = new Map(round.rows.map((row) => [row.question_id, row]));
    const conflicts = inputs.flatMap((input, i) => {
      const row = rows.get(input.question);
      return (row?.version ?? 0) === input.version ? [] : [{ i, question: input.question, row }];
    });
    if (conflicts.length === 0) return;
    const names = await this.rounds.contactNames(db, actor.tenantId, round);
    const current = (row: AnswerRow | undefined) => (row === undefined ? null : viewAnswer(round, row, names));
    const problems = conflicts.map(({ i, question, row }) => ({
      path: `answers.${i}.version`,
      code: 'ANSWER_CONFLICT',
      message: 'Somebody else has changed this answer since it was read.',
      question,
      current: current(row),
    }));
    throw new DomainError(
      'ANSWER_CONFLICT',
      'conflict',
      'Some answers were changed by somebody else since they were read; none was saved.',
      problems,
    );
  }
}

const answerIn = ({ state, value }: AnswerInput): Answer => ({ state, value: value ?? null });

const commentIn = ({ comment }: AnswerInput): string | null =>
  comment === undefined || comment === null || comment.trim() === '' ? null : comment;

function refuseIfReadOnly(round: OpenedRound, actor: PersonActor | RespondentActor, inputs: readonly AnswerInput[]): void {
  if (moverOf(actor, round.assessment) !== 'respondent') return;
  const problems = inputs.flatMap(({ question }, i) =>
    editableIn(round, question)
      ? []
      : [{ path: `answers.${i}`, code: 'ASSESSMENT_READ_ONLY', message: `The answer to ${question} cannot be changed any more.` }],
  );
  if (problems.length > 0) throw readOnly(problems);
}

export const readOnly = (problems: readonly Problem[] = []): DomainError =>
  new DomainError('ASSESSMENT_READ_ONLY', 'conflict', 'What was submitted cannot be changed, unless it is returned.', problems);
