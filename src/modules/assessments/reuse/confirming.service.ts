import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { isTouched } from '../../../domain/assessment/answer-origin.js';
import { moveAssessment } from '../../../domain/assessment/assessment-states.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { AnswerWriting, type NewAnswer } from '../answering/answer-writing.service.js';
import { refuseReadOnly } from '../answering/answer-inputs.js';
import { isLookedAtAlone, viewSaved } from '../answering/saved-round.js';
import type { AnswerRow } from '../answers.queries.js';
import { changeState, lockAssessment } from '../assessment.queries.js';
import { withinPart } from '../delegation/part.js';
import { editableIn, type OpenedRound, visibleIn } from '../opened-round.js';
import { RoundReader } from '../round-reader.service.js';
import type { ConfirmAnswersDto, ConfirmedView } from './reuse.dto.js';

/** Says of answers carried over that they still hold: the claim is renewed, the document behind it keeps its own day. */
@Injectable()
export class ConfirmingService {
  constructor(
    private readonly db: TenantDb,
    private readonly rounds: RoundReader,
    private readonly writing: AnswerWriting,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError CONFIRMATION_INVALID, ASSESSMENT_READ_ONLY, ASSESSMENT_MOVE_ILLEGAL */
  confirm(actor: RespondentActor, body: ConfirmAnswersDto): Promise<ConfirmedView> {
    return this.db.transaction(actor, async (db) => {
      const assessment = await lockAssessment(db, actor.tenantId, actor.assessmentId);
      const round = await this.rounds.openForSaving(db, actor, assessment);
      const asked = askedFor(actor, round, body);
      const state = moveAssessment(assessment.state, 'answer', 'respondent');
      const alone = body.questions?.length === 1;
      const single = asked.filter(({ question_id: id }) => !alone && isLookedAtAlone(round, id));
      const toConfirmOneByOne = single.map(({ question_id: id }) => id);
      const confirmed = asked.filter((row) => !single.includes(row));
      const written = await this.write(db, actor, round, confirmed);
      if (confirmed.length > 0 && state !== assessment.state)
        await changeState(db, actor.tenantId, assessment.id, { state, openedAt: this.clock.now() });
      return { ...viewSaved(actor, written, new Set(confirmed.map(({ question_id: id }) => id))), toConfirmOneByOne };
    });
  }

  private async write(db: EntityManager, actor: RespondentActor, round: OpenedRound, rows: readonly AnswerRow[]): Promise<OpenedRound> {
    if (rows.length === 0) return round;
    const today = this.clock.today();
    const answers = rows.map((row) => confirmedAnswer(round, row, today));
    const writing = { actor, action: 'answers.confirmed', onBehalfOf: null, copiedFrom: null };
    const [written] = (await this.writing.write(db, writing, [{ round, answers }])) ?? [];
    if (written === undefined)
      throw new DomainError('ANSWER_CONFLICT', 'conflict', 'Somebody else has changed one of these answers just now; none was confirmed.');
    return written;
  }
}

const confirmedAnswer = (round: OpenedRound, row: AnswerRow, today: string): NewAnswer => ({
  state: row.state,
  value: round.answers[row.question_id]?.value ?? null,
  question: row.question_id,
  version: row.version,
  comment: round.ring.open(round.assessment.key_id, row.comment_sealed),
  // What came from another site was never this site's own answer: from now on it is.
  origin: row.origin === 'prefilled' ? 'confirmed' : 'given',
  answeredOn: today,
});

/** The untouched answers that somebody wants to confirm; what was answered already needs no confirmation. */
function askedFor(actor: RespondentActor, round: OpenedRound, { questions, all }: ConfirmAnswersDto): readonly AnswerRow[] {
  if ((questions === undefined) === (all !== true)) throw invalid('', 'CHOOSE_ONE', 'Name the questions, or say all.');
  const untouched = round.rows.filter(({ origin, question_id: id }) => !isTouched(origin) && withinPart(actor, round, id));
  if (questions === undefined) {
    const visible = new Set(visibleIn(round).map(({ id }) => id));
    return untouched.filter(({ question_id: id }) => visible.has(id) && editableIn(round, id));
  }
  const unknown = questions.findIndex((id) => !round.questions.has(id) || !withinPart(actor, round, id));
  if (unknown >= 0) throw invalid(`questions.${unknown}`, 'QUESTION_UNKNOWN', 'This assessment does not ask such a question.');
  refuseReadOnly(
    round,
    questions.map((question) => ({ question })),
  );
  return untouched.filter(({ question_id: id }) => questions.includes(id));
}

const invalid = (path: string, code: string, message: string): DomainError =>
  new DomainError('CONFIRMATION_INVALID', 'invalid', 'These answers cannot be confirmed; none was.', [{ path, code, message }]);
