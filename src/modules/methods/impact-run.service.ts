import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { siteImpact } from '../../domain/methods/site-impact.js';
import { type MethodCause, trialSteps } from '../../domain/methods/trial-steps.js';
import type { Cadence } from '../../domain/reassessment/next-due.js';
import { Clock } from '../../platform/clock/clock.js';
import { type MethodInForce, MethodsInForce } from '../content/methods-in-force.service.js';
import { ReassessmentService } from '../reassessment/reassessment.service.js';
import { type ScoringContent, ScoringContents } from '../scoring/scoring-contents.service.js';
import { type TrialScore, TrialScores } from '../scoring/trial-scores.service.js';
import { countImpact } from './impact-figures.queries.js';
import { insertImpactRows, type NewImpactRow } from './impact-rows.queries.js';
import { advanceImpact, finishImpact, type ImpactRow, lockImpact, nextSites, restartImpact } from './impact.queries.js';

const CHUNK = 200;

/** By what a report is computed: the content in force, and that after each step towards the draft. */
interface Plan {
  readonly before: ScoringContent;
  readonly steps: readonly { readonly cause: MethodCause; readonly content: ScoringContent }[];
  readonly cadence: Cadence | null;
}

/** Computes an impact report chunk by chunk; a chunk is one transaction, so that a worker may be killed at any moment and memory holds one chunk. */
@Injectable()
export class ImpactRun {
  constructor(
    private readonly methods: MethodsInForce,
    private readonly contents: ScoringContents,
    private readonly trials: TrialScores,
    private readonly reassessments: ReassessmentService,
    private readonly clock: Clock,
  ) {}

  /** @returns whether there is more to do; not where the report is done, or gone */
  async chunk(db: EntityManager, tenantId: string, impactId: string): Promise<boolean> {
    const impact = await lockImpact(db, tenantId, impactId);
    if (impact === undefined || impact.state === 'done') return false;
    const plan = await this.plan(db, tenantId, impact);
    if (plan === null) return false;
    const now = { manualSha256: plan.before.manual.sha256, indicesSha256: plan.before.indices.sha256 };
    if (now.manualSha256 !== impact.manualSha256 || now.indicesSha256 !== impact.indicesSha256) {
      await restartImpact(db, tenantId, impactId, now);
      return true;
    }
    const siteIds = await nextSites(db, tenantId, impact.afterSite, CHUNK);
    const last = siteIds.at(-1);
    if (last === undefined) {
      await finishImpact(db, tenantId, impactId, await countImpact(db, tenantId, impactId), this.clock.now());
      return false;
    }
    const rows = await this.rows(db, tenantId, impact, plan, siteIds);
    await insertImpactRows(db, tenantId, impactId, rows);
    await advanceImpact(db, tenantId, impactId, last, rows.length);
    return true;
  }

  private async plan(db: EntityManager, tenantId: string, impact: ImpactRow): Promise<Plan | null> {
    const [from, to] = [await this.methods.ofRow(db, tenantId, impact.againstId), await this.methods.ofRow(db, tenantId, impact.methodId)];
    if (from === undefined || to === undefined) return null;
    const way = trialSteps(from, to);
    const steps: { cause: MethodCause; content: ScoringContent }[] = [];
    for (const [i, { cause, baseVersion, adjustments }] of way.entries()) {
      const method: MethodInForce = i === way.length - 1 ? to : await this.methods.madeOf(baseVersion, 0, adjustments);
      steps.push({ cause, content: await this.contents.under(db, tenantId, method) });
    }
    return { before: await this.contents.under(db, tenantId, from), steps, cadence: to.adjustments.cadence };
  }

  private async rows(
    db: EntityManager,
    tenantId: string,
    { asOf }: ImpactRow,
    { before, steps, cadence }: Plan,
    siteIds: readonly string[],
  ): Promise<readonly NewImpactRow[]> {
    const contents = [before, ...steps.map(({ content }) => content)];
    const trials = await this.trials.of(db, tenantId, siteIds, contents, asOf);
    const compared = trials.flatMap((trial) => compare(trial, steps));
    const planned = (which: 'before' | 'after') =>
      compared.map(({ siteId, supplierId, basedOn, bands }) => ({ siteId, supplierId, basedOn, band: bands[which] }));
    const dueBefore = await this.reassessments.foresee(db, tenantId, planned('before'), { cadence: null, today: asOf });
    const dueAfter = await this.reassessments.foresee(db, tenantId, planned('after'), { cadence, today: asOf });
    return compared.map(({ siteId, supplierId, impact }) => ({
      siteId,
      supplierId,
      ...impact,
      dueBefore: dueBefore.get(siteId) ?? asOf,
      dueAfter: dueAfter.get(siteId) ?? asOf,
    }));
  }
}

/** Dates go by the bands on what is released to the supplier, so that they betray nothing. */
function compare({ siteId, supplierId, basedOn, trials }: TrialScore, steps: Plan['steps']) {
  const [before, ...after] = trials;
  if (before === undefined) return [];
  const reached = steps.flatMap(({ cause }, i) => {
    const receipt = after[i]?.receipt;
    return receipt === undefined ? [] : [{ cause, receipt }];
  });
  const bands = { before: before.supplierBand, after: (after.at(-1) ?? before).supplierBand };
  return [{ siteId, supplierId, basedOn, bands, impact: siteImpact(before.receipt, reached) }];
}
