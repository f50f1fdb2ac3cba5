import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { canonicalJson } from '../../../domain/ledger/canonical-json.js';
import type { Text } from '../../../domain/manual/manual.js';
import { explain } from '../../../domain/scoring/explain.js';
import { issueReceipt, type Receipt } from '../../../domain/scoring/receipt.js';
import { scoreSite } from '../../../domain/scoring/score-site.js';
import { inputsForSupplier } from '../../../domain/scoring/supplier-receipt.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import { type RespondentActor, systemOf } from '../../../platform/auth/actor.js';
import { Clock } from '../../../platform/clock/clock.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import { StandingSignals } from '../../signals/standing-signals.service.js';
import { textsWith } from '../explain-texts-of.js';
import type { FromUpstream } from '../../supply/supply-graph.service.js';
import { Inheritance, NOBODY, standingOf } from '../inheritance.service.js';
import { casesAmong, receiptOf, reviewSite } from '../score-site.js';
import { type ScoringContent, ScoringContents } from '../scoring-contents.service.js';
import { readCountedAnswers } from '../counted-answers.queries.js';
import type { SupplierScoreView } from './supplier-score.dto.js';
import { type OwnSite, readOwnFindings, readOwnSite } from './supplier-score.queries.js';

interface OwnScore {
  readonly content: ScoringContent;
  readonly receipt: Receipt;
  readonly titles: ReadonlyMap<string, Text>;
}

/**
 * A site's score as its supplier sees it: computed when it is asked for, from what is released and nothing else. The rows are read as the
 * respondent, so the database itself leaves out what is held; the stored score, its date and its number of changes never come near. Beyond its own rows
 * only what those behind it pass on is read: public facts, over the links that it knows we know of.
 */
@Injectable()
export class SupplierScoreService {
  constructor(
    private readonly db: TenantDb,
    private readonly contents: ScoringContents,
    private readonly signals: StandingSignals,
    private readonly clock: Clock,
    private readonly inheritance: Inheritance,
  ) {}

  async explained(actor: RespondentActor, language: string | undefined): Promise<SupplierScoreView> {
    const { content, receipt, titles } = await this.compute(actor);
    const told = explain(receipt, textsWith(content, receipt, titles), language ?? content.manual.body.baseLanguage);
    const { contributions: _, ...figures } = receipt.result;
    return {
      asOf: receipt.inputs.asOf,
      ...figures,
      methodId: receipt.method.id,
      methodVersion: receipt.method.version,
      language: told.language,
      headline: told.headline,
      notFinal: told.notFinal,
      contributions: [...told.lines],
      editions: [...told.editions],
      caveat: told.caveat,
    };
  }

  /** Canonical JSON from which the supplier, or whoever it asks, computes the same figures again. */
  async receipt(actor: RespondentActor): Promise<string> {
    return canonicalJson((await this.compute(actor)).receipt);
  }

  private async compute(actor: RespondentActor): Promise<OwnScore> {
    const content = await this.db.transaction(systemOf(actor.tenantId), (db) => this.contents.inForce(db, actor.tenantId));
    const { family } = content.manual.body;
    const own = await this.db.transaction(actor, (db) => readOwnSite(db, actor.assessmentId, family));
    if (own === null) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
    // Public facts of those behind it, over the links that it knows we know of.
    const subject = { tenant: actor.tenantId, asOf: `${this.clock.today()}T00:00:00.000Z` };
    const inherited = await this.db.transaction(systemOf(actor.tenantId), (db) => this.inheritance.released(db, content, [own], subject));
    return this.db.transaction(actor, (db) => this.computeWithin(db, content, own, subject, inherited.get(own.siteId) ?? NOBODY));
  }

  private async computeWithin(
    db: EntityManager,
    content: ScoringContent,
    own: OwnSite,
    subject: { readonly tenant: string; readonly asOf: string },
    inherited: FromUpstream,
  ): Promise<OwnScore> {
    const { family } = content.manual.body;
    const answers = (await readCountedAnswers(db, [own.siteId], family, 'released')).get(own.siteId) ?? [];
    const said = (await this.signals.of(db, [own.siteId], family)).get(own.siteId) ?? [];
    const findings = await readOwnFindings(db, own.siteId);
    const site = { ...own, answers, releasedAnswers: null };
    const review = reviewSite(content, site, said, subject.asOf, 'released');
    const standing = { cases: casesAmong(content, review, findings, 'released'), ...standingOf(inherited) };
    const internal = receiptOf(content, site, review, standing, subject);
    const refs = new Map(findings.map(({ id, ref }) => [id, ref]));
    const inputs = inputsForSupplier(internal.inputs, refs);
    const result = scoreSite(
      internal.method,
      inputs,
      inherited.changesOn === null ? review.answers.horizons : [...review.answers.horizons, inherited.changesOn],
    );
    return {
      content,
      receipt: issueReceipt({ ...internal, inputs, result }),
      titles: new Map(findings.map(({ ref, title }) => [ref, title])),
    };
  }
}
