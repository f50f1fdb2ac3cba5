import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { Vault } from '../../../platform/vault/vault.js';
import { AuditService } from '../../audit/audit.service.js';
import { findAssessment } from '../assessment.queries.js';
import { RoundReader } from '../round-reader.service.js';
import { type DocumentRow, findDocument } from './documents.queries.js';
import { DocumentsService } from './documents.service.js';
import { homeIn, noDocument } from './evidence-desk.service.js';
import { supplierOfSite } from './site-documents.queries.js';
import type { Upload } from './uploads.service.js';

/** Documents that stand beside no question yet: the report of an audit, say. */
@Injectable()
export class DocumentEntry {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly rounds: RoundReader,
    private readonly documents: DocumentsService,
    private readonly audit: AuditService,
  ) {}

  /** @returns the document's id */
  asSupplier(actor: RespondentActor, upload: Upload<object>): Promise<string> {
    return this.documents.keeping(upload, (keep) =>
      this.db.transaction(actor, async (db) => {
        const round = await this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, actor.assessmentId));
        return this.record(db, actor, await keep(db, actor, homeIn(round)));
      }),
    );
  }

  /** The buyer's own copy: no supplier ever sees it. @throws DomainError SITE_NOT_FOUND */
  asOfficer(actor: PersonActor, siteId: string, upload: Upload<object>): Promise<string> {
    return this.documents.keeping(upload, (keep) =>
      this.db.transaction(actor, async (db) => {
        const supplierId = await supplierOf(db, actor, siteId);
        const key = await this.vault.createKey(db, actor.tenantId, 'case', supplierId);
        return this.record(db, actor, await keep(db, actor, { supplierId, owner: 'buyer', keyId: key.id, ring: key.ring }));
      }),
    );
  }

  private async record(db: EntityManager, actor: PersonActor | RespondentActor, document: DocumentRow): Promise<string> {
    const { id, sha256, size, media_type: mediaType } = document;
    const after = { documentId: id, sha256, size, mediaType };
    await this.audit.record(db, actor, { action: 'document.added', subjectKind: 'supplier', subjectId: document.supplier_id, after });
    return id;
  }
}

/** A document of the supplier that runs a site, whoever brought it. @throws DomainError SITE_NOT_FOUND, DOCUMENT_NOT_FOUND */
export async function documentOfSite(db: EntityManager, actor: PersonActor, siteId: string, documentId: string): Promise<DocumentRow> {
  const supplierId = await supplierOf(db, actor, siteId);
  const document = await findDocument(db, actor.tenantId, documentId);
  if (document?.supplier_id !== supplierId) throw noDocument();
  return document;
}

async function supplierOf(db: EntityManager, { tenantId }: PersonActor, siteId: string): Promise<string> {
  const supplierId = await supplierOfSite(db, tenantId, siteId);
  if (supplierId === null) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
  return supplierId;
}
