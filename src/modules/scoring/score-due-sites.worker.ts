import { Injectable } from '@nestjs/common';
import { type SystemActor, systemOf } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { ContentService } from '../content/content.service.js';
import { ContentChanges } from './content-changes.service.js';
import { scoreDueSites } from './score-due-sites.job.js';
import { ScoringService } from './scoring.service.js';

/** While one chunk is read or written the other is computed. */
const CHUNKS_AT_ONCE = 2;

/** Scores a tenant's due sites chunk by chunk, each chunk committed by itself; what it does not get to stays due. */
@Injectable()
@Handles(scoreDueSites)
export class ScoreDueSitesWorker implements JobHandler<typeof scoreDueSites> {
  constructor(
    private readonly db: TenantDb,
    private readonly scoring: ScoringService,
    private readonly content: ContentService,
    private readonly changes: ContentChanges,
  ) {}

  async run({ tenantId }: PayloadOf<typeof scoreDueSites.fields>): Promise<void> {
    const actor = systemOf(tenantId);
    await this.content.refresh();
    await this.db.transaction(actor, (db) => this.changes.beginWithin(db, tenantId));
    // Each is waited for, also when another has failed: a job that is over must not go on working.
    const ends = await Promise.allSettled(Array.from({ length: CHUNKS_AT_ONCE }, () => this.scoreAll(actor)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async scoreAll(actor: SystemActor): Promise<void> {
    for (;;) {
      const { more } = await this.db.transaction(actor, (db) => this.scoring.scoreChunk(db, actor));
      if (!more) return;
    }
  }
}
