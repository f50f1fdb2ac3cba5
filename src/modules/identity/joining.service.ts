import { Injectable } from '@nestjs/common';
import { invitationInvalid, requireAcceptable } from '../../domain/people/invitation.js';
import type { PersonId, TenantId } from '../../domain/shared/ids.js';
import { systemOf } from '../../platform/auth/actor.js';
import { hashPassword } from '../../platform/auth/passwords.js';
import { hashSecret, readToken, sameHash } from '../../platform/auth/secrets.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { type InvitationRow, joinPerson, lockInvitation, useInvitation } from './invitations.queries.js';
import type { AcceptInvitationDto, PersonView } from './people.dto.js';
import { lockPerson, type PersonRow } from './people.queries.js';
import { viewPerson } from './person.view.js';

/** The other side of an invitation: whoever holds the mail becomes one of the people. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError INVITATION_INVALID, INVITATION_USED, INVITATION_EXPIRED */
  async accept({ token: text, password, name }: AcceptInvitationDto): Promise<PersonView> {
    const token = readToken('plj', text);
    if (token === null) throw invitationInvalid();
    const { tenantId } = token;
    const passwordHash = await hashPassword(password);
    return this.db.transaction(systemOf(tenantId), async (db) => {
      const invitation = await lockInvitation(db, tenantId, token.id);
      const person = invitation === null ? null : await lockPerson(db, tenantId, invitation.person_id);
      if (invitation === null || person === null) throw invitationInvalid();
      requireAcceptable(presented(invitation, person, token.secret), this.clock.now().getTime());
      await useInvitation(db, tenantId, token.id, this.clock.now());
      const ring = await this.vault.ring(db, tenantId, [person.key_id]);
      const nameSealed = ring.sealOrNull(person.key_id, name?.trim());
      const joined = await joinPerson(db, tenantId, person.id, { passwordHash, nameSealed });
      const doer = {
        kind: 'person',
        tenantId: tenantId as TenantId,
        personId: person.id as PersonId,
        sessionId: '',
        role: person.role,
      } as const;
      await this.audit.record(db, doer, {
        action: 'person.joined',
        subjectKind: 'person',
        subjectId: person.id,
        before: { status: person.status },
        after: { status: joined.status, ...(name === undefined ? {} : { nameHash: this.vault.hash(tenantId, name) }) },
      });
      return viewPerson(joined, ring, true);
    });
  }
}

const presented = (invitation: InvitationRow, person: PersonRow, secret: string) => ({
  secretFits: sameHash(invitation.secret_hash, hashSecret(secret)),
  used: invitation.used_at !== null,
  expiresAt: invitation.expires_at.getTime(),
  personStatus: person.status,
});
