import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireOtherApprover, requireTransition, standingOf } from '../../domain/relationships/relationship-states.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { readCursor, writeCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import type { KeyRing } from '../../platform/vault/key-ring.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { refuseDecision } from './relationship-refusals.js';
import type { DecideRelationshipDto, RelationshipStandingView, RelationshipStatesPage, SettleExitDto } from './relationship-states.dto.js';
import {
  insertState,
  listStates,
  type Milestones,
  type NewState,
  readMilestones,
  setStanding,
  supplierStatus,
} from './relationship-states.queries.js';
import { openProposal, viewStanding, viewState } from './relationship-states.view.js';

/** How we stand to a supplier, as people decide it. Nothing else in the product calls this: no score and no deadline ends a relationship. */
@Injectable()
export class RelationshipStatesService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError SUPPLIER_NOT_FOUND, CURSOR_INVALID */
  list(actor: PersonActor, supplierId: string, { after, limit }: PageQuery): Promise<RelationshipStatesPage> {
    const before = numberIn(after);
    return this.db.transaction(actor, async (db) => {
      if ((await supplierStatus(db, actor.tenantId, supplierId, false)) === null) throw notFound();
      const rows = await listStates(db, actor.tenantId, supplierId, before, limit);
      const ring = await this.vault.ring(
        db,
        actor.tenantId,
        rows.map(({ key_id: keyId }) => keyId),
      );
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        standing: viewStanding(await readMilestones(db, actor.tenantId, supplierId), this.clock.today()),
        items: shown.map((row) => viewState(row, ring)),
        next: rows.length > shown.length && last !== undefined ? writeCursor({ key: last.number, id: last.id }) : null,
      };
    });
  }

  /** An exit is a proposal for now. @throws DomainError SUPPLIER_NOT_FOUND, SUPPLIER_ARCHIVED, VERSION_CONFLICT, RELATIONSHIP_DECISION_INVALID, RELATIONSHIP_MOVE_ILLEGAL, EXIT_ALREADY_PROPOSED */
  decide(actor: PersonActor, supplierId: string, body: DecideRelationshipDto): Promise<RelationshipStandingView> {
    return this.db.transaction(actor, async (db) => {
      const milestones = await this.takeUp(db, actor, supplierId, body.version);
      const today = this.clock.today();
      refuseDecision(body, today);
      requireTransition(standingOf(decisionIn(milestones), today), body.state);
      const isExit = body.state === 'responsible_exit';
      if (isExit && openProposal(milestones) !== null)
        throw new DomainError('EXIT_ALREADY_PROPOSED', 'conflict', 'An exit is proposed already; approve or decline it first.');
      return this.add(db, actor, supplierId, milestones, (keyId, ring) => ({
        step: isExit ? 'proposed' : 'decided',
        state: body.state,
        proposal_id: null,
        reason_sealed: ring.seal(keyId, body.reason),
        harm_sealed: isExit ? ring.seal(keyId, JSON.stringify(body.harm)) : null,
        expires_on: body.expiresOn ?? null,
        no_expiry_reason_sealed: (body.expiresOn ?? null) === null ? ring.sealOrNull(keyId, body.noExpiryReason) : null,
      }));
    });
  }

  /** Another person than the one who proposed it approves an exit; whoever wants to can decline it. @throws DomainError SUPPLIER_NOT_FOUND, PROPOSAL_NOT_FOUND, SECOND_PERSON_NEEDED, RELATIONSHIP_MOVE_ILLEGAL */
  settle(
    actor: PersonActor,
    supplierId: string,
    id: string,
    step: 'approved' | 'declined',
    body: SettleExitDto,
  ): Promise<RelationshipStandingView> {
    return this.db.transaction(actor, async (db) => {
      const milestones = await this.takeUp(db, actor, supplierId, body.version);
      const proposal = openProposal(milestones);
      if (proposal?.id !== id) throw new DomainError('PROPOSAL_NOT_FOUND', 'not_found', 'No proposal with this id is open.');
      if (step === 'approved') {
        requireOtherApprover(proposal.by_id, actor.personId);
        requireTransition(standingOf(decisionIn(milestones), this.clock.today()), 'responsible_exit');
      }
      return this.add(db, actor, supplierId, milestones, (keyId, ring) => ({
        step,
        state: 'responsible_exit',
        proposal_id: id,
        reason_sealed: ring.seal(keyId, body.reason),
        harm_sealed: null,
        expires_on: null,
        no_expiry_reason_sealed: null,
      }));
    });
  }

  private async takeUp(db: EntityManager, actor: PersonActor, supplierId: string, version: number): Promise<Milestones> {
    const status = await supplierStatus(db, actor.tenantId, supplierId, true);
    if (status === null) throw notFound();
    if (status === 'archived') throw new DomainError('SUPPLIER_ARCHIVED', 'conflict', 'This supplier is archived; restore it first.');
    const milestones = await readMilestones(db, actor.tenantId, supplierId);
    if ((milestones.last?.number ?? 0) === version) return milestones;
    throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone else has decided meanwhile; read it again.');
  }

  private async add(
    db: EntityManager,
    actor: PersonActor,
    supplierId: string,
    milestones: Milestones,
    write: (keyId: string, ring: KeyRing) => Omit<NewState, 'id' | 'supplierId' | 'number' | 'key_id' | 'by_id'>,
  ): Promise<RelationshipStandingView> {
    const { tenantId, personId } = actor;
    const { keyId, ring } = await this.keyOf(db, tenantId, milestones);
    const row: NewState = {
      ...write(keyId, ring),
      id: newId<string>(),
      supplierId,
      number: (milestones.last?.number ?? 0) + 1,
      key_id: keyId,
      by_id: personId,
    };
    await insertState(db, tenantId, row, this.clock.now());
    if (row.step === 'decided' || row.step === 'approved') await setStanding(db, tenantId, supplierId, row);
    await this.audit.record(db, actor, {
      action: row.step === 'decided' ? 'relationship.decided' : `relationship.exit_${row.step}`,
      subjectKind: 'supplier',
      subjectId: supplierId,
      before: { state: milestones.decided?.state ?? null, expiresOn: milestones.decided?.expires_on ?? null },
      after: { state: row.state, step: row.step, expiresOn: row.expires_on, entryId: row.id, proposalId: row.proposal_id },
    });
    return viewStanding(await readMilestones(db, tenantId, supplierId), this.clock.today());
  }

  /** One key for all that is said of a relationship. It names no supplier: its contacts shall not even see that there is one. */
  private async keyOf(db: EntityManager, tenantId: string, { last }: Milestones): Promise<{ keyId: string; ring: KeyRing }> {
    if (last !== null) return { keyId: last.key_id, ring: await this.vault.ring(db, tenantId, [last.key_id]) };
    const key = await this.vault.createKey(db, tenantId, 'case', null);
    return { keyId: key.id, ring: key.ring };
  }
}

const decisionIn = ({ decided }: Milestones) => (decided === null ? null : { state: decided.state, expiresOn: decided.expires_on });

const notFound = (): DomainError => new DomainError('SUPPLIER_NOT_FOUND', 'not_found', 'There is nothing with this id.');

function numberIn(after: string | undefined): number | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  if (typeof cursor.key === 'number' && Number.isInteger(cursor.key) && Math.abs(cursor.key) < 2 ** 31) return cursor.key;
  throw new DomainError('CURSOR_INVALID', 'invalid', 'This page mark belongs to another list.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
}
