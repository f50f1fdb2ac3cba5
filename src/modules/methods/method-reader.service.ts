import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { IndicesInForce } from '../content/indices-in-force.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { MethodMaker } from './method-maker.service.js';
import { viewMethod, viewMethodHead } from './method.view.js';
import type { MethodInForceView, MethodSummaryView, OwnMethodView } from './methods.dto.js';
import { findMethod, findScheduled, listMethods, type MethodDetail } from './methods.queries.js';
import { methodNotFound } from './refusals.js';

/** Reads a tenant's methods; what state each is in follows from today's date. */
@Injectable()
export class MethodReader {
  constructor(
    private readonly db: TenantDb,
    private readonly methods: MethodsInForce,
    private readonly indices: IndicesInForce,
    private readonly maker: MethodMaker,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, { after, limit }: PageQuery): Promise<Page<MethodSummaryView>> {
    const key = readCursor(after)?.key ?? null;
    const below = typeof key === 'number' && Number.isInteger(key) ? key : null;
    return this.db.transaction(actor, async (db) =>
      pageOf(
        await listMethods(db, actor.tenantId, this.clock.today(), below, limit),
        limit,
        ({ id, number }) => ({ key: number, id }),
        viewMethodHead,
      ),
    );
  }

  /** @throws DomainError METHOD_NOT_FOUND */
  read(actor: PersonActor, id: string): Promise<OwnMethodView> {
    return this.db.transaction(actor, async (db) => this.view(db, actor, await this.find(db, actor, id)));
  }

  /** @throws DomainError METHOD_NOT_FOUND */
  inForce(actor: PersonActor): Promise<MethodInForceView> {
    return this.db.transaction(actor, async (db) => {
      const { rowId } = await this.methods.of(db, actor.tenantId);
      if (rowId === null) throw methodNotFound();
      const method = await this.find(db, actor, rowId);
      const scheduled = await findScheduled(db, actor.tenantId, this.clock.today());
      return {
        ...(await this.view(db, actor, method)),
        newerShipped: [...(await this.maker.newerThan(method.baseVersion))],
        scheduled: scheduled === undefined ? null : viewMethodHead(scheduled),
      };
    });
  }

  /** @throws DomainError METHOD_NOT_FOUND */
  async find(db: EntityManager, { tenantId }: PersonActor, id: string): Promise<MethodDetail> {
    const method = await findMethod(db, tenantId, this.clock.today(), id);
    if (method === undefined) throw methodNotFound();
    return method;
  }

  async view(db: EntityManager, { tenantId }: PersonActor, method: MethodDetail): Promise<OwnMethodView> {
    return viewMethod(method, (await this.indices.of(db, tenantId)).body);
  }
}
