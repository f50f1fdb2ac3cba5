import { createReadStream } from 'node:fs';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { type Actor, doerOf } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { newId } from '../../../platform/db/ids.js';
import { FileStore } from '../../../platform/storage/file-store.js';
import type { KeyRing } from '../../../platform/vault/key-ring.js';
import { type DocumentOwner, type DocumentRow, fillDocument, findOrInsertDocument } from './documents.queries.js';
import type { Upload } from './uploads.service.js';

/** Whose document it is to be, and with which key its name is sealed. */
export interface DocumentHome {
  readonly supplierId: string;
  readonly owner: DocumentOwner;
  readonly keyId: string;
  readonly ring: KeyRing;
}

/** Makes an upload a document within a transaction; the same bytes of the same supplier are the document that is there already. */
export type Keep = (db: EntityManager, actor: Actor, home: DocumentHome) => Promise<DocumentRow>;

type Bytes = Pick<Upload<unknown>, 'path' | 'size' | 'sha256' | 'mediaType' | 'remarks' | 'name'>;

/** Documents lie in the store once for each supplier. */
@Injectable()
export class DocumentsService {
  constructor(
    private readonly files: FileStore,
    private readonly clock: Clock,
  ) {}

  /** What the work stored goes away again where the work fails. The work may be begun anew, as transactions are. */
  async keeping<T>(upload: Bytes, work: (keep: Keep) => Promise<T>): Promise<T> {
    const stored: string[] = [];
    const removeAll = async (): Promise<void> => {
      for (const key of stored.splice(0)) await this.files.remove(key);
    };
    try {
      return await work(async (db, actor, home) => {
        await removeAll();
        return this.keep(db, actor, home, upload, stored);
      });
    } catch (error) {
      await removeAll();
      throw error;
    }
  }

  private async keep(db: EntityManager, actor: Actor, home: DocumentHome, upload: Bytes, stored: string[]): Promise<DocumentRow> {
    const { tenantId } = actor;
    const fresh = {
      id: newId<string>(),
      supplierId: home.supplierId,
      owner: home.owner,
      sha256: upload.sha256,
      size: upload.size,
      mediaType: upload.mediaType,
      remarks: upload.remarks,
      keyId: home.keyId,
      nameSealed: home.ring.seal(home.keyId, upload.name),
      by: doerOf(actor),
      at: this.clock.now(),
    };
    const document = await findOrInsertDocument(db, tenantId, fresh);
    if (document.removed_at !== null) throw removedBefore();
    if (document.storage_key !== null) return document;
    const key = await this.files.put(tenantId, createReadStream(upload.path));
    stored.push(key);
    await fillDocument(db, tenantId, document.id, key, fresh);
    return {
      ...document,
      storage_key: key,
      key_id: fresh.keyId,
      name_sealed: fresh.nameSealed,
      uploaded_by_kind: fresh.by.kind === 'contact' ? 'contact' : 'person',
      uploaded_by: fresh.by.id ?? '',
      uploaded_at: fresh.at,
    };
  }
}

const removedBefore = (): DomainError => {
  const message = 'This very file was taken away by an officer, as a rule because it named people. Black out the names and send it again.';
  return new DomainError('DOCUMENT_REMOVED', 'conflict', message, [{ path: 'file', code: 'DOCUMENT_REMOVED', message }]);
};
