import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Manual, type Question, questionsOf } from '../../domain/manual/manual.js';
import type { Answer } from '../../domain/questionnaire/answer.js';
import type { Verification } from '../../domain/remediation/library.js';
import { standingOfVerification } from '../../domain/remediation/verification-rules.js';
import { requirePassingAnswer } from '../../domain/remediation/verified-answer.js';
import { answersAt } from '../../domain/scoring/counted-answers.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import type { ActionRow } from './actions.queries.js';
import { insertCountedAnswer, readAnswersInForce, readSiteFacts } from './verified-answers.queries.js';

/** The answer that a verification found: whether it closes its finding, and how it counts from then on. */
@Injectable()
export class VerifiedAnswersService {
  constructor(
    private readonly methods: MethodsInForce,
    private readonly manuals: ManualsInForce,
    private readonly scoring: ScoringQueue,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError VERIFIED_ANSWER_MISSING, VERIFIED_ANSWER_UNASKED, VERIFIED_ANSWER_INVALID, VERIFIED_ANSWER_STILL_FAILS, QUESTION_GONE */
  async check(
    db: EntityManager,
    { tenantId }: PersonActor,
    { site_id: siteId, question_id: questionId, rule_id: ruleId, kind }: ActionRow,
    answer: Answer | null,
  ): Promise<void> {
    if (questionId === null || answer === null) return requireAnswerWhereAsked(questionId, answer);
    const manual = await this.manuals.of(db, tenantId);
    const methodology = await this.methods.of(db, tenantId);
    const question = questionOf(manual.body, questionId);
    const site = await readSiteFacts(db, siteId);
    if (site === null) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
    const inForce = await readAnswersInForce(db, siteId, manual.body.family);
    const { effective } = answersAt(manual.body, methodology.body, inForce, null, site, this.clock.instant());
    const counting = effective.filter((one) => one.question.id !== questionId);
    requirePassingAnswer(
      {
        kind,
        ruleId,
        question,
        asked: [question, ...counting.map((one) => one.question)],
        answers: Object.fromEntries(
          counting.flatMap((one) => (one.answer === null ? [] : [[one.question.id, { state: one.answer.state, value: one.answer.value }]])),
        ),
        site,
      },
      answer,
    );
  }

  /** From now on the site is scored with what the verification found; where it is about no question, without its finding. */
  async countWithin(db: EntityManager, actor: PersonActor, row: ActionRow, method: Verification, answer: Answer | null): Promise<void> {
    if (row.question_id !== null && answer !== null) await this.store(db, actor, row, row.question_id, method, answer);
    await this.scoring.request(db, actor, [{ siteId: row.site_id, supplierId: row.supplier_id }]);
  }

  private async store(
    db: EntityManager,
    actor: PersonActor,
    row: ActionRow,
    questionId: string,
    method: Verification,
    answer: Answer,
  ): Promise<void> {
    const manual = await this.manuals.of(db, actor.tenantId);
    const question = questionOf(manual.body, questionId);
    await insertCountedAnswer(
      db,
      actor.tenantId,
      {
        id: newId<string>(),
        supplierId: row.supplier_id,
        siteId: row.site_id,
        questionId,
        meaning: question.meaning,
        value: storedValue(question, answer.value),
        ...standingOfVerification(question, method, this.clock.today()),
        source: `verification:${row.id}`,
        manualId: manual.id,
        manualVersion: manual.version,
        manualFamily: manual.body.family,
      },
      this.clock.now(),
    );
  }

  /** What may lie readable in a row: free text and names of files may not. */
  async storable(db: EntityManager, { tenantId }: PersonActor, questionId: string | null, answer: Answer | null): Promise<Answer | null> {
    if (questionId === null || answer === null) return null;
    const manual = await this.manuals.of(db, tenantId);
    return { state: answer.state, value: storedValue(questionOf(manual.body, questionId), answer.value) };
  }
}

/** A finding about a question closes with its answer, and one that is about none without. */
function requireAnswerWhereAsked(questionId: string | null, answer: Answer | null): void {
  if ((questionId === null) === (answer === null)) return;
  const refusal =
    questionId === null
      ? new DomainError('VERIFIED_ANSWER_UNASKED', 'invalid', 'This finding is about no question: verify it without an answer.')
      : new DomainError('VERIFIED_ANSWER_MISSING', 'invalid', 'Say what the question of this finding is to be answered with from now on.');
  throw refusal;
}

const storedValue = (question: Question, value: unknown): unknown => (question.type === 'text' || question.type === 'file' ? null : value);

function questionOf(manual: Manual, id: string): Question {
  const question = questionsOf(manual).find((one) => one.id === id);
  if (question === undefined)
    throw new DomainError('QUESTION_GONE', 'conflict', 'The manual no longer holds the question of this finding.');
  return question;
}
