import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Range } from '../../domain/scoring/methodology.js';
import { type RiskContent, riskOfUnassessed } from '../../domain/scoring/public-risk.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { type Behind, type SupplyNode, walkUpstream } from '../../domain/supply/behind.js';
import type { StoredPath } from '../../domain/supply/stored-path.js';
import type { SupplyPlace } from '../../domain/supply/supply-place.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { type Hop, insertPaths, readDownstreamSites, readNeighbourhood, readPath, type SupplyExtent } from './supply-graph.queries.js';

/** What a site has from those behind it. A site of which nobody is named, now or from some day on, is not told of. */
export interface FromUpstream {
  /** null: nobody is named behind it yet. */
  readonly behind: Behind | null;
  readonly changesOn: IsoDate | null;
}

/** Who is behind a site, what it inherits from them, and whom its own risk touches. Needs the whole tenant: never the role of a respondent. */
@Injectable()
export class SupplyGraph {
  constructor(private readonly methods: MethodsInForce) {}

  /**
   * What each site inherits today, by site. With `released` only links count that the supplied company knows of, and of those upstream only public
   * facts: what others answered, or what was found at them, is not told to it in any figure.
   */
  async inheritedOf(
    db: EntityManager,
    tenantId: string,
    sites: readonly { readonly siteId: string; readonly supplierId: string }[],
    content: RiskContent,
    extent: SupplyExtent,
    today: IsoDate,
  ): Promise<ReadonlyMap<string, FromUpstream>> {
    const rows = await readNeighbourhood(db, tenantId, sites, extent, content.methodology.inherited.depth, today);
    const unassessed = new Map<string, Range>();
    const ofCountry = (country: string): Range => {
      const known = unassessed.get(country) ?? riskOfUnassessed(country, content);
      unassessed.set(country, known);
      return known;
    };
    const graph: SupplyNode[] = rows.map(({ supplierId, siteId, country, point, best, worst, changesOn, upstream }) => ({
      supplierId,
      siteId,
      own: point === null || best === null || worst === null ? ofCountry(country) : { point, best, worst },
      changesOn,
      upstream: upstream ?? [],
    }));
    const found = new Map<string, FromUpstream>();
    rows.forEach(({ depth, siteId, upstream, changesOn }, position) => {
      if (depth !== 0 || siteId === null || (upstream === null && changesOn === null)) return;
      found.set(siteId, walkUpstream(graph, position, content.methodology));
    });
    return found;
  }

  /** The active sites that inherit, or may inherit, from these places; with `them` those of the places themselves too. */
  async downstreamOf(
    db: EntityManager,
    tenantId: string,
    places: readonly SupplyPlace[],
    from: 'them' | 'beyond',
  ): Promise<readonly { readonly siteId: string; readonly supplierId: string }[]> {
    if (places.length === 0) return [];
    const { body } = await this.methods.of(db, tenantId);
    return readDownstreamSites(db, tenantId, places, body.inherited.depth, from);
  }

  /** Keeps beside each score by whom it was what it was. */
  async keepPaths(
    db: EntityManager,
    tenantId: string,
    scores: readonly { readonly scoreId: string; readonly site: SupplyPlace; readonly behind: Behind }[],
    today: IsoDate,
  ): Promise<void> {
    const owns = scores.map(({ scoreId, behind }) => ({ scoreId, ownPoint: behind.path.at(-1)?.own.point ?? 0 }));
    const hops = scores.flatMap(({ scoreId, site, behind }) =>
      behind.path.map((to, position): Hop => ({ scoreId, position, from: behind.path[position - 1] ?? site, to })),
    );
    await insertPaths(db, tenantId, owns, hops, today);
  }

  /** By whom a score was what it was. */
  pathOf(db: EntityManager, scoreId: string): Promise<StoredPath | null> {
    return readPath(db, scoreId);
  }
}
