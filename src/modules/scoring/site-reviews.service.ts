import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NewFinding } from '../../domain/findings/new-finding.js';
import type { FindingThatCounts } from '../../domain/findings/open-cases.js';
import type { SiteSignal } from '../../domain/signals/site-signal.js';
import type { SystemActor } from '../../platform/auth/actor.js';
import { PlansService } from '../remediation/plans.service.js';
import { StandingSignals } from '../signals/standing-signals.service.js';
import { reviewSite } from './score-site.js';
import { newFindings, type Reviewed } from './scored-site.js';
import type { ScoringContent } from './scoring-contents.service.js';
import { readSitesToScore, type SiteToScore } from './scoring.queries.js';

/** Where its supplier may know of every answer and signal, one look is enough. */
const isAllReleased = ({ answers, releasedAnswers }: SiteToScore, said: readonly SiteSignal[]): boolean =>
  (releasedAnswers === null || releasedAnswers === answers) && said.every(({ visibility }) => visibility === 'released');

type OpenFindings = ReadonlyMap<string, readonly FindingThatCounts[]>;

/** A site on its way to a score. */
export interface Look {
  readonly reviewed: Reviewed;
  /** What is open at the site. */
  readonly open: readonly FindingThatCounts[];
  /** What is wrong there and not open yet. */
  readonly missing: readonly NewFinding[];
}

/** What is known of some sites, read set by set. */
export interface Known {
  readonly content: ScoringContent;
  readonly asOf: string;
  readonly sites: readonly SiteToScore[];
  readonly signals: ReadonlyMap<string, readonly SiteSignal[]>;
  readonly open: OpenFindings;
}

/** Reads what is known of sites and finds what is wrong there: findings come before the score, since open cases count in it. */
@Injectable()
export class SiteReviews {
  constructor(
    private readonly signals: StandingSignals,
    private readonly plans: PlansService,
  ) {}

  /** Sites that are archived by now are left out. */
  async read(db: EntityManager, content: ScoringContent, siteIds: readonly string[], asOf: string): Promise<Known> {
    const { family } = content.manual.body;
    const sites = await readSitesToScore(db, siteIds, family);
    const signals = await this.signals.of(db, siteIds, family);
    return { content, asOf, sites, signals, open: await this.openFindings(db, siteIds) };
  }

  look({ content, asOf, signals, open: openBySite }: Known, site: SiteToScore): Look {
    const said = signals.get(site.siteId) ?? [];
    const all = reviewSite(content, site, said, asOf, 'all');
    const reviewed = { site, all, released: isAllReleased(site, said) ? all : reviewSite(content, site, said, asOf, 'released') };
    const open = openBySite.get(site.siteId) ?? [];
    const rules = new Set(open.map(({ ruleId }) => ruleId));
    return { reviewed, open, missing: newFindings(reviewed).filter(({ ruleId }) => !rules.has(ruleId)) };
  }

  /** Opens what is missing. @returns by site, everything that is open then */
  async raise(db: EntityManager, actor: SystemActor, looks: readonly Look[]): Promise<OpenFindings> {
    if (looks.length === 0) return new Map();
    await this.plans.raiseWithin(
      db,
      actor,
      actor.tenantId,
      looks.flatMap(({ missing }) => missing),
    );
    return this.openFindings(
      db,
      looks.map(({ reviewed }) => reviewed.site.siteId),
    );
  }

  private async openFindings(db: EntityManager, siteIds: readonly string[]): Promise<OpenFindings> {
    const bySite = new Map<string, FindingThatCounts[]>();
    for (const finding of await this.plans.openFindings(db, siteIds)) {
      const known = bySite.get(finding.siteId);
      if (known === undefined) bySite.set(finding.siteId, [finding]);
      else known.push(finding);
    }
    return bySite;
  }
}
