import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sentence } from '../../domain/scoring/explain-texts.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { ImpactBases } from './impact-bases.service.js';
import { listImpactRows } from './impact-rows.queries.js';
import { ImpactStart } from './impact-start.service.js';
import type { ImpactSitesQuery, ImpactSiteView, MethodImpactView } from './impact.dto.js';
import { findImpact, type ImpactRow } from './impact.queries.js';
import { viewImpactSite } from './impact.view.js';
import { LookedAt } from './looked-at.service.js';
import { MethodReader } from './method-reader.service.js';
import type { MethodDetail } from './methods.queries.js';

const LARGEST = 10;

/** What a draft would do to the portfolio: asked for, watched and read. */
@Injectable()
export class ImpactService {
  constructor(
    private readonly db: TenantDb,
    private readonly reader: MethodReader,
    private readonly starting: ImpactStart,
    private readonly bases: ImpactBases,
    private readonly lookedAt: LookedAt,
  ) {}

  /** @throws DomainError METHOD_NOT_FOUND, METHOD_FIXED, METHOD_INVALID */
  start(actor: PersonActor, methodId: string): Promise<MethodImpactView> {
    return this.db.transaction(actor, async (db) => {
      const method = await this.reader.find(db, actor, methodId);
      await this.starting.start(db, actor, method);
      return this.view(db, actor, method, await this.found(db, actor, methodId));
    });
  }

  /** @throws DomainError METHOD_NOT_FOUND, METHOD_IMPACT_NOT_FOUND */
  read(actor: PersonActor, methodId: string): Promise<MethodImpactView> {
    return this.db.transaction(actor, async (db) => {
      const method = await this.reader.find(db, actor, methodId);
      return this.view(db, actor, method, await this.found(db, actor, methodId));
    });
  }

  /** The largest moves first. @throws DomainError METHOD_NOT_FOUND, METHOD_IMPACT_NOT_FOUND, METHOD_IMPACT_RUNNING */
  sites(actor: PersonActor, methodId: string, { only, after, limit }: ImpactSitesQuery): Promise<Page<ImpactSiteView>> {
    const cursor = readCursor(after);
    const from = cursor === null || typeof cursor.key !== 'number' ? null : { move: cursor.key, siteId: cursor.id };
    return this.db.transaction(actor, async (db) => {
      const { id } = await this.finished(db, actor, methodId);
      const rows = await listImpactRows(db, actor.tenantId, id, only, from, limit);
      return pageOf(rows, limit, ({ move, siteId }) => ({ key: move, id: siteId }), viewImpactSite);
    });
  }

  /** A report that is done. @throws DomainError METHOD_NOT_FOUND, METHOD_IMPACT_NOT_FOUND, METHOD_IMPACT_RUNNING */
  async finished(db: EntityManager, actor: PersonActor, methodId: string): Promise<ImpactRow> {
    await this.reader.find(db, actor, methodId);
    const impact = await this.found(db, actor, methodId);
    if (impact.state === 'done') return impact;
    throw new DomainError('METHOD_IMPACT_RUNNING', 'conflict', 'The report is being made; ask again when it is done.');
  }

  private async found(db: EntityManager, { tenantId }: PersonActor, methodId: string): Promise<ImpactRow> {
    const impact = await findImpact(db, tenantId, methodId);
    if (impact === undefined)
      throw new DomainError('METHOD_IMPACT_NOT_FOUND', 'not_found', 'No impact report was made of this method as it is.');
    return impact;
  }

  private async view(db: EntityManager, actor: PersonActor, method: MethodDetail, impact: ImpactRow): Promise<MethodImpactView> {
    const { result, finishedAt } = impact;
    const rows = result === null ? [] : await listImpactRows(db, actor.tenantId, impact.id, 'moved', null, LARGEST);
    const against = await this.reader.find(db, actor, impact.againstId);
    const goodUntil = await this.lookedAt.goodUntil(db, actor.tenantId, method, impact);
    return {
      id: impact.id,
      state: impact.state,
      done: impact.done,
      total: impact.total,
      asOf: impact.asOf,
      against: against.label,
      current: await this.bases.isCurrent(db, actor.tenantId, method, impact),
      startedBy: impact.startedBy,
      startedAt: impact.startedAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      goodUntil: goodUntil?.toISOString() ?? null,
      result:
        result === null
          ? null
          : {
              sites: result.sites,
              suppliers: result.suppliers,
              bands: [...result.bands],
              causes: [...result.causes],
              floors: [...result.floors],
              largestMoves: rows.slice(0, LARGEST).map(viewImpactSite),
            },
      caveat: sentence('en', 'caveat'),
    };
  }
}
