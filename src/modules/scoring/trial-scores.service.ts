import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Fault } from '../../domain/findings/find.js';
import type { FindingThatCounts } from '../../domain/findings/open-cases.js';
import type { Band } from '../../domain/scoring/methodology.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { SiteSignal } from '../../domain/signals/site-signal.js';
import { PlansService } from '../remediation/plans.service.js';
import { StandingSignals } from '../signals/standing-signals.service.js';
import { type Inherited, Inheritance, NOTHING_INHERITED, standingOf } from './inheritance.service.js';
import { casesAmong, nextDateBasis, receiptOf, reviewSite } from './score-site.js';
import type { ScoringContent } from './scoring-contents.service.js';
import { readSitesToScore, type SiteToScore } from './scoring.queries.js';

/** A site's score under one content. */
export interface Trial {
  readonly receipt: Receipt;
  /** The band on what is released to the supplier: its next date goes by it. */
  readonly supplierBand: Band;
}

/** A site's scores under several contents, on one day and on the same facts. */
export interface TrialScore {
  readonly siteId: string;
  readonly supplierId: string;
  /** The day from which its next assessment is counted. */
  readonly basedOn: IsoDate;
  /** In the order of the contents. */
  readonly trials: readonly Trial[];
}

interface Facts {
  readonly site: SiteToScore;
  readonly said: readonly SiteSignal[];
  readonly open: readonly FindingThatCounts[];
}

interface Subject {
  readonly tenant: string;
  readonly asOf: string;
}

/** Scores sites as scoring does, but as a trial: no score is stored, no finding opened, no date planned and nobody told. */
@Injectable()
export class TrialScores {
  constructor(
    private readonly plans: PlansService,
    private readonly signals: StandingSignals,
    private readonly inheritance: Inheritance,
  ) {}

  /** Sites that are archived by now are left out. All contents are of one manual. */
  async of(
    db: EntityManager,
    tenantId: string,
    siteIds: readonly string[],
    contents: readonly ScoringContent[],
    day: IsoDate,
  ): Promise<readonly TrialScore[]> {
    const [first] = contents;
    if (first === undefined || siteIds.length === 0) return [];
    const { family } = first.manual.body;
    const sites = await readSitesToScore(db, siteIds, family);
    const signals = await this.signals.of(db, siteIds, family);
    const findings = await this.plans.openFindings(db, siteIds);
    const open = new Map(siteIds.map((id) => [id, findings.filter(({ siteId }) => siteId === id)]));
    const subject = { tenant: tenantId, asOf: `${day}T00:00:00.000Z` };
    // What those behind a site pass on is their own risk as it is stored; how much of it counts is each content's to say.
    const inherited: ReadonlyMap<string, Inherited>[] = [];
    for (const content of contents) inherited.push(await this.inheritance.of(db, content, sites, subject));
    return sites.map((site) => {
      const facts = { site, said: signals.get(site.siteId) ?? [], open: open.get(site.siteId) ?? [] };
      const trials = contents.map((content, n) => trial(content, facts, subject, inherited[n]?.get(site.siteId) ?? NOTHING_INHERITED));
      return { siteId: site.siteId, supplierId: site.supplierId, basedOn: nextDateBasis(site), trials };
    });
  }
}

function trial(content: ScoringContent, { site, said, open }: Facts, subject: Subject, inherited: Inherited): Trial {
  const all = reviewSite(content, site, said, subject.asOf, 'all');
  const released = site.releasedAnswers === null ? all : reviewSite(content, site, said, subject.asOf, 'released');
  const findings = [...open, ...findingsToCome(open, all.faults, released.faults)];
  const receipt = receiptOf(
    content,
    site,
    all,
    { cases: casesAmong(content, all, findings, 'all'), ...standingOf(inherited.all) },
    subject,
  );
  const isSame = inherited.all.behind === null && all === released && findings.every(({ visibility }) => visibility === 'released');
  if (isSame) return { receipt, supplierBand: receipt.result.band };
  const seen = receiptOf(
    content,
    site,
    released,
    { cases: casesAmong(content, released, findings, 'released'), ...standingOf(inherited.released) },
    subject,
  );
  return { receipt, supplierBand: seen.result.band };
}

/** What scoring would open first: faults for which no finding is open. */
function findingsToCome(
  open: readonly FindingThatCounts[],
  all: readonly Fault[],
  released: readonly Fault[],
): readonly FindingThatCounts[] {
  const rules = new Set(open.map(({ ruleId }) => ruleId));
  const own = released.filter(({ ofOwnWords }) => ofOwnWords);
  const known = new Set(own.map(({ ruleId }) => ruleId));
  return [...own, ...all.filter(({ ruleId }) => !known.has(ruleId))]
    .filter(({ ruleId }) => !rules.has(ruleId))
    .map(({ ruleId, severity, zeroTolerance, isCase, signalId }) => ({
      id: `new:${ruleId}`,
      ruleId,
      severity,
      zeroTolerance,
      isCase,
      signalId,
      visibility: known.has(ruleId) ? ('released' as const) : ('held' as const),
    }));
}
