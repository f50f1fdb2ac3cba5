import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SiteFacts } from '../../domain/questionnaire/answer.js';
import type { EffectiveAnswer } from '../../domain/scoring/counted-answer.js';
import { answersAt } from '../../domain/scoring/counted-answers.js';
import { Clock } from '../../platform/clock/clock.js';
import { siteFacts } from './score-site.js';
import { ScoringContents } from './scoring-contents.service.js';
import { readSitesToScore } from './scoring.queries.js';

/** What a site's supplier says of it today, before anything that others said is laid over it. */
export interface SaidOfSite {
  readonly family: string;
  readonly answers: readonly EffectiveAnswer[];
  readonly facts: SiteFacts;
}

/** Tells other modules what counts of a site's own answers, by the same rules as its score. */
@Injectable()
export class SiteAnswersService {
  constructor(
    private readonly contents: ScoringContents,
    private readonly clock: Clock,
  ) {}

  /** null for a site that is archived, or that there is not. */
  async of(db: EntityManager, tenantId: string, siteId: string): Promise<SaidOfSite | null> {
    const { manual, methodology } = await this.contents.inForce(db, tenantId);
    const { family } = manual.body;
    const [site] = await readSitesToScore(db, [siteId], family);
    if (site === undefined) return null;
    const facts = siteFacts(site);
    const asOf = `${this.clock.today()}T00:00:00.000Z`;
    const { effective } = answersAt(manual.body, methodology.body, site.answers, site.openRound, facts, asOf);
    return { family, answers: effective, facts };
  }
}
