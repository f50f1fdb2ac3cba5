import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DAY_MS } from '../../domain/shared/instant.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { AuditService } from '../audit/audit.service.js';
import { ImpactBases } from './impact-bases.service.js';
import { dropImpact, findImpact, insertImpact } from './impact.queries.js';
import { MethodMaker } from './method-maker.service.js';
import { lockMethods, type MethodDetail } from './methods.queries.js';
import { methodFixed } from './refusals.js';
import { runImpact } from './run-impact.job.js';

const KEEP_DAYS = 90;

/** Has impact reports begun; the worker does the rest. */
@Injectable()
export class ImpactStart {
  constructor(
    private readonly bases: ImpactBases,
    private readonly maker: MethodMaker,
    private readonly audit: AuditService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** One that runs already on the same content goes on; any other is replaced. @throws DomainError METHOD_FIXED, METHOD_INVALID */
  async start(db: EntityManager, actor: PersonActor, method: MethodDetail): Promise<void> {
    const { tenantId } = actor;
    if (method.state !== 'draft' && method.state !== 'scheduled')
      throw methodFixed('The day of this method has come; begin a new draft to look at it again.');
    await this.maker.requireSound(db, tenantId, method.baseVersion, method.adjustments);
    await lockMethods(db, tenantId);
    const known = await findImpact(db, tenantId, method.id);
    if (known?.state === 'running' && (await this.bases.isCurrent(db, tenantId, method, known))) return;
    await dropImpact(db, tenantId, method.id);
    const [id, now] = [newId<string>(), this.clock.now()];
    const basis = await this.bases.of(db, tenantId, method);
    const keepUntil = new Date(now.getTime() + KEEP_DAYS * DAY_MS);
    await insertImpact(db, tenantId, basis, { id, asOf: this.clock.today(), by: actor.personId, now, keepUntil });
    await this.outbox.enqueue(db, runImpact, { tenantId, impactId: id });
    const { methodSha256, againstSha256 } = basis;
    await this.audit.record(db, actor, {
      action: 'method_impact.started',
      subjectKind: 'method',
      subjectId: method.id,
      after: { impactId: id, methodSha256, againstSha256 },
    });
  }
}
