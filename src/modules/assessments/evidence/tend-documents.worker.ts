import { Injectable } from '@nestjs/common';
import { DAY_MS } from '../../../domain/shared/instant.js';
import { systemOf } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../../platform/queue/handles.decorator.js';
import { FileStore } from '../../../platform/storage/file-store.js';
import { IncomingFiles } from '../../../platform/storage/incoming-files.js';
import { knownFiles } from './documents.queries.js';
import { ExpiryLetters } from './expiry-letters.service.js';
import { removeOrphanFiles } from './orphan-files.js';
import { tendDocuments } from './tend-documents.job.js';

/** Once a day and tenant: letters about documents that end, then files that nobody knows. */
@Injectable()
@Handles(tendDocuments)
export class TendDocumentsWorker implements JobHandler<typeof tendDocuments> {
  constructor(
    private readonly db: TenantDb,
    private readonly letters: ExpiryLetters,
    private readonly files: FileStore,
    private readonly incoming: IncomingFiles,
    private readonly clock: Clock,
  ) {}

  async run({ tenantId }: PayloadOf<typeof tendDocuments.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    await this.db.transaction(actor, (db) => this.letters.writeWithin(db, actor));
    const yesterday = new Date(this.clock.now().getTime() - DAY_MS);
    await removeOrphanFiles(this.files, tenantId, yesterday, (keys) => this.db.transaction(actor, (db) => knownFiles(db, tenantId, keys)));
    await this.incoming.clearBefore(yesterday);
  }
}
