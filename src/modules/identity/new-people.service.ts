import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonStatus } from '../../domain/people/people.js';
import type { Role } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { insertPerson, type PersonRow } from './people.queries.js';

export interface PersonToMake {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly status: PersonStatus;
  readonly passwordHash: string | null;
}

/** Makes people, each with a key of their own that their name and address are sealed with. */
@Injectable()
export class NewPeopleService {
  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  /** null where the tenant has someone with this e-mail address already: the transaction must then be given up. */
  async createWithin(db: EntityManager, tenantId: string, person: PersonToMake): Promise<PersonRow | null> {
    const email = person.email.trim();
    const key = await this.vault.createKey(db, tenantId, 'person', null);
    return insertPerson(db, {
      tenantId,
      id: newId<string>(),
      keyId: key.id,
      role: person.role,
      status: person.status,
      emailHash: this.vault.hash(tenantId, email),
      emailSealed: key.ring.seal(key.id, email),
      nameSealed: key.ring.seal(key.id, person.name.trim()),
      passwordHash: person.passwordHash,
      createdAt: this.clock.now(),
    });
  }

  /** What an audit event tells of who a person is: nothing that can be read. */
  tracesOf(tenantId: string, person: { readonly name: string; readonly email: string }): { nameHash: string; emailHash: string } {
    return { nameHash: this.vault.hash(tenantId, person.name), emailHash: this.vault.hash(tenantId, person.email) };
  }
}
