import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { lockContact, revokeLinksOf, wipeContact } from './contacts.queries.js';
import { found } from './refusals.js';

/** Erases contacts for good. The id and, in the log alone, the keyed hash of the address stay: so that no old file brings the person back. */
@Injectable()
export class ContactErasureService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  /** Asking twice is no error, and finishes what a crash may have left of the first. @throws DomainError CONTACT_NOT_FOUND */
  async erase(actor: PersonActor, id: string): Promise<void> {
    await this.db.transaction(actor, (db) => this.eraseWithin(db, actor, id));
    await this.mailer.forget(actor.tenantId, id);
  }

  private async eraseWithin(db: EntityManager, actor: PersonActor, id: string): Promise<void> {
    const { tenantId } = actor;
    const contact = found(await lockContact(db, tenantId, id), 'CONTACT_NOT_FOUND');
    if (contact.status === 'erased') return;
    await this.vault.erase(db, tenantId, contact.key_id);
    await wipeContact(db, tenantId, id);
    const linksRevoked = await revokeLinksOf(db, tenantId, id, 'contact', this.clock.now());
    await this.audit.record(db, actor, {
      action: 'contact.erased',
      subjectKind: 'contact',
      subjectId: id,
      before: { supplierId: contact.supplier_id, status: contact.status, emailHash: contact.email_hash },
      after: { status: 'erased', fields: ['name', 'email'], linksRevoked },
    });
  }
}
