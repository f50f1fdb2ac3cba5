import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { nameToSave } from '../../../domain/evidence/file-claims.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { type Actor, systemOf } from '../../../platform/auth/actor.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { FileLinks } from '../../../platform/storage/file-links.js';
import { FileStore } from '../../../platform/storage/file-store.js';
import { Vault } from '../../../platform/vault/vault.js';
import { AuditService } from '../../audit/audit.service.js';
import { type DocumentRow, findDocument } from './documents.queries.js';
import type { FileUrlView } from './evidence.dto.js';

/** A file on its way out. */
export interface Download {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly content: Readable;
}

/** Files leave through addresses that open one document for a few minutes; who may have one is decided when it is asked for. */
@Injectable()
export class DownloadsService {
  constructor(
    private readonly db: TenantDb,
    private readonly vault: Vault,
    private readonly links: FileLinks,
    private readonly files: FileStore,
    private readonly audit: AuditService,
  ) {}

  /** For whoever was found to be allowed to read it; that they asked is written down. @throws DomainError DOCUMENT_GONE */
  async urlWithin(
    db: EntityManager,
    actor: Actor,
    document: Pick<DocumentRow, 'id' | 'sha256' | 'storage_key'>,
    subject: { readonly kind: 'assessment' | 'site' | 'supplier'; readonly id: string },
  ): Promise<FileUrlView> {
    if (document.storage_key === null) throw gone();
    await this.audit.record(db, actor, {
      action: 'evidence.read',
      subjectKind: subject.kind,
      subjectId: subject.id,
      after: { documentId: document.id, sha256: document.sha256 },
    });
    return this.links.issue({ tenantId: actor.tenantId, documentId: document.id });
  }

  /** @throws DomainError FILE_LINK_INVALID, FILE_LINK_EXPIRED, DOCUMENT_GONE */
  async open(token: string): Promise<Download> {
    const { tenantId, documentId } = this.links.read(token);
    const { document, name } = await this.db.transaction(systemOf(tenantId), async (db) => {
      const row = await findDocument(db, tenantId, documentId);
      const ring = await this.vault.ring(db, tenantId, row === null ? [] : [row.key_id]);
      return { document: row, name: row === null ? null : ring.open(row.key_id, row.name_sealed) };
    });
    const key = document?.storage_key ?? null;
    if (document === null || key === null || !(await this.files.exists(key))) throw gone();
    return {
      name: nameToSave(name ?? 'file', document.media_type),
      mediaType: document.media_type,
      size: document.size,
      content: this.files.read(key),
    };
  }
}

const gone = (): DomainError => new DomainError('DOCUMENT_GONE', 'gone', 'The bytes of this document are not kept any more.');
