import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { InvitationLettersService } from './invitation-letters.service.js';
import { reinvitePerson } from './invitations.queries.js';
import { NewPeopleService } from './new-people.service.js';
import type { InvitationView, InviteDto } from './people.dto.js';
import { lockPersonByEmail, type PersonRow } from './people.queries.js';
import { viewPerson } from './person.view.js';

/** Lets people in who have never been here; only the mail carries the way in. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly newPeople: NewPeopleService,
    private readonly audit: AuditService,
    private readonly letters: InvitationLettersService,
  ) {}

  /** Inviting someone again who has not come yet sends a new invitation and makes the old one void. @throws DomainError EMAIL_TAKEN */
  invite(actor: PersonActor, invited: InviteDto): Promise<InvitationView> {
    return this.db.transaction(actor, async (db) => {
      const person = await this.personFor(db, actor, invited);
      const { id, expiresAt } = await this.letters.sendWithin(db, actor, person.id);
      await this.audit.record(db, actor, {
        action: 'person.invited',
        subjectKind: 'person',
        subjectId: person.id,
        after: { role: invited.role, invitationId: id, ...this.newPeople.tracesOf(actor.tenantId, invited) },
      });
      const ring = await this.vault.ring(db, actor.tenantId, [person.key_id]);
      return { id, expiresAt: expiresAt.toISOString(), person: viewPerson(person, ring, true) };
    });
  }

  private async personFor(db: EntityManager, actor: PersonActor, { name, email, role }: InviteDto): Promise<PersonRow> {
    const { tenantId } = actor;
    const known = await lockPersonByEmail(db, tenantId, this.vault.hash(tenantId, email));
    if (known === null) {
      const made = await this.newPeople.createWithin(db, tenantId, { name, email, role, status: 'invited', passwordHash: null });
      if (made !== null) return made;
    } else if (known.status === 'invited') {
      const ring = await this.vault.ring(db, tenantId, [known.key_id]);
      return reinvitePerson(db, tenantId, known.id, { role, nameSealed: ring.seal(known.key_id, name.trim()) });
    }
    throw new DomainError('EMAIL_TAKEN', 'conflict', 'Someone with this e-mail address is here already.', [
      { path: 'email', code: 'EMAIL_TAKEN', message: 'is taken' },
    ]);
  }
}
