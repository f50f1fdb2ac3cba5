import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireOtherPerson } from '../../domain/remediation/action-states.js';
import type { Answer } from '../../domain/questionnaire/answer.js';
import type { Verification } from '../../domain/remediation/library.js';
import { requireVerification, wasSeen } from '../../domain/remediation/verification-rules.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import { ActionWorkService } from './action-work.service.js';
import type { VerifyActionDto } from './actions.dto.js';
import { type ActionRow, updateAction } from './actions.queries.js';
import { closeFinding } from './findings.queries.js';
import { readLibraryEntries, refKey } from './library.queries.js';
import { VerifiedAnswersService } from './verified-answers.service.js';

/** The only way a finding closes: a person verifies its action, and for zero tolerance a second one confirms it. */
@Injectable()
export class VerificationService {
  constructor(
    private readonly work: ActionWorkService,
    private readonly answers: VerifiedAnswersService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError SECOND_PERSON_NEEDED, VERIFICATION_METHOD_NOT_ALLOWED, and what `VerifiedAnswersService.check` refuses */
  async verifyWithin(db: EntityManager, actor: PersonActor, id: string, dto: VerifyActionDto): Promise<void> {
    const { row, to } = await this.work.takeUp(db, actor, id, 'verify', dto.version);
    requireOtherPerson('verify', { submittedBy: personWhoSubmitted(row), verifiedBy: null }, actor.personId);
    const entry = (await readLibraryEntries(db, [row])).get(refKey(row));
    requireVerification(dto.method, entry?.action.verification ?? [], row.severity, wasSeen(row));
    const said = dto.answer ?? null;
    const answer: Answer | null = said === null ? null : { state: said.state, value: said.value };
    await this.answers.check(db, actor, row, answer);
    await updateAction(
      db,
      id,
      {
        state: to,
        verified_by: actor.personId,
        verified_at: this.clock.now(),
        verification: dto.method,
        verified_answer: await this.answers.storable(db, actor, row.question_id, answer),
        report: dto.report,
      },
      this.clock.now(),
    );
    await this.work.tell(db, actor, 'verify', row, { state: to, verification: dto.method });
    if (to === 'verified') await this.close(db, actor, row, dto.method, answer);
  }

  /** @throws DomainError SECOND_PERSON_NEEDED, VERIFIED_ANSWER_STILL_FAILS */
  async confirmWithin(db: EntityManager, actor: PersonActor, id: string, version: number): Promise<void> {
    const { row, to } = await this.work.takeUp(db, actor, id, 'confirm', version);
    requireOtherPerson('confirm', { submittedBy: personWhoSubmitted(row), verifiedBy: row.verified_by }, actor.personId);
    const { verification, verified_answer: answer } = row;
    if (verification === null || (answer === null && row.question_id !== null))
      throw new DomainError('ACTION_MOVE_ILLEGAL', 'conflict', 'There is no verification to confirm.');
    if (answer !== null && answer.value !== null) await this.answers.check(db, actor, row, answer);
    const now = this.clock.now();
    await updateAction(db, id, { state: to, confirmed_by: actor.personId, confirmed_at: now }, now);
    await this.work.tell(db, actor, 'confirm', row, { state: to });
    await this.close(db, actor, row, verification, answer);
  }

  private async close(db: EntityManager, actor: PersonActor, row: ActionRow, method: Verification, answer: Answer | null): Promise<void> {
    await closeFinding(db, row.finding_id, actor.personId, this.clock.now());
    await this.audit.record(db, actor, {
      action: 'finding.closed',
      subjectKind: 'finding',
      subjectId: row.finding_id,
      before: { state: 'open' },
      after: { state: 'closed', actionId: row.id, verification: method },
    });
    await this.answers.countWithin(db, actor, row, method, answer);
  }
}

const personWhoSubmitted = ({ submitted_by_kind: kind, submitted_by: id }: ActionRow): string | null => (kind === 'person' ? id : null);
