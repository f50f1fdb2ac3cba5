import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type ActionMove, type ActionMover, type ActionState, moveAction } from '../../domain/remediation/action-states.js';
import { requireSubmission } from '../../domain/remediation/submission-rules.js';
import { type Actor, doerOf, type PersonActor, type RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import type { PlanActionDto, RejectActionDto, SubmitActionDto } from './actions.dto.js';
import { type ActionRow, lockAction, updateAction } from './actions.queries.js';
import { actionNotFound } from './actions.service.js';
import { requireVersion } from './versions.js';

/** In whose name an action is moved. */
export const moverOf = (actor: PersonActor | RespondentActor): ActionMover => (actor.kind === 'contact' ? 'respondent' : actor.role);

const PAST: Readonly<Record<ActionMove, string>> = {
  start: 'started',
  plan: 'planned',
  submit: 'submitted',
  verify: 'verified',
  confirm: 'confirmed',
  reject: 'rejected',
};

/** The work on a corrective action, by the supplier or by an officer for it: start, plan, submit; and its refusal. */
@Injectable()
export class ActionWorkService {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async startWithin(db: EntityManager, actor: PersonActor | RespondentActor, id: string, version: number): Promise<void> {
    const { row, to } = await this.takeUp(db, actor, id, 'start', version);
    await updateAction(db, id, { state: to }, this.clock.now());
    await this.tell(db, actor, 'start', row, { state: to });
  }

  async planWithin(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    id: string,
    { plan, rootCause, version }: PlanActionDto,
  ): Promise<void> {
    const { row, to } = await this.takeUp(db, actor, id, 'plan', version);
    const ring = await this.vault.ring(db, actor.tenantId, [row.key_id]);
    await updateAction(
      db,
      id,
      {
        state: to,
        plan_sealed: ring.seal(row.key_id, plan),
        root_cause_sealed: rootCause === undefined ? row.root_cause_sealed : ring.seal(row.key_id, rootCause),
      },
      this.clock.now(),
    );
    await this.tell(db, actor, 'plan', row, { state: to, fields: ['plan', ...(rootCause === undefined ? [] : ['rootCause'])] });
  }

  /** @throws DomainError SUBMISSION_INCOMPLETE */
  async submitWithin(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    id: string,
    { proof, rootCause, version }: SubmitActionDto,
  ): Promise<void> {
    const { row, to } = await this.takeUp(db, actor, id, 'submit', version);
    requireSubmission({ rootCause: rootCause ?? null, rootCauseStored: row.root_cause_sealed !== null, proof });
    const ring = await this.vault.ring(db, actor.tenantId, [row.key_id]);
    const doer = doerOf(actor);
    const now = this.clock.now();
    await updateAction(
      db,
      id,
      {
        state: to,
        proof_sealed: ring.seal(row.key_id, proof),
        root_cause_sealed: rootCause === undefined ? row.root_cause_sealed : ring.seal(row.key_id, rootCause),
        submitted_by_kind: actor.kind,
        submitted_by: doer.id,
        submitted_at: now,
      },
      now,
    );
    await this.tell(db, actor, 'submit', row, { state: to, fields: ['proof', ...(rootCause === undefined ? [] : ['rootCause'])] });
  }

  /** What was verified once and not confirmed is taken back; who did it stays in the audit log. */
  async rejectWithin(db: EntityManager, actor: PersonActor, id: string, { reason, version }: RejectActionDto): Promise<void> {
    const { row, to } = await this.takeUp(db, actor, id, 'reject', version);
    const ring = await this.vault.ring(db, actor.tenantId, [row.key_id]);
    await updateAction(
      db,
      id,
      {
        state: to,
        rejection_sealed: ring.seal(row.key_id, reason),
        verified_by: null,
        verified_at: null,
        verification: null,
        verified_answer: null,
        report: null,
      },
      this.clock.now(),
    );
    await this.tell(db, actor, 'reject', row, { state: to, fields: ['rejection'] });
  }

  /** Locks an action and says where the move takes it. @throws DomainError ACTION_NOT_FOUND, VERSION_CONFLICT, ACTION_MOVE_ILLEGAL */
  async takeUp(
    db: EntityManager,
    actor: PersonActor | RespondentActor,
    id: string,
    move: ActionMove,
    version: number,
  ): Promise<{ readonly row: ActionRow; readonly to: ActionState }> {
    const row = await lockAction(db, id);
    if (row === null) throw actionNotFound();
    requireVersion(row.version, version);
    return { row, to: moveAction({ state: row.state, zeroTolerance: row.zero_tolerance }, move, moverOf(actor)) };
  }

  async tell(db: EntityManager, actor: Actor, move: ActionMove, row: ActionRow, after: Readonly<Record<string, unknown>>): Promise<void> {
    await this.audit.record(db, actor, {
      action: `action.${PAST[move]}`,
      subjectKind: 'action',
      subjectId: row.id,
      before: { state: row.state },
      after,
    });
  }
}
