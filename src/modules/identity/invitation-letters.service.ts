import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { INVITATION_DAYS } from '../../domain/people/people.js';
import { DAY_MS } from '../../domain/shared/instant.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { hashSecret } from '../../platform/auth/secrets.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { MailService } from '../mail/mail.service.js';
import { insertInvitation, voidInvitations } from './invitations.queries.js';

/** Makes an invitation and has it mailed; its secret is in the mail alone. */
@Injectable()
export class InvitationLettersService {
  constructor(
    private readonly vault: Vault,
    private readonly mail: MailService,
    private readonly clock: Clock,
  ) {}

  /** Earlier invitations of the person become void. */
  async sendWithin(db: EntityManager, actor: PersonActor, personId: string): Promise<{ id: string; expiresAt: Date }> {
    const { tenantId } = actor;
    const [id, now] = [newId<string>(), this.clock.now()];
    const expiresAt = new Date(now.getTime() + INVITATION_DAYS * DAY_MS);
    await voidInvitations(db, tenantId, personId, now);
    await insertInvitation(db, { tenantId, id, personId, secretHash: hashSecret(this.vault.linkSecret(id)), expiresAt, createdAt: now });
    await this.mail.queueWithin(db, actor, { kind: 'person_invitation', personId, linkId: id });
    return { id, expiresAt };
  }
}
