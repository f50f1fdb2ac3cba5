import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SystemActor } from '../../platform/auth/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { ReassessmentService } from '../reassessment/reassessment.service.js';
import { makeLatest, storeScores, storeStandings } from './score-storing.queries.js';
import type { ScoreRecord } from './scored-site.js';

/** Writes down what rescoring came to: scores, the site's next assessment, and the audit trail. */
@Injectable()
export class ScoreRecords {
  constructor(
    private readonly reassessments: ReassessmentService,
    private readonly audit: AuditService,
  ) {}

  async store(db: EntityManager, actor: SystemActor, records: readonly ScoreRecord[]): Promise<void> {
    const changed = records.filter((record) => record.changed);
    await storeScores(
      db,
      actor.tenantId,
      changed.map(({ row }) => row),
    );
    await makeLatest(db, changed);
    await storeStandings(
      db,
      records.filter((record) => !record.changed).map(({ standing }) => standing),
    );
    await this.planNext(db, actor, records);
    await this.tell(db, actor, changed);
  }

  /**
   * Every site has a next date, by the band that its supplier may know of, so that the date betrays nothing: counted from its last submission, or
   * from the day on which the round that runs is to be answered.
   */
  private async planNext(db: EntityManager, actor: SystemActor, records: readonly ScoreRecord[]): Promise<void> {
    const sites = records.map(({ row: { siteId, supplierId }, standing: { supplierBand: band }, basedOn }) => ({
      siteId,
      supplierId,
      band,
      basedOn,
      reason: `band:${band}`,
    }));
    await this.reassessments.planWithin(db, actor, sites);
  }

  private async tell(db: EntityManager, actor: SystemActor, changed: readonly ScoreRecord[]): Promise<void> {
    await this.audit.recordAll(
      db,
      actor,
      changed.map(({ row, before }) => ({
        action: 'site.scored',
        subjectKind: 'site',
        subjectId: row.siteId,
        before,
        after: { scoreId: row.id, band: row.band, residual: row.residual, receiptSha256: row.receiptSha256 },
      })),
    );
  }
}
