import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireAdminRemains } from '../../domain/people/changes.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { voidInvitations } from './invitations.queries.js';
import { lockActiveAdmins, lockPerson, wipePerson } from './people.queries.js';
import { endSessionsOf } from './sessions.queries.js';

/** Erases people for good. Ids and keyed hashes stay, so what they did can still be told, but not by whose name. */
@Injectable()
export class PersonErasureService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  /** Asking twice is no error, and finishes what a crash may have left of the first. @throws DomainError PERSON_NOT_FOUND, LAST_ADMIN */
  async erase(actor: PersonActor, id: string): Promise<void> {
    await this.db.transaction(actor, (db) => this.eraseWithin(db, actor, id));
    await this.mailer.forget(actor.tenantId, id);
  }

  private async eraseWithin(db: EntityManager, actor: PersonActor, id: string): Promise<void> {
    const { tenantId } = actor;
    const admins = await lockActiveAdmins(db, tenantId);
    const person = await lockPerson(db, tenantId, id);
    if (person === null) throw new DomainError('PERSON_NOT_FOUND', 'not_found', 'There is no such person.');
    if (person.status === 'erased') return;
    requireAdminRemains(person, { role: person.role, status: 'erased' }, admins);
    await this.vault.erase(db, tenantId, person.key_id);
    await wipePerson(db, tenantId, id);
    await voidInvitations(db, tenantId, id, this.clock.now());
    const sessionsEnded = await endSessionsOf(db, { tenantId, personId: id, except: null }, 'person_disabled', this.clock.now());
    await this.audit.record(db, actor, {
      action: 'person.erased',
      subjectKind: 'person',
      subjectId: id,
      before: { role: person.role, status: person.status },
      after: { status: 'erased', fields: ['name', 'email', 'password'], sessionsEnded },
    });
  }
}
