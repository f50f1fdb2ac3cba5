import { Injectable } from '@nestjs/common';
import { systemOf } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PayloadOf } from '../../platform/queue/define-job.js';
import { Handles, type JobHandler } from '../../platform/queue/handles.decorator.js';
import { ContentService } from '../content/content.service.js';
import { ContentChanges } from './content-changes.service.js';
import { noticeContent } from './notice-content.job.js';

/** Looks with the newest content, also where it was loaded after this process began. */
@Injectable()
@Handles(noticeContent)
export class NoticeContentWorker implements JobHandler<typeof noticeContent> {
  constructor(
    private readonly db: TenantDb,
    private readonly content: ContentService,
    private readonly changes: ContentChanges,
  ) {}

  async run({ tenantId }: PayloadOf<typeof noticeContent.fields>): Promise<void> {
    await this.content.refresh();
    const actor = systemOf(tenantId);
    await this.db.transaction(actor, (db) => this.changes.noticeWithin(db, actor));
  }
}
