import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Range } from '../../domain/scoring/methodology.js';
import { publicRisk, type RiskContent } from '../../domain/scoring/public-risk.js';
import { dayOf } from '../../domain/shared/instant.js';
import type { SystemActor } from '../../platform/auth/actor.js';
import { type FromUpstream, SupplyGraph } from '../supply/supply-graph.service.js';
import { type OwnRisk, storeOwnRisks } from './own-risks.queries.js';
import type { ScoringContent } from './scoring-contents.service.js';
import { ScoringQueue } from './scoring-queue.service.js';
import type { SiteToScore } from './scoring.queries.js';

/** What a site has from those behind it: by everything that is known, and by what its supplier may know of. */
export interface Inherited {
  readonly all: FromUpstream;
  readonly released: FromUpstream;
}

export const NOBODY: FromUpstream = { behind: null, changesOn: null };

export const NOTHING_INHERITED: Inherited = { all: NOBODY, released: NOBODY };

/** As a score takes it. */
export const standingOf = ({ behind, changesOn }: FromUpstream): { inherited: Range | null; changesOn: string | null } => ({
  inherited: behind?.inherited ?? null,
  changesOn,
});

interface ScoredForInheritance {
  readonly row: { readonly id: string; readonly siteId: string; readonly supplierId: string };
  readonly changed: boolean;
  readonly standing: { readonly own: Range };
}

/** The part of scoring that looks beyond the site: what it inherits, and who inherits from it. */
@Injectable()
export class Inheritance {
  constructor(
    private readonly graph: SupplyGraph,
    private readonly queue: ScoringQueue,
  ) {}

  /** By site; a site that is not there inherits from nobody who is named. */
  async of(
    db: EntityManager,
    content: ScoringContent,
    sites: readonly SiteToScore[],
    { tenant, asOf }: { readonly tenant: string; readonly asOf: string },
  ): Promise<ReadonlyMap<string, Inherited>> {
    const [bodies, today] = [bodiesOf(content), dayOf(asOf)];
    const all = await this.graph.inheritedOf(db, tenant, sites, bodies, 'all', today);
    if (all.size === 0) return new Map();
    const linked = sites.filter(({ siteId }) => all.has(siteId));
    const released = await this.released(db, content, linked, { tenant, asOf });
    return new Map([...all].map(([siteId, from]) => [siteId, { all: from, released: released.get(siteId) ?? NOBODY }]));
  }

  /** By site, what its supplier may know of. Needs the whole tenant: never the role of a respondent. */
  released(
    db: EntityManager,
    content: ScoringContent,
    sites: readonly { readonly siteId: string; readonly supplierId: string }[],
    { tenant, asOf }: { readonly tenant: string; readonly asOf: string },
  ): Promise<ReadonlyMap<string, FromUpstream>> {
    return this.graph.inheritedOf(db, tenant, sites, bodiesOf(content), 'released', dayOf(asOf));
  }

  /** Stores the sites' own risks. @returns the sites of which one has changed */
  async keepOwn(
    db: EntityManager,
    content: ScoringContent,
    sites: readonly SiteToScore[],
    scores: readonly ScoredForInheritance[],
  ): Promise<readonly SiteToScore[]> {
    const bodies = bodiesOf(content);
    const profiles = new Map(sites.map(({ siteId, profile }) => [siteId, profile]));
    const risks = scores.flatMap(({ row: { siteId }, standing: { own } }): OwnRisk[] => {
      const profile = profiles.get(siteId);
      return profile === undefined ? [] : [{ siteId, own, known: publicRisk(profile, bodies) }];
    });
    const moved = new Set(await storeOwnRisks(db, risks));
    return sites.filter(({ siteId }) => moved.has(siteId));
  }

  /**
   * To be called when scores and due dates are stored: keeps whose risk each score was, and asks for the scores of those downstream of the sites
   * whose own risk has moved. What they inherit is an own risk, which no inheritance changes, so a circle comes to rest.
   */
  async passOn(
    db: EntityManager,
    actor: SystemActor,
    moved: readonly SiteToScore[],
    scores: readonly ScoredForInheritance[],
    { inherited, asOf }: { readonly inherited: ReadonlyMap<string, Inherited>; readonly asOf: string },
  ): Promise<void> {
    const withPath = scores.flatMap(({ row, changed }) => {
      const behind = inherited.get(row.siteId)?.all.behind ?? null;
      return changed && behind !== null ? [{ scoreId: row.id, site: row, behind }] : [];
    });
    await this.graph.keepPaths(db, actor.tenantId, withPath, dayOf(asOf));
    await this.queue.requestDownstream(db, actor, moved);
  }
}

const bodiesOf = ({ manual, methodology, indices }: ScoringContent): RiskContent => ({
  manual: manual.body,
  methodology: methodology.body,
  indices: indices.body,
});
