import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { NewFinding } from '../../domain/findings/new-finding.js';
import type { FindingThatCounts } from '../../domain/findings/open-cases.js';
import { canonicalJson } from '../../domain/ledger/canonical-json.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import type { SystemActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { AuditService } from '../audit/audit.service.js';
import { ReassessmentService } from '../reassessment/reassessment.service.js';
import { PlansService } from '../remediation/plans.service.js';
import { StandingSignals } from '../signals/standing-signals.service.js';
import { type Inherited, Inheritance, NOTHING_INHERITED, standingOf } from './inheritance.service.js';
import { casesAmong, inputsHash, nextDateBasis, ownRisk, receiptOf, type Review, reviewSite } from './score-site.js';
import { type ScoringContent, ScoringContents } from './scoring-contents.service.js';
import {
  type NewScore,
  readSitesToScore,
  rescheduleSites,
  type SiteToScore,
  type Standing,
  storeScores,
  storeStandings,
  takeDueSites,
} from './scoring.queries.js';

const CHUNK = 200;

interface Reviewed {
  readonly site: SiteToScore;
  readonly all: Review;
  /** The same, where nothing is held. */
  readonly released: Review;
}

interface Scored {
  readonly row: NewScore;
  readonly changed: boolean;
  readonly standing: Standing;
}

/** Scores the sites that are due: findings and plan first, since open cases count, then the score with its receipt. */
@Injectable()
export class ScoringService {
  constructor(
    private readonly contents: ScoringContents,
    private readonly signals: StandingSignals,
    private readonly plans: PlansService,
    private readonly reassessments: ReassessmentService,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    private readonly inheritance: Inheritance,
  ) {}

  /** Scores one chunk within a transaction. @returns how many sites it took; fewer than a chunk means none is left. */
  async scoreChunk(db: EntityManager, actor: SystemActor): Promise<{ readonly taken: number; readonly more: boolean }> {
    // The day, not the moment: a site scored twice on one day on the same inputs comes out the same.
    const asOf = `${this.clock.today()}T00:00:00.000Z`;
    const taken = await takeDueSites(db, this.clock.now(), CHUNK);
    if (taken.length === 0) return { taken: 0, more: false };
    const content = await this.contents.inForce(db, actor.tenantId);
    const reviewed = await this.review(db, content, taken, asOf);
    await this.plans.raiseWithin(db, actor, actor.tenantId, reviewed.flatMap(newFindings));
    const findings = await this.openFindings(db, reviewed);
    const subject = { tenant: actor.tenantId, asOf };
    const sites = reviewed.map(({ site }) => site);
    const inherited = await this.inheritance.of(db, content, sites, subject);
    const scores = reviewed.map((one) =>
      scoreOf(content, one, findings.get(one.site.siteId) ?? [], subject, inherited.get(one.site.siteId) ?? NOTHING_INHERITED),
    );
    const moved = await this.inheritance.keepOwn(db, content, sites, scores);
    const changed = scores.filter(({ changed: isChanged }) => isChanged).map(({ row }) => row);
    await storeScores(db, actor.tenantId, changed);
    await storeStandings(
      db,
      scores.map(({ standing }) => standing),
    );
    await rescheduleSites(db, taken, new Map(scores.map(({ row }) => [row.siteId, row.nextChangeAt])));
    await this.planNext(db, actor, reviewed, scores);
    await this.tell(db, actor, reviewed, changed);
    await this.inheritance.passOn(db, actor, moved, scores, { inherited, asOf });
    return { taken: taken.length, more: taken.length === CHUNK };
  }

  private async review(db: EntityManager, content: ScoringContent, taken: readonly string[], asOf: string): Promise<readonly Reviewed[]> {
    const { family } = content.manual.body;
    const sites = await readSitesToScore(db, taken, family);
    const signals = await this.signals.of(db, taken, family);
    return sites.map((site) => {
      const said = signals.get(site.siteId) ?? [];
      const all = reviewSite(content, site, said, asOf, 'all');
      return { site, all, released: site.releasedAnswers === null ? all : reviewSite(content, site, said, asOf, 'released') };
    });
  }

  private async openFindings(db: EntityManager, reviewed: readonly Reviewed[]): Promise<ReadonlyMap<string, readonly FindingThatCounts[]>> {
    const open = await this.plans.openFindings(
      db,
      reviewed.map(({ site }) => site.siteId),
    );
    const bySite = new Map<string, FindingThatCounts[]>();
    for (const finding of open) {
      const known = bySite.get(finding.siteId);
      if (known === undefined) bySite.set(finding.siteId, [finding]);
      else known.push(finding);
    }
    return bySite;
  }

  /** Every site has a next date, by the band that its supplier may know of, so that the date betrays nothing. */
  private async planNext(db: EntityManager, actor: SystemActor, reviewed: readonly Reviewed[], scores: readonly Scored[]): Promise<void> {
    const bands = new Map(scores.map(({ standing }) => [standing.siteId, standing.supplierBand]));
    const sites = reviewed.flatMap(({ site }) => {
      const { siteId, supplierId } = site;
      const band = bands.get(siteId);
      return band === undefined ? [] : [{ siteId, supplierId, band, basedOn: nextDateBasis(site), reason: `band:${band}` }];
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
function newFindings({ site, all, released }: Reviewed): readonly NewFinding[] {
  const own = released.faults.filter(({ ofOwnWords }) => ofOwnWords);
  const known = new Set(own.map(({ ruleId }) => ruleId));
  const others = all.faults.filter(({ ruleId }) => !known.has(ruleId));
  return [...own, ...others].map(({ ofOwnWords: _, ...fault }) => ({
    ...fault,
    siteId: site.siteId,
    supplierId: site.supplierId,
    visibility: known.has(fault.ruleId) ? 'released' : 'held',
  }));
}

function scoreOf(
  content: ScoringContent,
  { site, all, released }: Reviewed,
  findings: readonly FindingThatCounts[],
  subject: { readonly tenant: string; readonly asOf: string },
  inherited: Inherited,
): Scored {
  const receipt = receiptOf(content, site, all, { cases: casesAmong(content, all, findings, 'all'), ...standingOf(inherited.all) }, subject);
  const isSame = inherited.all.behind === null && all === released && findings.every(({ visibility }) => visibility === 'released');
  const seenBySupplier = isSame
    ? receipt
    : receiptOf(content, site, released, { cases: casesAmong(content, released, findings, 'released'), ...standingOf(inherited.released) }, subject);
  const row = rowOf(site, receipt, subject.asOf);
  return {
    row,
    changed: differs(site.latest, row),
    standing: { siteId: site.siteId, own: ownRisk(receipt), supplierBand: seenBySupplier.result.band },
  };
}

function rowOf(site: SiteToScore, receipt: Receipt, asOf: string): NewScore {
  const { contributions: _, ...figures } = receipt.result;
  return {
    id: newId<string>(),
    siteId: site.siteId,
    supplierId: site.supplierId,
    asOf,
    ...figures,
    methodId: receipt.method.id,
    methodVersion: receipt.method.version,
    inputsSha256: inputsHash(receipt),
    receiptSha256: receipt.sha256,
    receipt: canonicalJson(receipt),
  };
}

const differs = (latest: SiteToScore['latest'], row: NewScore): boolean =>
  latest === null ||
  latest.inputsSha256 !== row.inputsSha256 ||
  latest.residual !== row.residual ||
  latest.best !== row.best ||
  latest.worst !== row.worst ||
  latest.confidence !== row.confidence;
