import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import { tidy } from '../../domain/suppliers/name-key.js';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { contactByHash, insertContact } from './contacts.queries.js';

/** A colleague as a contact names them. */
export interface NewDelegate {
  readonly name: string;
  readonly email: string;
  readonly language: string;
}

/** Knows the colleagues to whom contacts hand parts of questionnaires. */
@Injectable()
export class DelegateContacts {
  constructor(
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /**
   * The person at this supplier with this address, known already or not; must run as the product itself, which may write contacts.
   * @throws DomainError DELEGATE_ARCHIVED
   */
  async findOrAddWithin(db: EntityManager, actor: RespondentActor, { name, email, language }: NewDelegate): Promise<string> {
    const { tenantId, supplierId } = actor;
    const emailHash = this.vault.hash(tenantId, email);
    const known = await contactByHash(db, tenantId, supplierId, emailHash);
    if (known !== null) return refuseArchived(known);
    const key = await this.vault.createKey(db, tenantId, 'contact', supplierId);
    const nameSealed = key.ring.seal(key.id, tidy(name));
    const emailSealed = key.ring.seal(key.id, email.trim());
    const id = newId<string>();
    const contact = {
      id,
      supplierId,
      keyId: key.id,
      nameSealed,
      emailSealed,
      emailHash,
      language,
      timeZone: null,
      role: 'delegate' as const,
    };
    if (!(await insertContact(db, tenantId, contact, this.clock.now()))) {
      // Somebody else has entered the same address at this very moment.
      const twin = await contactByHash(db, tenantId, supplierId, emailHash);
      if (twin !== null) return refuseArchived(twin);
    }
    await this.audit.record(db, actor, {
      action: 'contact.created',
      subjectKind: 'contact',
      subjectId: id,
      after: { supplierId, emailHash, language, role: 'delegate' },
    });
    return id;
  }
}

function refuseArchived({ id, status }: { readonly id: string; readonly status: string }): string {
  if (status === 'active') return id;
  throw new DomainError('DELEGATE_ARCHIVED', 'conflict', 'The company that asks has archived this person; please ask it first.', [
    { path: 'email', code: 'DELEGATE_ARCHIVED', message: 'this person is archived' },
  ]);
}
