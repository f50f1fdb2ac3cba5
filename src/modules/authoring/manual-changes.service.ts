import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Manual } from '../../domain/manual/manual.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import type { Published } from '../content/content.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { deleteChoice, writeChoice } from './manual-in-force.queries.js';
import type { OwnManualRow } from './published.queries.js';

/** Writes down what is in force, and asks for the scores that follow. */
@Injectable()
export class ManualChanges {
  constructor(
    private readonly scoring: ScoringQueue,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  async choose(
    db: EntityManager,
    actor: PersonActor,
    before: Published<Manual>,
    next: Published<Manual>,
    own: OwnManualRow | null,
  ): Promise<void> {
    const { tenantId } = actor;
    if (own === null) await deleteChoice(db, tenantId);
    else await writeChoice(db, tenantId, this.clock.now(), { id: own.id, by: actor.personId });
    const name = ({ id, version, sha256, body }: Published<Manual>) => ({ manual: id, version, sha256, family: body.family });
    await this.audit.record(db, actor, {
      action: 'manual_in_force.changed',
      subjectKind: 'tenant',
      subjectId: tenantId,
      before: name(before),
      after: name(next),
    });
    await this.scoring.requestAll(db, actor, 'manual_changed');
  }
}
