import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SupplyPlace } from '../../domain/supply/supply-place.js';
import { type Actor, doerOf } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { Outbox } from '../../platform/outbox/outbox.js';
import { SupplyGraph } from '../supply/supply-graph.service.js';
import { scoreDueSites } from './score-due-sites.job.js';
import { makeDue, openRescoring } from './scoring-queue.queries.js';

/** What changed for all of a tenant's scores. */
export type RescoringReason = 'content_changed' | 'manual_changed' | 'method_changed' | 'indices_changed';

/** Asks for scores in the transaction of the change that makes them necessary. */
@Injectable()
export class ScoringQueue {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly graph: SupplyGraph,
  ) {}

  /** Two statements for all sites. A site that is due later is due now; one that is due already stays so, and one that was set aside is tried again. */
  async request(
    db: EntityManager,
    actor: Actor,
    sites: readonly { readonly siteId: string; readonly supplierId: string }[],
  ): Promise<void> {
    if (sites.length === 0) return;
    await makeDue(db, actor.tenantId, this.clock.now(), sites);
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

  /** Every active site of the tenant at once: what all scores are computed by has changed. @returns id of the rescoring, whose progress can be read */
  async requestAll(db: EntityManager, actor: Actor, reason: RescoringReason = 'content_changed'): Promise<string> {
    const id = newId<string>();
    await openRescoring(db, actor.tenantId, this.clock.now(), { id, reason, requestedBy: doerOf(actor) });
    await this.outbox.enqueue(db, scoreDueSites, { tenantId: actor.tenantId });
    return id;
  }
}
