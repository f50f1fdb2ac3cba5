import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fault } from '../../domain/findings/find.js';
import type { NewFinding } from '../../domain/findings/new-finding.js';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import type { AnswersAt } from '../../domain/scoring/counted-answers.js';
import type { ScoreInputs } from '../../domain/scoring/inputs.js';
import type { SystemActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { ReassessmentService } from '../reassessment/reassessment.service.js';
import { PlansService } from '../remediation/plans.service.js';
import { inputsHash, receiptOf, reviewSite } from './score-site.js';
import { type ScoringContent, ScoringContents } from './scoring-contents.service.js';
import { type NewScore, readSitesToScore, rescheduleSites, type SiteToScore, storeScores, takeDueSites } from './scoring.queries.js';

const CHUNK = 200;

interface Reviewed {
  readonly site: SiteToScore;
  readonly answers: AnswersAt;
  readonly faults: readonly Fault[];
}

/** Scores the sites that are due: findings and plan first, since open cases count, then the score with its receipt. */
@Injectable()
export class ScoringService {
  constructor(
    private readonly contents: ScoringContents,
    private readonly plans: PlansService,
    private readonly reassessments: ReassessmentService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Scores one chunk within a transaction. @returns how many sites it took; fewer than a chunk means none is left. */
  async scoreChunk(db: EntityManager, actor: SystemActor): Promise<{ readonly taken: number; readonly more: boolean }> {
    // The day, not the moment: a site scored twice on one day on the same inputs comes out the same.
    const asOf = `${this.clock.today()}T00:00:00.000Z`;
    const taken = await takeDueSites(db, this.clock.now(), CHUNK);
    if (taken.length === 0) return { taken: 0, more: false };
    const content = await this.contents.inForce(db, actor.tenantId);
    const reviewed = (await readSitesToScore(db, taken, content.manual.body.family)).map((site) => ({
      site,
      ...reviewSite(content, site, asOf),
    }));
    await this.plans.raiseWithin(db, actor, actor.tenantId, reviewed.flatMap(newFindings));
    const cases = await this.casesBySite(db, reviewed);
    const scores = reviewed.map((one) => this.score(content, one, cases.get(one.site.siteId) ?? [], { tenant: actor.tenantId, asOf }));
    const changed = scores.filter(({ changed: isChanged }) => isChanged).map(({ row }) => row);
    await storeScores(db, actor.tenantId, changed);
    await rescheduleSites(db, taken, new Map(scores.map(({ row }) => [row.siteId, row.nextChangeAt])));
    await this.planNext(db, actor, reviewed, scores);
    await this.tell(db, actor, reviewed, changed);
    return { taken: taken.length, more: taken.length === CHUNK };
  }

  private async casesBySite(db: EntityManager, reviewed: readonly Reviewed[]): Promise<ReadonlyMap<string, ScoreInputs['cases']>> {
    const open = await this.plans.openFindings(
      db,
      reviewed.map(({ site }) => site.siteId),
    );
    const cases = new Map<string, ScoreInputs['cases'][number][]>();
    for (const { siteId, id, severity, zeroTolerance, isCase } of open) {
      if (isCase) cases.set(siteId, [...(cases.get(siteId) ?? []), { id, severity, zeroTolerance }]);
    }
    return cases;
  }

  private score(
    content: ScoringContent,
    { site, answers }: Reviewed,
    cases: ScoreInputs['cases'],
    subject: { readonly tenant: string; readonly asOf: string },
  ): { readonly row: NewScore; readonly changed: boolean } {
    const receipt = receiptOf(content, site, answers, cases, subject);
    const { contributions: _, ...figures } = receipt.result;
    const row: NewScore = {
      id: newId<string>(),
      siteId: site.siteId,
      supplierId: site.supplierId,
      asOf: subject.asOf,
      ...figures,
      methodId: receipt.method.id,
      methodVersion: receipt.method.version,
      inputsSha256: inputsHash(receipt),
      receiptSha256: receipt.sha256,
      receipt: canonicalJson(receipt),
    };
    return { row, changed: differs(site.latest, row) };
  }

  /** Every site has a next date, by its band: counted from its last submission, or from the day on which the round that runs is to be answered. */
  private async planNext(
    db: EntityManager,
    actor: SystemActor,
    reviewed: readonly Reviewed[],
    scores: readonly { readonly row: NewScore }[],
  ): Promise<void> {
    const bands = new Map(scores.map(({ row }) => [row.siteId, row.band]));
    const sites = reviewed.flatMap(({ site: { siteId, supplierId, openRound, lastSubmittedOn, createdOn } }) => {
      const band = bands.get(siteId);
      const basedOn = openRound?.dueOn ?? lastSubmittedOn ?? createdOn;
      return band === undefined ? [] : [{ siteId, supplierId, band, basedOn, reason: `band:${band}` }];
    });
    await this.reassessments.planWithin(db, actor, sites);
  }

  private async tell(db: EntityManager, actor: SystemActor, reviewed: readonly Reviewed[], changed: readonly NewScore[]): Promise<void> {
    const before = new Map(reviewed.map(({ site }) => [site.siteId, site]));
    await this.audit.recordAll(
      db,
      actor,
      changed.map((row) => ({
        action: 'site.scored',
        subjectKind: 'site',
        subjectId: row.siteId,
        before: { band: before.get(row.siteId)?.band ?? null, residual: before.get(row.siteId)?.latest?.residual ?? null },
        after: { scoreId: row.id, band: row.band, residual: row.residual, receiptSha256: row.receiptSha256 },
      })),
    );
  }
}

/** What a supplier's own answers show is no secret to it; everything else is held until an officer releases it. */
const newFindings = ({ site, faults }: Reviewed): readonly NewFinding[] =>
  faults.map(({ ofOwnWords, ...fault }) => ({
    ...fault,
    siteId: site.siteId,
    supplierId: site.supplierId,
    visibility: ofOwnWords ? 'released' : 'held',
  }));

const differs = (latest: SiteToScore['latest'], row: NewScore): boolean =>
  latest === null ||
  latest.inputsSha256 !== row.inputsSha256 ||
  latest.residual !== row.residual ||
  latest.best !== row.best ||
  latest.worst !== row.worst ||
  latest.confidence !== row.confidence;
