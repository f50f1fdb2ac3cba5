import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { mayMove } from '../../domain/assessment/assessment-states.js';
import { EXTENSION_MAX_DAYS, extensionRefusal } from '../../domain/reminders/extension.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import type { AskExtensionDto, LastExtensionView } from './extensions.dto.js';
import { insertExtension, lastExtension, lockOwnRound, type OwnRound } from './extensions.queries.js';
import { viewOwnExtension } from './extensions.view.js';
import { tellExtension } from './tell-extension.job.js';

/** What a supplier's contact asks for: more time. */
@Injectable()
export class OwnExtensionsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  last(actor: RespondentActor): Promise<LastExtensionView> {
    return this.db.transaction(actor, (db) => this.lastWithin(db, actor));
  }

  /** @throws DomainError ASSESSMENT_CLOSED, DUE_DATE_NOT_LATER, DUE_DATE_TOO_FAR, EXTENSION_OPEN */
  ask(actor: RespondentActor, { until, reason }: AskExtensionDto): Promise<LastExtensionView> {
    const { tenantId, assessmentId, contactId } = actor;
    return this.db.transaction(actor, async (db) => {
      const round = requireAwaiting(await lockOwnRound(db, tenantId, assessmentId));
      refuseDay(until, round.due_on, this.clock.today());
      const ring = await this.vault.ring(db, tenantId, [round.key_id]);
      const request = {
        id: newId<string>(),
        supplierId: round.supplier_id,
        assessmentId,
        contactId,
        dueOn: round.due_on,
        until,
        reasonSealed: ring.seal(round.key_id, reason.trim()),
        askedAt: this.clock.now(),
      };
      if (!(await insertExtension(db, tenantId, request)))
        throw new DomainError('EXTENSION_OPEN', 'conflict', 'More time was asked for already; please wait for the answer.');
      await this.audit.record(db, actor, {
        action: 'extension.requested',
        subjectKind: 'assessment',
        subjectId: assessmentId,
        after: { extensionId: request.id, dueOn: round.due_on, until },
      });
      await this.outbox.enqueue(db, tellExtension, { tenantId, extensionId: request.id });
      return this.lastWithin(db, actor);
    });
  }

  private async lastWithin(db: EntityManager, { tenantId, assessmentId }: RespondentActor): Promise<LastExtensionView> {
    const row = await lastExtension(db, tenantId, assessmentId);
    return { request: row === null ? null : viewOwnExtension(row, await this.vault.ring(db, tenantId, [row.key_id])) };
  }
}

function requireAwaiting(round: OwnRound | null): OwnRound {
  if (round !== null && mayMove(round.state, 'answer', 'respondent')) return round;
  throw new DomainError('ASSESSMENT_CLOSED', 'conflict', 'There is nothing to answer any more.');
}

function refuseDay(until: string, dueOn: string, today: string): void {
  const refusal = extensionRefusal(until, dueOn, today);
  if (refusal === null) return;
  const message =
    refusal === 'DUE_DATE_TOO_FAR'
      ? `More than ${EXTENSION_MAX_DAYS} days cannot be asked for.`
      : 'This day is over, or not later than the day by which to answer now.';
  throw new DomainError(refusal, 'invalid', message, [{ path: 'until', code: refusal, message }]);
}
