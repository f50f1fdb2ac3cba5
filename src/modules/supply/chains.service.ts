import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import { onCircles } from '../../domain/supply/circles.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { ChainView } from './chains.dto.js';
import { readChainLinks, readChainSuppliers } from './chains.queries.js';
import { viewLink } from './supply-link.view.js';
import { linksBetween, type SupplyLinkRow } from './supply-links.queries.js';

/** The most links that one answer shows. */
export const MOST_LINKS = 2_000;

export const supplierMissing = (): DomainError => new DomainError('SUPPLIER_NOT_FOUND', 'not_found', 'There is nothing with this id.');

/** Who is behind a supplier, and whom it stands behind. */
@Injectable()
export class ChainsService {
  constructor(
    private readonly db: TenantDb,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError SUPPLIER_NOT_FOUND */
  chain(actor: PersonActor, supplierId: string, direction: 'upstream' | 'downstream', depth: number): Promise<ChainView> {
    return this.db.transaction(actor, async (db) => {
      const today = this.clock.today();
      const found = await readChainLinks(db, actor.tenantId, [supplierId], direction, depth, today, MOST_LINKS + 1);
      const depths = new Map(found.slice(0, MOST_LINKS).map(({ id, depth: at }) => [id, Number(at)]));
      const links = await linksBetween(db, actor.tenantId, [...depths.keys()]);
      const nodes = await this.nodes(db, actor, supplierId, direction, links, depths);
      const circles = onCircles(links.map((row) => ({ from: row.supplied_id, to: row.upstream_id })));
      const edges = links.map((row, position) => ({
        ...viewLink(row),
        depth: depths.get(row.id) ?? 0,
        inCircle: circles[position] ?? false,
      }));
      edges.sort((a, b) => a.depth - b.depth);
      return { nodes, edges, truncated: found.length > MOST_LINKS };
    });
  }

  private async nodes(
    db: EntityManager,
    actor: PersonActor,
    supplierId: string,
    direction: 'upstream' | 'downstream',
    links: readonly SupplyLinkRow[],
    depths: ReadonlyMap<string, number>,
  ): Promise<ChainView['nodes']> {
    const steps = new Map<string, number>([[supplierId, 0]]);
    for (const row of links) {
      const far = direction === 'upstream' ? row.upstream_id : row.supplied_id;
      steps.set(far, Math.min(steps.get(far) ?? Infinity, depths.get(row.id) ?? Infinity));
    }
    const suppliers = await readChainSuppliers(db, actor.tenantId, [...steps.keys()]);
    if (!suppliers.some(({ id }) => id === supplierId)) throw supplierMissing();
    return suppliers
      .map(({ id, name, country, residual, band }) => ({ supplierId: id, name, country, depth: steps.get(id) ?? 0, residual, band }))
      .sort((a, b) => a.depth - b.depth);
  }
}
