import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireRepayable, requireRepaymentDates } from '../../domain/remediation/repayment.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { ContentService } from '../content/content.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { type ActionRow, lockAction, readAction } from './actions.queries.js';
import { actionNotFound } from './actions.service.js';
import { endRepayment, insertRepayment, listRepayments, readRepayment, type RepaymentRow, runningRepayment } from './repayment.queries.js';
import type { AgreeRepaymentDto, EndRepaymentDto, RepaymentPlanView } from './repayments.dto.js';
import { requireVersion } from './versions.js';

/** How recruitment fees are paid back: a plan that the workers agreed to lowers what the finding counts, for as long as it is kept. */
@Injectable()
export class RepaymentsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly content: ContentService,
    private readonly scoring: ScoringQueue,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** All plans an action has had, newest first. @throws DomainError ACTION_NOT_FOUND, CURSOR_INVALID */
  list(actor: PersonActor, actionId: string, { after, limit }: PageQuery): Promise<Page<RepaymentPlanView>> {
    const before = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      if ((await readAction(db, actionId)) === null) throw actionNotFound();
      const rows = await listRepayments(db, actionId, before, limit);
      const ring = await this.vault.ring(
        db,
        actor.tenantId,
        rows.map((row) => row.key_id),
      );
      return pageOf(
        rows,
        limit,
        ({ id }) => ({ key: null, id }),
        (row) => viewRepayment(row, ring, this.clock.today()),
      );
    });
  }

  /** @throws DomainError ACTION_NOT_FOUND, REPAYMENT_FINDING_CLOSED, REPAYMENT_TIED, REPAYMENT_NOT_APPLICABLE, REPAYMENT_RUNNING_ALREADY, REPAYMENT_INVALID */
  agree(actor: PersonActor, actionId: string, body: AgreeRepaymentDto): Promise<RepaymentPlanView> {
    return this.db.transaction(actor, async (db) => {
      const action = await lockAction(db, actionId);
      if (action === null) throw actionNotFound();
      const isOpen = action.state !== 'verified';
      requireRepayable({
        severity: action.severity,
        zeroTolerance: action.zero_tolerance,
        isOpen,
        repayable: await this.isRepayable(action),
      });
      requireRepaymentDates(body, this.clock.today());
      if ((await runningRepayment(db, actionId)) !== null)
        throw new DomainError('REPAYMENT_RUNNING_ALREADY', 'conflict', 'A repayment plan runs already; end it first.');
      const id = newId<string>();
      const ring = await this.vault.ring(db, actor.tenantId, [action.key_id]);
      const row = {
        id,
        supplier_id: action.supplier_id,
        site_id: action.site_id,
        finding_id: action.finding_id,
        action_id: actionId,
        workers: body.workers,
        amount: body.amount,
        currency: body.currency,
        agreed_on: body.agreedOn,
        first_payment_on: body.firstPaymentOn,
        last_payment_on: body.lastPaymentOn,
        key_id: action.key_id,
        agreement_sealed: ring.seal(action.key_id, body.agreement),
        entered_by: actor.personId,
      };
      await insertRepayment(db, actor.tenantId, row, this.clock.now());
      const { workers, amount, currency, agreedOn, firstPaymentOn, lastPaymentOn } = body;
      const after = { repaymentPlanId: id, workers, amount, currency, agreedOn, firstPaymentOn, lastPaymentOn, countsAs: 'major' };
      return this.settle(db, actor, action, id, 'agreed', { countsAs: 'critical' }, after);
    });
  }

  /** The finding counts as it was found again. @throws DomainError ACTION_NOT_FOUND, REPAYMENT_NOT_RUNNING, VERSION_CONFLICT */
  end(actor: PersonActor, actionId: string, { missed, reason, version }: EndRepaymentDto): Promise<RepaymentPlanView> {
    return this.db.transaction(actor, async (db) => {
      const action = await lockAction(db, actionId);
      if (action === null) throw actionNotFound();
      const plan = await runningRepayment(db, actionId);
      if (plan === null) throw new DomainError('REPAYMENT_NOT_RUNNING', 'conflict', 'No repayment plan of this action runs.');
      requireVersion(plan.version, version);
      const ring = await this.vault.ring(db, actor.tenantId, [plan.key_id]);
      const state = missed ? 'missed' : 'withdrawn';
      await endRepayment(db, plan.id, { state, by: actor.personId, reason: ring.seal(plan.key_id, reason) }, this.clock.now());
      const after = { repaymentPlanId: plan.id, countsAs: action.severity };
      return this.settle(db, actor, action, plan.id, state, { countsAs: 'major' }, after);
    });
  }

  /** The library of today decides: an older one did not say yet. */
  private async isRepayable({ library_id: id }: ActionRow): Promise<boolean> {
    return (await this.content.library()).body.actions.some((entry) => entry.id === id && entry.repayable);
  }

  private async settle(
    db: EntityManager,
    actor: PersonActor,
    action: ActionRow,
    id: string,
    what: 'agreed' | 'missed' | 'withdrawn',
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
  ): Promise<RepaymentPlanView> {
    await this.audit.record(db, actor, { action: `action.repayment_${what}`, subjectKind: 'action', subjectId: action.id, before, after });
    await this.scoring.request(db, actor, [{ siteId: action.site_id, supplierId: action.supplier_id }]);
    const row = await readRepayment(db, id);
    if (row === null) throw actionNotFound();
    return viewRepayment(row, await this.vault.ring(db, actor.tenantId, [row.key_id]), this.clock.today());
  }
}

const viewRepayment = (row: RepaymentRow, ring: KeyRing, today: string): RepaymentPlanView => ({
  id: row.id,
  actionId: row.action_id,
  findingId: row.finding_id,
  workers: row.workers,
  amount: row.amount,
  currency: row.currency,
  agreedOn: row.agreed_on,
  firstPaymentOn: row.first_payment_on,
  lastPaymentOn: row.last_payment_on,
  agreement: ring.open(row.key_id, row.agreement_sealed),
  state: row.state,
  overdue: row.state === 'running' && row.last_payment_on < today,
  by: row.entered_by,
  at: row.entered_at.toISOString(),
  endedBy: row.ended_by,
  endedAt: row.ended_at?.toISOString() ?? null,
  endReason: ring.open(row.key_id, row.ended_reason_sealed),
  version: row.version,
});
