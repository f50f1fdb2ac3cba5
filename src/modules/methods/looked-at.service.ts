import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DAY_MS } from '../../domain/shared/instant.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../../platform/clock/clock.js';
import { ImpactBases } from './impact-bases.service.js';
import { findImpact, type ImpactRow } from './impact.queries.js';
import { MethodMaker } from './method-maker.service.js';
import type { MethodDetail } from './methods.queries.js';

/** For so long an impact report says what a method would do. */
const FRESH_DAYS = 7;

/** Holds that a method makes sense today, and that somebody has lately seen what it would do. */
@Injectable()
export class LookedAt {
  constructor(
    private readonly bases: ImpactBases,
    private readonly maker: MethodMaker,
    private readonly clock: Clock,
  ) {}

  /** Until when a report lets its method be adopted; null: not now. */
  async goodUntil(db: EntityManager, tenantId: string, method: MethodDetail, impact: ImpactRow): Promise<Date | null> {
    if (impact.finishedAt === null || !(await this.bases.isCurrent(db, tenantId, method, impact))) return null;
    const until = new Date(impact.finishedAt.getTime() + FRESH_DAYS * DAY_MS);
    return until.getTime() >= this.clock.now().getTime() ? until : null;
  }

  /** @throws DomainError METHOD_INVALID, METHOD_NOT_LOOKED_AT */
  async require(db: EntityManager, tenantId: string, method: MethodDetail): Promise<void> {
    await this.maker.requireSound(db, tenantId, method.baseVersion, method.adjustments);
    const impact = await findImpact(db, tenantId, method.id);
    if (impact !== undefined && (await this.goodUntil(db, tenantId, method, impact)) !== null) return;
    throw new DomainError(
      'METHOD_NOT_LOOKED_AT',
      'conflict',
      `Have its impact report made first: of this very method, against all that is in force, and not older than ${FRESH_DAYS} days.`,
    );
  }
}
