import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { requireAdminRemains, requireNotErased, statusWhenEnabled } from '../../domain/people/changes.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { type PersonActor, systemOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { pageOf, readCursor, type Page } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import type { ChangeRoleDto, PeopleQuery, PersonView } from './people.dto.js';
import { listPeople, lockActiveAdmins, lockPerson, type PersonRow, readPerson, updateMember } from './people.queries.js';
import { viewPerson } from './person.view.js';
import { endSessionsOf } from './sessions.queries.js';

type Member = Pick<PersonRow, 'role' | 'status'>;

/** The people of a tenant: who they are and what they may do. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, query: PeopleQuery): Promise<Page<PersonView>> {
    const cursor = readCursor(query.after);
    return this.db.transaction(actor, async (db) => {
      const rows = await listPeople(db, actor.tenantId, query.status ?? null, cursor?.id ?? null, query.limit);
      const ring = await this.vault.ring(
        db,
        actor.tenantId,
        rows.map((row) => row.key_id),
      );
      return pageOf(
        rows,
        query.limit,
        ({ id }) => ({ key: null, id }),
        (row) => viewPerson(row, ring, seesEmail(actor, row)),
      );
    });
  }

  /** @throws DomainError PERSON_NOT_FOUND */
  read(actor: PersonActor, id: string): Promise<PersonView> {
    return this.db.transaction(actor, async (db) => this.view(db, actor, found(await readPerson(db, actor.tenantId, id))));
  }

  /** @throws DomainError PERSON_NOT_FOUND, PERSON_ERASED, VERSION_CONFLICT, LAST_ADMIN */
  changeRole(actor: PersonActor, id: string, { role, version }: ChangeRoleDto): Promise<PersonView> {
    return this.change(actor, id, 'person.role_changed', ({ status, version: current }) => {
      if (current !== version)
        throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone else has changed this person; read it again.');
      return { role, status };
    });
  }

  /** Ends the person's sessions at once. @throws DomainError PERSON_NOT_FOUND, PERSON_ERASED, LAST_ADMIN */
  disable(actor: PersonActor, id: string): Promise<PersonView> {
    return this.change(actor, id, 'person.disabled', ({ role }) => ({ role, status: 'disabled' }));
  }

  /** @throws DomainError PERSON_NOT_FOUND, PERSON_ERASED */
  enable(actor: PersonActor, id: string): Promise<PersonView> {
    return this.change(actor, id, 'person.enabled', ({ role, status, password_hash: password }) => ({
      role,
      status: status === 'disabled' ? statusWhenEnabled(password !== null) : status,
    }));
  }

  /** Someone whose session has just been opened, as they may see themselves. */
  viewSelf(person: PersonRow): Promise<PersonView> {
    return this.db.transaction(systemOf(person.tenant_id), async (db) =>
      viewPerson(person, await this.vault.ring(db, person.tenant_id, [person.key_id]), true),
    );
  }

  /** Locks, decides, writes and tells; changing nothing tells of nothing. */
  private change(actor: PersonActor, id: string, action: string, decide: (person: PersonRow) => Member): Promise<PersonView> {
    return this.db.transaction(actor, async (db) => {
      const admins = await lockActiveAdmins(db, actor.tenantId);
      const person = found(await lockPerson(db, actor.tenantId, id));
      requireNotErased(person);
      const after = decide(person);
      if (after.role === person.role && after.status === person.status) return this.view(db, actor, person);
      requireAdminRemains(person, after, admins);
      const changed = await updateMember(db, actor.tenantId, id, after);
      const whose = { tenantId: actor.tenantId, personId: id, except: null };
      const sessionsEnded = after.status === 'disabled' ? await endSessionsOf(db, whose, 'person_disabled', this.clock.now()) : 0;
      await this.audit.record(db, actor, {
        action,
        subjectKind: 'person',
        subjectId: id,
        before: { role: person.role, status: person.status },
        after: { role: after.role, status: after.status, sessionsEnded },
      });
      return this.view(db, actor, changed);
    });
  }

  private async view(db: EntityManager, actor: PersonActor, person: PersonRow): Promise<PersonView> {
    return viewPerson(person, await this.vault.ring(db, actor.tenantId, [person.key_id]), seesEmail(actor, person));
  }
}

const seesEmail = (actor: PersonActor, person: PersonRow): boolean => actor.role === 'admin' || actor.personId === person.id;

const found = (person: PersonRow | null): PersonRow => {
  if (person === null) throw new DomainError('PERSON_NOT_FOUND', 'not_found', 'There is no such person.');
  return person;
};
