import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SupplyPlace } from '../../domain/supply/supply-place.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { SupplyGraph } from '../supply/supply-graph.service.js';
import { scoreDueSites } from './score-due-sites.job.js';

/** Asks for scores in the transaction of the change that makes them necessary. */
@Injectable()
export class ScoringQueue {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly graph: SupplyGraph,
  ) {}

  /** Two statements for all sites. A site that is due later is due now; one that is due already stays so. Rows are taken in order of id, so that two callers never wait for each other. */
  async request(
    db: EntityManager,
    actor: Actor,
    sites: readonly { readonly siteId: string; readonly supplierId: string }[],
  ): Promise<void> {
    if (sites.length === 0) return;
    await db.query(
      `INSERT INTO scoring_due (tenant_id, site_id, supplier_id, due_at)
       SELECT DISTINCT ON (s.site_id) $1::uuid, s.site_id, s.supplier_id, $2::timestamptz
       FROM unnest($3::uuid[], $4::uuid[]) AS s (site_id, supplier_id) ORDER BY s.site_id
       ON CONFLICT (tenant_id, site_id) DO UPDATE SET due_at = LEAST(scoring_due.due_at, EXCLUDED.due_at)`,
      [actor.tenantId, this.clock.now(), sites.map(({ siteId }) => siteId), sites.map(({ supplierId }) => supplierId)],
    );
    await this.outbox.enqueue(db, scoreDueSites, { tenantId: actor.tenantId });
  }

  /** The sites that inherit from these places, since what these pass on has changed; with `them` their own sites too, since what is behind them has. */
  async requestDownstream(
    db: EntityManager,
    actor: Actor,
    places: readonly SupplyPlace[],
    from: 'them' | 'beyond' = 'beyond',
  ): Promise<void> {
    await this.request(db, actor, await this.graph.downstreamOf(db, actor.tenantId, places, from));
  }

  /** Every active site of the tenant at once: what all scores are computed by has changed. */
  async requestAll(db: EntityManager, actor: Actor): Promise<void> {
    await db.query(
      `INSERT INTO scoring_due (tenant_id, site_id, supplier_id, due_at)
       SELECT tenant_id, id, supplier_id, $2::timestamptz FROM site WHERE tenant_id = $1 AND status = 'active' ORDER BY id
       ON CONFLICT (tenant_id, site_id) DO UPDATE SET due_at = LEAST(scoring_due.due_at, EXCLUDED.due_at)`,
      [actor.tenantId, this.clock.now()],
    );
    await this.outbox.enqueue(db, scoreDueSites, { tenantId: actor.tenantId });
  }
}
