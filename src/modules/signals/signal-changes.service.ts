import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonActor, SystemActor } from '../../platform/auth/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';

interface Place {
  readonly siteId: string;
  readonly supplierId: string;
}

/** What follows from every change to a signal: it is told of, and its site is scored. */
@Injectable()
export class SignalChanges {
  constructor(
    private readonly audit: AuditService,
    private readonly scoring: ScoringQueue,
  ) {}

  async record(
    db: EntityManager,
    actor: PersonActor | SystemActor,
    what: 'entered' | 'withdrawn' | 'released' | 'held',
    { siteId }: Place,
    id: string,
    before: Readonly<Record<string, unknown>> | null,
    after: Readonly<Record<string, unknown>> | null,
  ): Promise<void> {
    await this.audit.record(db, actor, {
      action: `signal.${what}`,
      subjectKind: 'signal',
      subjectId: id,
      before,
      after: { siteId, ...after },
    });
  }

  rescore(db: EntityManager, actor: PersonActor | SystemActor, { siteId, supplierId }: Place): Promise<void> {
    return this.scoring.request(db, actor, [{ siteId, supplierId }]);
  }
}
