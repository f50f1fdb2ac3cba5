import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import { ContentInForce } from '../content/content-in-force.service.js';
import { insertLookAt, insertScoredWith, lockScoredWith, updateScoredWith } from './scored-with.queries.js';
import { ScoringQueue } from './scoring-queue.service.js';

/** Has a tenant's sites scored again when another method or other indices are in force: once for each change, whoever notices it and however often. */
@Injectable()
export class ContentChanges {
  constructor(
    private readonly content: ContentInForce,
    private readonly queue: ScoringQueue,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** In a transaction of whoever changed something, or to see whether somebody did. @returns whether all sites were asked for */
  async noticeWithin(db: EntityManager, actor: Actor): Promise<boolean> {
    const { tenantId } = actor;
    await insertScoredWith(db, tenantId, { contentSha256: '', shipped: '' }, this.clock.now());
    const before = await lockScoredWith(db, tenantId);
    // Read after the lock, so that nobody remembers what another one has just replaced.
    const now = await this.content.markOf(db, tenantId);
    await updateScoredWith(db, tenantId, now, this.clock.now());
    if (before === now.contentSha256) return false;
    await this.queue.requestAll(db, actor);
    await this.audit.record(db, actor, {
      action: 'scores.asked_for_anew',
      subjectKind: 'tenant',
      subjectId: tenantId,
      before: { contentSha256: before === '' ? null : before },
      after: { contentSha256: now.contentSha256 },
    });
    return true;
  }

  /** Before a tenant's first score: what is in force now is what that score is made with. */
  async beginWithin(db: EntityManager, tenantId: string): Promise<void> {
    await insertScoredWith(db, tenantId, await this.content.markOf(db, tenantId), this.clock.now());
  }

  /** Where something is to be in force from a moment on that is known already. */
  async lookAgainAt(db: EntityManager, tenantId: string, moment: Date): Promise<void> {
    await insertLookAt(db, tenantId, moment, this.clock.now());
  }
}
