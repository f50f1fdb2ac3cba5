import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FindingThatCounts } from '../../domain/findings/open-cases.js';
import type { SystemActor } from '../../platform/auth/actor.js';
import { PlansService } from '../remediation/plans.service.js';
import { StandingSignals } from '../signals/standing-signals.service.js';
import type { FailedSite } from './due-sites.queries.js';
import { reviewSite } from './score-site.js';
import { newFindings, type Reviewed } from './scored-site.js';
import type { ScoringContent } from './scoring-contents.service.js';
import { readSitesToScore } from './scoring.queries.js';
import { eachOrFailed } from './why-failed.js';

type OpenFindings = ReadonlyMap<string, readonly FindingThatCounts[]>;

/** Reads what is known of sites and finds what is wrong there: findings come before the score, since open cases count in it. */
@Injectable()
export class SiteReviews {
  constructor(
    private readonly signals: StandingSignals,
    private readonly plans: PlansService,
  ) {}

  /** Sites that are archived by now are left out. */
  async of(
    db: EntityManager,
    content: ScoringContent,
    siteIds: readonly string[],
    asOf: string,
  ): Promise<{ readonly made: readonly Reviewed[]; readonly failed: readonly FailedSite[] }> {
    const { family } = content.manual.body;
    const sites = await readSitesToScore(db, siteIds, family);
    const signals = await this.signals.of(db, siteIds, family);
    return eachOrFailed(
      sites,
      ({ siteId }) => siteId,
      (site) => {
        const said = signals.get(site.siteId) ?? [];
        const all = reviewSite(content, site, said, asOf, 'all');
        return { site, all, released: site.releasedAnswers === null ? all : reviewSite(content, site, said, asOf, 'released') };
      },
    );
  }

  /** Opens what is wrong and not open yet. @returns by site, everything that is open then */
  async raise(db: EntityManager, actor: SystemActor, reviewed: readonly Reviewed[]): Promise<OpenFindings> {
    const siteIds = reviewed.map(({ site }) => site.siteId);
    const open = await this.openFindings(db, siteIds);
    const isOpen = (siteId: string, ruleId: string): boolean => open.get(siteId)?.some((finding) => finding.ruleId === ruleId) ?? false;
    const missing = reviewed.flatMap(newFindings).filter(({ siteId, ruleId }) => !isOpen(siteId, ruleId));
    if (missing.length === 0) return open;
    await this.plans.raiseWithin(db, actor, actor.tenantId, missing);
    return this.openFindings(db, siteIds);
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
