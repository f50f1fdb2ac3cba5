import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { SiteSignal } from '../../domain/signals/site-signal.js';
import { Clock } from '../../platform/clock/clock.js';
import { PlansService } from '../remediation/plans.service.js';
import { StandingSignals } from '../signals/standing-signals.service.js';
import type { ScoringContent } from './scoring-contents.service.js';
import { readSitesToScore, type SiteToScore } from './scoring.queries.js';

/** Everything that is known of one site, as its next score would be made of it. */
export interface SiteRead {
  readonly site: SiteToScore;
  readonly signals: readonly SiteSignal[];
  readonly findings: Awaited<ReturnType<PlansService['openFindings']>>;
  /** The day for which it would be scored. */
  readonly asOf: string;
}

/** Reads what a site's score is made of, without making one. */
@Injectable()
export class SiteReading {
  constructor(
    private readonly signals: StandingSignals,
    private readonly plans: PlansService,
    private readonly clock: Clock,
  ) {}

  /** null: the site is archived. */
  async of(db: EntityManager, content: ScoringContent, siteId: string): Promise<SiteRead | null> {
    const { family } = content.manual.body;
    const [site] = await readSitesToScore(db, [siteId], family);
    if (site === undefined) return null;
    const signals = (await this.signals.of(db, [siteId], family)).get(siteId) ?? [];
    return { site, signals, findings: await this.plans.openFindings(db, [siteId]), asOf: `${this.clock.today()}T00:00:00.000Z` };
  }

  /** @throws DomainError SITE_ARCHIVED */
  async active(db: EntityManager, content: ScoringContent, siteId: string): Promise<SiteRead> {
    const read = await this.of(db, content, siteId);
    if (read === null) throw new DomainError('SITE_ARCHIVED', 'conflict', 'This site is archived; restore it first.');
    return read;
  }
}
