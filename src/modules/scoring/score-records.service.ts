import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SystemActor } from '../../platform/auth/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { ReassessmentService } from '../reassessment/reassessment.service.js';
import { makeLatest, storeScores, storeStandings } from './score-storing.queries.js';
import { nextDateBasis } from './score-site.js';
import type { Reviewed, Scored } from './scored-site.js';

/** A site that was looked at, and what its score came to. */
export interface ScoredReview {
  readonly reviewed: Reviewed;
  readonly scored: Scored;
}

/** Writes down what rescoring came to: scores, the site's next assessment, and the audit trail. */
@Injectable()
export class ScoreRecords {
  constructor(
    private readonly reassessments: ReassessmentService,
    private readonly audit: AuditService,
  ) {}

  async store(db: EntityManager, actor: SystemActor, scores: readonly ScoredReview[]): Promise<void> {
    const changed = scores.filter(({ scored }) => scored.changed);
    await storeScores(
      db,
      actor.tenantId,
      changed.map(({ scored }) => scored.row),
    );
    await makeLatest(
      db,
      changed.map(({ scored }) => scored),
    );
    await storeStandings(
      db,
      scores.filter(({ scored }) => !scored.changed).map(({ scored }) => scored.standing),
    );
    await this.planNext(db, actor, scores);
    await this.tell(db, actor, changed);
  }

  /**
   * Every site has a next date, by the band that its supplier may know of, so that the date betrays nothing: counted from its last submission, or
   * from the day on which the round that runs is to be answered.
   */
  private async planNext(db: EntityManager, actor: SystemActor, scores: readonly ScoredReview[]): Promise<void> {
    const sites = scores.map(({ reviewed, scored }) => {
      const { siteId, supplierId } = reviewed.site;
      const band = scored.standing.supplierBand;
      return { siteId, supplierId, band, basedOn: nextDateBasis(reviewed.site), reason: `band:${band}` };
    });
    await this.reassessments.planWithin(db, actor, sites);
  }

  private async tell(db: EntityManager, actor: SystemActor, changed: readonly ScoredReview[]): Promise<void> {
    await this.audit.recordAll(
      db,
      actor,
      changed.map(({ reviewed: { site }, scored: { row } }) => ({
        action: 'site.scored',
        subjectKind: 'site',
        subjectId: row.siteId,
        before: { band: site.band, residual: site.latest?.residual ?? null },
        after: { scoreId: row.id, band: row.band, residual: row.residual, receiptSha256: row.receiptSha256 },
      })),
    );
  }
}
