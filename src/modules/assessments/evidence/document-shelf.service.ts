import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DAY_MS } from '../../../domain/shared/instant.js';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { type Page, pageOf, readCursor } from '../../../platform/db/pages.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import type { PageQuery } from '../../../platform/http/page.dto.js';
import type { KeyRing } from '../../../platform/vault/key-ring.js';
import { Vault } from '../../../platform/vault/vault.js';
import { findAssessment } from '../assessment.queries.js';
import type { OpenedRound } from '../opened-round.js';
import { RoundReader } from '../round-reader.service.js';
import { documentOfSite } from './document-entry.service.js';
import type { DocumentView } from './documents.dto.js';
import { findDocument, isUsedFor, type ListedDocumentRow, listDocuments } from './documents.queries.js';
import { DownloadsService } from './downloads.service.js';
import type { FileUrlView } from './evidence.dto.js';
import { noDocument } from './evidence-desk.service.js';
import { ownPart } from './own-part.js';

/** A supplier's documents, however many questions they stand beside. A colleague who helps with some chapters sees those beside their questions. */
@Injectable()
export class DocumentShelf {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly rounds: RoundReader,
    private readonly downloads: DownloadsService,
    private readonly clock: Clock,
  ) {}

  /** Newest first. */
  list(actor: RespondentActor, { after, limit }: PageQuery): Promise<Page<DocumentView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      const questions = ownPart(actor, await this.open(db, actor));
      const rows = await listDocuments(db, actor.tenantId, actor.supplierId, { questions, after: cursor, limit });
      const ring = await this.vault.ring(
        db,
        actor.tenantId,
        rows.map((row) => row.key_id),
      );
      return pageOf(
        rows,
        limit,
        ({ id }) => ({ key: null, id }),
        (row) => viewDocument(row, ring, this.clock.now()),
      );
    });
  }

  /** @throws DomainError DOCUMENT_NOT_FOUND, DOCUMENT_GONE */
  url(actor: RespondentActor, documentId: string): Promise<FileUrlView> {
    return this.db.transaction(actor, async (db) => {
      const part = ownPart(actor, await this.open(db, actor));
      const document = await findDocument(db, actor.tenantId, documentId);
      const isOurs = document?.supplier_id === actor.supplierId && document.owner === 'supplier';
      if (document === null || !isOurs || (part !== null && !(await isUsedFor(db, actor.tenantId, documentId, part)))) throw noDocument();
      return this.downloads.urlWithin(db, actor, document, { kind: 'supplier', id: actor.supplierId });
    });
  }

  /** @throws DomainError SITE_NOT_FOUND, DOCUMENT_NOT_FOUND, DOCUMENT_GONE */
  urlForOfficer(actor: PersonActor, siteId: string, documentId: string): Promise<FileUrlView> {
    return this.db.transaction(actor, async (db) => {
      const document = await documentOfSite(db, actor, siteId, documentId);
      return this.downloads.urlWithin(db, actor, document, { kind: 'site', id: siteId });
    });
  }

  private async open(db: EntityManager, actor: RespondentActor): Promise<OpenedRound> {
    return this.rounds.open(db, actor, await findAssessment(db, actor.tenantId, actor.assessmentId));
  }
}

const viewDocument = (row: ListedDocumentRow, ring: KeyRing, now: Date): DocumentView => ({
  id: row.id,
  name: ring.open(row.key_id, row.name_sealed),
  mediaType: row.media_type,
  size: row.size,
  sha256: row.sha256,
  remarks: [...row.remarks],
  uploadedAt: row.uploaded_at.toISOString(),
  ageDays: Math.floor((now.getTime() - row.uploaded_at.getTime()) / DAY_MS),
  uses: row.uses.map((use) => ({ ...use })),
});
