import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { readsOf } from '../../domain/expressions/cel.js';
import { type Text, textIn } from '../../domain/manual/manual.js';
import { type ChangesTold, explainChange } from '../../domain/scoring/explain-change.js';
import { explainHelps } from '../../domain/scoring/explain-helps.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import { whatHelps } from '../../domain/scoring/what-helps.js';
import { type FloorReads, type WhyChanged, whyChanged } from '../../domain/scoring/why-changed.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { type IsoDate, isCalendarDay } from '../../domain/shared/instant.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { bothTexts, explainTextsOf } from './explain-texts-of.js';
import type {
  ChangePartView,
  ScoreThenView,
  SimulateDto,
  SimulatedScoreView,
  WhatHelpsView,
  WhyChangedQuery,
  WhyChangedView,
} from './insight.dto.js';
import { latestScore, scoreBefore, scoreOn, type ScoreThen } from './insight.queries.js';
import { type ScoringContent, ScoringContents } from './scoring-contents.service.js';
import { Inheritance } from './inheritance.service.js';
import { simulate } from './simulate.js';
import { SiteReading } from './site-reading.service.js';
import { surroundingsOf } from './surroundings-of.js';

/** What an officer can do with a score: see what would help, why it changed, and what it would be. Nothing here is stored. */
@Injectable()
export class InsightService {
  constructor(
    private readonly db: TenantDb,
    private readonly contents: ScoringContents,
    private readonly sites: SiteReading,
    private readonly clock: Clock,
    private readonly inheritance: Inheritance,
  ) {}

  /** @throws DomainError SITE_NOT_FOUND, NOT_SCORED_YET */
  whatHelps(actor: PersonActor, siteId: string, language?: string): Promise<WhatHelpsView> {
    return this.db.transaction(actor, async (db) => {
      const score = await mustBeScored(db, siteId);
      const receipt = receiptIn(score);
      const content = await this.contents.ofReceipt(db, actor.tenantId, receipt);
      const read = await this.sites.of(db, await this.contents.inForce(db, actor.tenantId), siteId);
      const found = whatHelps(receipt.method, receipt.inputs, surroundingsOf(content, receipt.inputs, read));
      const told = explainHelps(found, await explainTextsOf(db, content, receipt), language ?? content.manual.body.baseLanguage);
      const { steps, because, ...wayOut } = told.wayOut;
      return {
        scoreId: score.id,
        residual: score.residual,
        band: score.band,
        language: told.language,
        helps: [...told.lines],
        wayOut: { ...wayOut, steps: [...steps], because: [...because] },
      };
    });
  }

  /** Between the scores in force on two days. @throws DomainError SITE_NOT_FOUND, NOT_SCORED_YET, NOT_SCORED_THEN, DATE_INVALID, DATE_IN_FUTURE, DATES_REVERSED */
  whyChanged(actor: PersonActor, siteId: string, { from, to, language }: WhyChangedQuery): Promise<WhyChangedView> {
    const days = daysOf(from, to, this.clock.today());
    return this.db.transaction(actor, async (db) => {
      await mustBeScored(db, siteId);
      const after = await mustHaveScored(db, siteId, days.to);
      const before =
        days.from === null ? ((await scoreBefore(db, siteId, after.id)) ?? after) : await mustHaveScored(db, siteId, days.from);
      const told = await this.tellChange(db, actor, receiptIn(before), receiptIn(after), language);
      return {
        from: viewThen(before),
        to: viewThen(after),
        language: told.words.language,
        headline: told.words.headline,
        parts: viewParts(told.words),
        bandBy: [...told.change.bandBy],
      };
    });
  }

