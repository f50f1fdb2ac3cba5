import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AnswerOrigin } from '../../../domain/assessment/answer-origin.js';
import type { Answer } from '../../../domain/questionnaire/answer.js';
import type { IsoDate } from '../../../domain/shared/instant.js';
import { doerOf, type PersonActor, type RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { Vault } from '../../../platform/vault/vault.js';
import { AuditService } from '../../audit/audit.service.js';
import { type AnswerRow, type AnswerWrite, type AnswerWriter, writeAnswers } from '../answers.queries.js';
import type { OpenedRound } from '../opened-round.js';

/** An answer on its way into a round. */
export interface NewAnswer extends Answer {
  readonly question: string;
  /** The version that was read; 0 where there was none. */
  readonly version: number;
  readonly comment: string | null;
  readonly origin: AnswerOrigin;
  readonly answeredOn: IsoDate;
}

export interface Writing {
  readonly actor: PersonActor | RespondentActor;
  /** `answers.saved`, `answers.confirmed`, `answers.copied`. */
  readonly action: string;
  /** The contact for whom an officer enters them. */
  readonly onBehalfOf: string | null;
  /** The assessment they are copied from. */
  readonly copiedFrom: string | null;
}

/** Answers for one round. */
export interface RoundAnswers {
  readonly round: OpenedRound;
  readonly answers: readonly NewAnswer[];
}

/** Puts answers into rounds, with their history and what the log tells of them, and knows how the rounds stand then. */
@Injectable()
export class AnswerWriting {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Two statements for all rounds. @returns the rounds as they are then; null where somebody was faster: undo the transaction */
  async write(db: EntityManager, writing: Writing, into: readonly RoundAnswers[]): Promise<readonly OpenedRound[] | null> {
    const now = this.clock.now();
    const [first] = into;
    if (first === undefined) return [];
    const { actor, onBehalfOf, copiedFrom } = writing;
    const writer: AnswerWriter = {
      tenantId: actor.tenantId,
      supplierId: first.round.assessment.supplier_id,
      ...doerOf(actor),
      linkId: actor.kind === 'contact' ? actor.linkId : null,
      onBehalfOf,
      copiedFrom,
      now,
    };
    const writes = into.map(({ round, answers }) => answers.map((answer) => sealedIn(round, answer)));
    const written = await writeAnswers(db, writer, writes.flat());
    if (written.length < writes.flat().length) return null;
    await this.audit.recordAll(
      db,
      actor,
      into.map((one) => this.entryOf(writing, one)),
    );
    return into.map(({ round, answers }, i) => withAnswers(round, answers, writes[i] ?? [], writer));
  }

  private entryOf({ actor, action, onBehalfOf, copiedFrom }: Writing, { round, answers }: RoundAnswers) {
    const { tenantId } = actor;
    const rows = new Map(round.rows.map((row) => [row.question_id, row]));
    const { key_id: keyId, id } = round.assessment;
    const before = answers.map(({ question }) => {
      const comment = round.ring.open(keyId, rows.get(question)?.comment_sealed ?? null);
      return [question, this.trace(tenantId, round, question, round.answers[question] ?? null, comment)] as const;
    });
    const after = answers.map((answer) => {
      const how = {
        ...(answer.origin === 'given' ? {} : { origin: answer.origin }),
        ...(onBehalfOf === null ? {} : { onBehalfOf }),
        ...(copiedFrom === null ? {} : { copiedFrom }),
      };
      return [answer.question, { ...this.trace(tenantId, round, answer.question, answer, answer.comment), ...how }] as const;
    });
    return { action, subjectKind: 'assessment', subjectId: id, before: Object.fromEntries(before), after: Object.fromEntries(after) };
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
}

function sealedIn({ assessment, questions, ring }: OpenedRound, answer: NewAnswer): AnswerWrite {
  const { question, version, state, value, comment, origin, answeredOn } = answer;
  const isText = state === 'answered' && questions.get(question)?.type === 'text';
  const textSealed = isText ? ring.seal(assessment.key_id, String(value)) : null;
  const commentSealed = ring.sealOrNull(assessment.key_id, comment);
  return {
    assessmentId: assessment.id,
    question,
    version,
    state,
    value: isText ? null : value,
    textSealed,
    commentSealed,
    origin,
    answeredOn,
  };
}

/** The round with what was just written: nobody need read it again. */
function withAnswers(round: OpenedRound, answers: readonly NewAnswer[], writes: readonly AnswerWrite[], writer: AnswerWriter): OpenedRound {
  const rows = new Map(round.rows.map((row) => [row.question_id, row]));
  for (const write of writes) rows.set(write.question, rowOf(write, writer));
  return {
    ...round,
    rows: [...rows.values()].sort((a, b) => (a.question_id < b.question_id ? -1 : 1)),
    answers: { ...round.answers, ...Object.fromEntries(answers.map(({ question, state, value }) => [question, { state, value }])) },
  };
}

const rowOf = (write: AnswerWrite, writer: AnswerWriter): AnswerRow => ({
  question_id: write.question,
  state: write.state,
  value: write.value,
  text_sealed: write.textSealed,
  comment_sealed: write.commentSealed,
  origin: write.origin,
  answered_on: write.answeredOn,
  answered_by_kind: writer.kind as AnswerRow['answered_by_kind'],
  answered_by: writer.id,
  on_behalf_of: writer.onBehalfOf,
  updated_at: writer.now,
  version: write.version + 1,
});
