import { Injectable } from '@nestjs/common';
import { namedEdition } from '../../../domain/scoring/explain.js';
import { explainLanguage, type ExplainLanguage, sentence } from '../../../domain/scoring/explain-texts.js';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { cursorFor } from '../../../platform/db/keyset.js';
import { type Cursor, pageOf } from '../../../platform/db/pages.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import type { LatestScorePage, LatestScoresQuery, LatestScoreView, ScoreSort } from './latest-scores.dto.js';
import { keyOfScore, type LatestScoreRow, listLatestScores, sortOfScores } from './latest-scores.queries.js';

/** Lists the latest score of each site of the portfolio. */
@Injectable()
export class LatestScoresService {
  constructor(private readonly db: TenantDb) {}

  list(actor: PersonActor, query: LatestScoresQuery): Promise<LatestScorePage> {
    const { sort, after, limit } = query;
    const cursor = cursorOfScores(sort, after);
    const language = explainLanguage(query.language ?? 'en');
    return this.db.transaction(actor, async (db) => {
      const rows = await listLatestScores(db, actor.tenantId, query, sortOfScores(sort), cursor, limit);
      const { items, next } = pageOf(
        rows,
        limit,
        (row) => ({ key: keyOfScore(sort, row), id: row.site_id }),
        (row) => viewOf(row, language),
      );
      return { items: [...items], next, caveat: sentence(language, 'caveat') };
    });
  }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** @throws DomainError CURSOR_INVALID, also for the mark of a list in another order */
function cursorOfScores(sort: ScoreSort, after: string | undefined): Cursor | null {
  const cursor = cursorFor(sortOfScores(sort), after);
  const isOther =
    cursor !== null && sort.endsWith('scoredAt') && !(INSTANT.test(String(cursor.key)) && !Number.isNaN(Date.parse(String(cursor.key))));
  if (!isOther) return cursor;
  throw new DomainError('CURSOR_INVALID', 'invalid', 'This page mark belongs to another list.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
}

const viewOf = (row: LatestScoreRow, language: ExplainLanguage): LatestScoreView => ({
  siteId: row.site_id,
  siteName: row.site_name,
  supplierId: row.supplier_id,
  supplierName: row.supplier_name,
  country: row.country,
  isic: row.isic,
  scoreId: row.score_id,
  residual: row.residual,
  best: row.best,
  worst: row.worst,
  band: row.band,
  confidence: row.confidence,
  inherent: row.inherent,
  controls: row.controls,
  zeroTolerance: row.zero_tolerance,
  scoredAt: row.scored_at.toISOString(),
  nextChangeAt: row.next_change_at?.toISOString() ?? null,
  methodId: row.method_id,
  methodVersion: row.method_version,
  editions: row.editions.map((edition) => namedEdition(language, edition)),
});