  /** @throws DomainError SITE_NOT_FOUND, NOT_SCORED_YET, SITE_ARCHIVED, SIMULATION_INVALID */
  simulate(actor: PersonActor, siteId: string, { answers, closed }: SimulateDto, language?: string): Promise<SimulatedScoreView> {
    return this.db.transaction(actor, async (db) => {
      const latest = receiptIn(await mustBeScored(db, siteId));
      const content = await this.contents.inForce(db, actor.tenantId);
      const supposed = {
        answers: answers.map(({ question, state, value, evidence }) => ({ question, state, value: value ?? null, evidence })),
        closed: closed ?? [],
      };
      const read = await this.sites.active(db, content, siteId);
      const inherited = await this.inheritance.of(db, content, [read.site], { tenant: actor.tenantId, asOf: read.asOf });
      const subject = { tenant: actor.tenantId, inherited: inherited.get(siteId)?.all.behind?.inherited ?? null };
      const { receipt, raised } = simulate(content, read, supposed, subject);
      const titles = new Map(raised.map(({ ruleId, title }) => [ruleId, title]));
      const { words } = await this.tellChange(db, actor, latest, receipt, language, titles);
      const { residual, best, worst, band, confidence, inherent, controls } = receipt.result;
      return {
        ...{ residual, best, worst, band, confidence, inherent, controls },
        raised: raised.map(({ ruleId, severity, zeroTolerance, title }) => ({
          ruleId,
          severity,
          zeroTolerance,
          title: textIn(title, language ?? 'en', 'en'),
        })),
        language: words.language,
        headline: words.headline,
        parts: viewParts(words),
      };
    });
  }

  private async tellChange(
    db: EntityManager,
    actor: PersonActor,
    before: Receipt,
    after: Receipt,
    language: string | undefined,
    supposed: ReadonlyMap<string, Text> = new Map(),
  ): Promise<{ readonly change: WhyChanged; readonly words: ChangesTold }> {
    const later = await this.contents.ofReceipt(db, actor.tenantId, after);
    const earlier = await this.contents.ofReceipt(db, actor.tenantId, before);
    const texts = bothTexts(await explainTextsOf(db, later, after), await explainTextsOf(db, earlier, before));
    const change = whyChanged(before, after, readsOfFloors(later));
    const words = { ...texts, case: (id: string) => supposed.get(id) ?? texts.case?.(id) ?? null };
    return { change, words: explainChange(change, words, language ?? later.manual.body.baseLanguage) };
  }
}

const readsOfFloors =
  ({ methodology }: ScoringContent): FloorReads =>
  (id) => {
    const floor = methodology.body.floors.find((one) => one.id === id);
    return floor === undefined ? null : readsOf(floor.when);
  };

const receiptIn = ({ receipt }: ScoreThen): Receipt => JSON.parse(receipt) as Receipt;

async function mustBeScored(db: EntityManager, siteId: string): Promise<ScoreThen> {
  const found = await latestScore(db, siteId);
  if (found === null) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
  if (found.score === null)
    throw new DomainError('NOT_SCORED_YET', 'not_found', 'The first score is being computed; ask again in a moment.');
  return found.score;
}

async function mustHaveScored(db: EntityManager, siteId: string, day: IsoDate): Promise<ScoreThen> {
  const found = await scoreOn(db, siteId, day);
  if (found === null) throw new DomainError('NOT_SCORED_THEN', 'not_found', `This site had no score yet on ${day}.`);
  return found;
}

/** @throws DomainError DATE_INVALID, DATE_IN_FUTURE, DATES_REVERSED */
function daysOf(from: string | undefined, to: string | undefined, today: IsoDate): { readonly from: IsoDate | null; readonly to: IsoDate } {
  const refuse = (code: string, path: string, message: string): never => {
    throw new DomainError(code, 'invalid', message, [{ path, code, message }]);
  };
  for (const [path, day] of [
    ['from', from],
    ['to', to],
  ] as const) {
    if (day !== undefined && !isCalendarDay(day)) refuse('DATE_INVALID', path, 'This day does not exist.');
    if (day !== undefined && day > today) refuse('DATE_IN_FUTURE', path, 'This day has not come yet.');
  }
  if (from !== undefined && from > (to ?? today)) refuse('DATES_REVERSED', 'from', 'The earlier day comes first.');
  return { from: from ?? null, to: to ?? today };
}

const viewThen = ({ id, as_of: asOf, residual, band }: ScoreThen): ScoreThenView => ({
  scoreId: id,
  asOf: asOf.toISOString(),
  residual,
  band,
});

const viewParts = ({ parts }: ChangesTold): ChangePartView[] => parts.map((part) => ({ ...part, changes: [...part.changes] }));
