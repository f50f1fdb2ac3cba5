import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { FileStore } from '../../../platform/storage/file-store.js';
import { DocumentsService } from './documents.service.js';
import type { RemoveEvidenceDto } from './evidence.dto.js';
import { RemovalSteps } from './removal-steps.service.js';
import type { Upload } from './uploads.service.js';

/** For what should never have been sent: names, faces, passports. */
@Injectable()
export class RemovalService {
  constructor(
    private readonly db: TenantDb,
    private readonly documents: DocumentsService,
    private readonly files: FileStore,
    private readonly steps: RemovalSteps,
  ) {}

  async remove(actor: PersonActor, assessmentId: string, evidenceId: string, { reason }: RemoveEvidenceDto): Promise<void> {
    const key = await this.db.transaction(actor, (db) => this.steps.remove(db, actor, { assessmentId, evidenceId, reason }));
    if (key !== null) await this.files.remove(key);
  }

  async redact(actor: PersonActor, assessmentId: string, evidenceId: string, upload: Upload<RemoveEvidenceDto>): Promise<void> {
    const removal = { assessmentId, evidenceId, reason: upload.fields.reason };
    const key = await this.documents.keeping(upload, (keep) =>
      this.db.transaction(actor, (db) => this.steps.redact(db, actor, removal, keep)),
    );
    if (key !== null) await this.files.remove(key);
  }
}
