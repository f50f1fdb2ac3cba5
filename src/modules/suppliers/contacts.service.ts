import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import { tidy } from '../../domain/suppliers/name-key.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { pageOf, type Page, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { viewContact } from './contact.view.js';
import type { ChangeContactDto, ContactsQuery, ContactView, NewContactDto } from './contacts.dto.js';
import {
  type ContactRow,
  insertContact,
  listContacts,
  lockContact,
  readContact,
  revokeLinksOf,
  setContactStatus,
  updateContact,
} from './contacts.queries.js';
import { brokenConstraint, found, requireActiveSupplier, requireVersion } from './refusals.js';
import { lockSupplier, readSupplier } from './suppliers.queries.js';

/** People at suppliers, who get the links. Their names and addresses are sealed, each with a key of its own. */
@Injectable()
export class ContactsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, supplierId: string, query: ContactsQuery): Promise<Page<ContactView>> {
    const cursor = readCursor(query.after);
    return this.db.transaction(actor, async (db) => {
      found(await readSupplier(db, actor.tenantId, supplierId), 'SUPPLIER_NOT_FOUND');
      const rows = await listContacts(db, actor.tenantId, supplierId, query.status ?? null, cursor?.id ?? null, query.limit);
      const ring = await this.vault.ring(
        db,
        actor.tenantId,
        rows.map((row) => row.key_id),
      );
      return pageOf(
        rows,
        query.limit,
        ({ id }) => ({ key: null, id }),
        (row) => viewContact(row, ring, actor),
      );
    });
  }

  read(actor: PersonActor, id: string): Promise<ContactView> {
    return this.db.transaction(actor, (db) => this.view(db, actor, id));
  }

  /** @throws DomainError SUPPLIER_NOT_FOUND, SUPPLIER_ARCHIVED, CONTACT_EXISTS */
  create(actor: PersonActor, supplierId: string, body: NewContactDto): Promise<ContactView> {
    return this.db.transaction(actor, async (db) => {
      requireActiveSupplier(found(await lockSupplier(db, actor.tenantId, supplierId), 'SUPPLIER_NOT_FOUND'));
      const key = await this.vault.createKey(db, actor.tenantId, 'contact', supplierId);
      const contact = {
        id: newId<string>(),
        supplierId,
        keyId: key.id,
        nameSealed: key.ring.seal(key.id, tidy(body.name)),
        emailSealed: key.ring.seal(key.id, body.email.trim()),
        emailHash: this.vault.hash(actor.tenantId, body.email),
        language: body.language,
        timeZone: body.timeZone ?? null,
      };
      if (!(await insertContact(db, actor.tenantId, contact, this.clock.now()))) throw contactExists();
      await this.tell(db, actor, 'contact.created', contact.id, null, {
        supplierId,
        emailHash: contact.emailHash,
        language: body.language,
        timeZone: contact.timeZone,
      });
      return this.view(db, actor, contact.id);
    });
  }

  /** @throws DomainError CONTACT_NOT_FOUND, CONTACT_ERASED, CONTACT_EXISTS, VERSION_CONFLICT */
  change(actor: PersonActor, id: string, body: ChangeContactDto): Promise<ContactView> {
    return this.db.transaction(actor, async (db) => {
      const row = await this.lock(db, actor, id);
      requireVersion(row.version, body.version);
      const ring = await this.vault.ring(db, actor.tenantId, [row.key_id]);
      const emailHash = body.email === undefined ? row.email_hash : this.vault.hash(actor.tenantId, body.email);
      const after = {
        id,
        supplierId: row.supplier_id,
        keyId: row.key_id,
        nameSealed: body.name === undefined ? row.name_sealed : ring.seal(row.key_id, tidy(body.name)),
        emailSealed: body.email === undefined ? row.email_sealed : ring.seal(row.key_id, body.email.trim()),
        emailHash,
        language: body.language ?? row.language,
        timeZone: body.timeZone === undefined ? row.time_zone : body.timeZone,
        role: body.role ?? row.role,
      };
      await refuseTwin(updateContact(db, actor.tenantId, after));
      // A link that went to the old address must not stay open there.
      const linksRevoked = emailHash === row.email_hash ? 0 : await revokeLinksOf(db, actor.tenantId, id, 'rotation', this.clock.now());
      const fields = (['name', 'email', 'language', 'timeZone', 'role'] as const).filter((field) => body[field] !== undefined);
      const before = { emailHash: row.email_hash, language: row.language, timeZone: row.time_zone, role: row.role };
      await this.tell(db, actor, 'contact.updated', id, before, {
        emailHash,
        language: after.language,
        timeZone: after.timeZone,
        role: after.role,
        fields,
        linksRevoked,
      });
      return this.view(db, actor, id);
    });
  }

  /** The contact is asked nothing more, and the links they hold end. @throws DomainError CONTACT_NOT_FOUND, CONTACT_ERASED */
  archive(actor: PersonActor, id: string): Promise<ContactView> {
    return this.setStatus(actor, id, 'archived');
  }

  /** @throws DomainError CONTACT_NOT_FOUND, CONTACT_ERASED */
  restore(actor: PersonActor, id: string): Promise<ContactView> {
    return this.setStatus(actor, id, 'active');
  }

  private setStatus(actor: PersonActor, id: string, status: 'active' | 'archived'): Promise<ContactView> {
    return this.db.transaction(actor, async (db) => {
      const row = await this.lock(db, actor, id);
      if (row.status === status) return this.view(db, actor, id);
      await setContactStatus(db, actor.tenantId, id, status);
      const linksRevoked = status === 'archived' ? await revokeLinksOf(db, actor.tenantId, id, 'contact', this.clock.now()) : 0;
      await this.tell(
        db,
        actor,
        status === 'archived' ? 'contact.archived' : 'contact.restored',
        id,
        { status: row.status },
        { status, linksRevoked },
      );
      return this.view(db, actor, id);
    });
  }

  private async lock(db: EntityManager, actor: PersonActor, id: string): Promise<ContactRow> {
    const row = found(await lockContact(db, actor.tenantId, id), 'CONTACT_NOT_FOUND');
    if (row.status === 'erased') throw new DomainError('CONTACT_ERASED', 'gone', 'This contact has been erased.');
    return row;
  }

  private async view(db: EntityManager, actor: PersonActor, id: string): Promise<ContactView> {
    const row = found(await readContact(db, actor.tenantId, id), 'CONTACT_NOT_FOUND');
    return viewContact(row, await this.vault.ring(db, actor.tenantId, [row.key_id]), actor);
  }

  private tell(
    db: EntityManager,
    actor: PersonActor,
    action: string,
    id: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(db, actor, { action, subjectKind: 'contact', subjectId: id, before, after });
  }
}

const contactExists = (): DomainError =>
  new DomainError('CONTACT_EXISTS', 'conflict', 'This supplier has a contact with this address already.', [
    { path: 'email', code: 'CONTACT_EXISTS', message: 'another contact of the supplier has it' },
  ]);

async function refuseTwin(write: Promise<void>): Promise<void> {
  try {
    await write;
  } catch (error) {
    throw brokenConstraint(error) === null ? error : contactExists();
  }
}
