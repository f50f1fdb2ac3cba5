import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { explain, type Explanation } from '../../domain/scoring/explain.js';
import type { Receipt } from '../../domain/scoring/receipt.js';
import { pathSentence, unnamedSentence } from '../../domain/supply/path-sentence.js';
import type { StoredPath } from '../../domain/supply/stored-path.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { OverridesBeside, type ShownOverride } from '../overrides/overrides-beside.service.js';
import { SupplyGraph } from '../supply/supply-graph.service.js';
import { explainTextsOf } from './explain-texts-of.js';
import { ScoringContents } from './scoring-contents.service.js';
import type { TracedContributionView, ExplainedScoreView, ScoreView } from './scores.dto.js';
import { latestScoreId, scoreById, scoreHistory, type ScoreRow, worstScoreId } from './scores.queries.js';

/** Reads scores: the latest, the history, one with its explanation, the receipt. */
@Injectable()
export class ScoresService {
  constructor(
    private readonly db: TenantDb,
    private readonly contents: ScoringContents,
    private readonly overrides: OverridesBeside,
    private readonly graph: SupplyGraph,
  ) {}

  ofSite(actor: PersonActor, siteId: string, language?: string): Promise<ExplainedScoreView> {
    return this.db.transaction(actor, async (db) => this.latest(db, await latestScoreId(db, siteId), 'SITE_NOT_FOUND', language));
  }

  ofSupplier(actor: PersonActor, supplierId: string, language?: string): Promise<ExplainedScoreView> {
    return this.db.transaction(actor, async (db) => this.latest(db, await worstScoreId(db, supplierId), 'SUPPLIER_NOT_FOUND', language));
  }

  history(actor: PersonActor, siteId: string, { after, limit }: PageQuery): Promise<Page<ScoreView>> {
    return this.db.transaction(actor, async (db) => {
      if ((await latestScoreId(db, siteId)) === null) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
      return pageOf(await scoreHistory(db, siteId, readCursor(after), limit), limit, ({ id }) => ({ key: null, id }), viewOf);
    });
  }

  explained(actor: PersonActor, scoreId: string, language?: string): Promise<ExplainedScoreView> {
    return this.db.transaction(actor, (db) => this.explainedWithin(db, scoreId, language));
  }

  /** The receipt exactly as it was stored: its bytes give its hash. */
  receipt(actor: PersonActor, scoreId: string): Promise<string> {
    return this.db.transaction(actor, async (db) => (await mustFind(db, scoreId)).receipt);
  }

  private async latest(
    db: EntityManager,
    found: { scoreId: string | null } | null,
    missing: string,
    language?: string,
  ): Promise<ExplainedScoreView> {
    if (found === null) throw new DomainError(missing, 'not_found', 'There is nothing with this id.');
    if (found.scoreId === null)
      throw new DomainError('NOT_SCORED_YET', 'not_found', 'The first score is being computed; ask again in a moment.');
    return this.explainedWithin(db, found.scoreId, language);
  }

  private async explainedWithin(db: EntityManager, scoreId: string, language?: string): Promise<ExplainedScoreView> {
    const row = await mustFind(db, scoreId);
    const receipt = JSON.parse(row.receipt) as Receipt;
    const content = await this.contents.ofReceipt(db, receipt.subject.tenant, receipt);
    const told = explain(receipt, await explainTextsOf(db, content, receipt), language ?? content.manual.body.baseLanguage);
    return {
      ...viewOf(row),
      language: told.language,
      headline: told.headline,
      contributions: withPath(told, await this.graph.pathOf(db, scoreId)),
      editions: [...told.editions],
      caveat: told.caveat,
      override: await this.besideLatest(db, receipt.subject.tenant, row),
    };
  }

  private async besideLatest(db: EntityManager, tenantId: string, { id, site_id: siteId }: ScoreRow): Promise<ShownOverride | null> {
    if ((await latestScoreId(db, siteId))?.scoreId !== id) return null;
    return (await this.overrides.of(db, tenantId, [siteId])).get(siteId) ?? null;
  }
}

/** For officers alone: whose risk was inherited, and by way of whom. */
const withPath = ({ lines, language }: Explanation, path: StoredPath | null): TracedContributionView[] =>
  lines.map((line) => {
    if (line.factor !== 'inherited') return { ...line, path: null };
    const because = path === null ? unnamedSentence(language) : pathSentence(path.steps, path.ownPoint, language);
    return { ...line, sentence: `${line.sentence} ${because}`, path: path === null ? null : [...path.steps] };
  });

async function mustFind(db: EntityManager, scoreId: string): Promise<ScoreRow & { readonly receipt: string }> {
  const row = await scoreById(db, scoreId);
  if (row === null) throw new DomainError('SCORE_NOT_FOUND', 'not_found', 'There is no such score.');
  return row;
}

const viewOf = (row: ScoreRow): ScoreView => ({
  id: row.id,
  siteId: row.site_id,
  supplierId: row.supplier_id,
  asOf: row.as_of.toISOString(),
  residual: row.residual,
  best: row.best,
  worst: row.worst,
  band: row.band,
  confidence: row.confidence,
  inherent: row.inherent,
  controls: row.controls,
  nextChangeAt: row.next_change_at?.toISOString() ?? null,
  methodId: row.method_id,
  methodVersion: row.method_version,
  receiptSha256: row.receipt_sha256,
});
