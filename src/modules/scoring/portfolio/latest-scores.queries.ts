import type { EntityManager } from 'typeorm';
import type { Band } from '../../../domain/scoring/methodology.js';
import type { EditionUsed } from '../../../domain/scoring/used-editions.js';
import { Conditions, readSegments, segmentsAfter, type Sort } from '../../../platform/db/keyset.js';
import type { Cursor } from '../../../platform/db/pages.js';
import type { LatestScoresQuery, ScoreOrder, ScoreSort } from './latest-scores.dto.js';

/** What to list; what is not given does not matter. */
export type ScoreFilter = Pick<
  LatestScoresQuery,
  'band' | 'country' | 'isic' | 'supplierId' | 'tag' | 'ownerId' | 'minResidual' | 'confidenceBelow' | 'zeroTolerance' | 'changedSince'
>;

export interface LatestScoreRow {
  readonly site_id: string;
  readonly site_name: string;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly country: string;
  readonly isic: string | null;
  readonly score_id: string;
  readonly residual: number;
  readonly best: number;
  readonly worst: number;
  readonly band: Band;
  readonly confidence: number;
  readonly inherent: number;
  readonly controls: number;
  readonly zero_tolerance: boolean;
  readonly scored_at: Date;
  readonly next_change_at: Date | null;
  readonly method_id: string;
  readonly method_version: string;
  readonly editions: readonly EditionUsed[];
}

const ORDERS: Readonly<Record<ScoreOrder, Pick<Sort, 'column' | 'kind'>>> = {
  residual: { column: 's.residual', kind: 'number' },
  worst: { column: 's.worst', kind: 'number' },
  confidence: { column: 's.confidence', kind: 'number' },
  name: { column: 's.name COLLATE "C"', kind: 'text' },
  scoredAt: { column: 's.scored_at', kind: 'text' },
};

const orderOf = (sort: ScoreSort): ScoreOrder => sort.replace('-', '') as ScoreOrder;

/** The column behind each order. */
export const sortOfScores = (sort: ScoreSort): Sort => ({
  ...ORDERS[orderOf(sort)],
  id: 's.id',
  descending: sort.startsWith('-'),
  nullable: false,
});

/** What a row's place in the order is. */
export const keyOfScore = (sort: ScoreSort, row: LatestScoreRow): string | number =>
  ({
    residual: row.residual,
    worst: row.worst,
    confidence: row.confidence,
    name: row.site_name,
    scoredAt: row.scored_at.toISOString(),
  })[orderOf(sort)];

const ZERO_TOLERANCE = `EXISTS (SELECT FROM finding f WHERE f.tenant_id = s.tenant_id AND f.site_id = s.id AND f.state = 'open' AND f.zero_tolerance)`;

/** One row more than `limit`. The page is cut out of the sites first, so that nothing is joined to what is not shown. */
export function listLatestScores(
  db: EntityManager,
  tenantId: string,
  filter: ScoreFilter,
  sort: Sort,
  cursor: Cursor | null,
  limit: number,
): Promise<readonly LatestScoreRow[]> {
  return readSegments(segmentsAfter(sort, cursor), limit + 1, (segment, wanted) => {
    const conditions = new Conditions(`s.tenant_id = $1 AND s.status = 'active' AND s.score_id IS NOT NULL`, [tenantId]);
    conditions.add(segment.where(conditions.parameter));
    narrow(conditions, filter);
    return db.query(
      `SELECT s.id AS site_id, s.name AS site_name, s.supplier_id, u.name AS supplier_name, s.country, s.isic, s.score_id, s.residual, s.best, s.worst,
              s.band, s.confidence, s.scored_at, c.inherent, c.controls, c.next_change_at, c.method_id, c.method_version, c.editions,
              ${ZERO_TOLERANCE} AS zero_tolerance
       FROM (SELECT * FROM site s WHERE ${conditions.sql} ORDER BY ${segment.order} LIMIT ${wanted}) s
       JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id
       JOIN supplier u ON u.tenant_id = s.tenant_id AND u.id = s.supplier_id
       ORDER BY ${segment.order}`,
      conditions.params,
    );
  });
}

function narrow(conditions: Conditions, filter: ScoreFilter): void {
  conditions.also(filter.band, (band) => `s.band = ${band}`);
  conditions.also(filter.country, (country) => `s.country = ${country}`);
  conditions.also(filter.isic, (isic) => `s.isic = ${isic}`);
  conditions.also(filter.supplierId, (supplier) => `s.supplier_id = ${supplier}`);
  conditions.also(filter.minResidual, (least) => `s.residual >= ${least}`);
  conditions.also(filter.confidenceBelow, (most) => `s.confidence < ${most}`);
  conditions.also(filter.changedSince, (day) => `s.scored_at >= ${day}::date AT TIME ZONE 'UTC'`);
  conditions.also(
    filter.tag,
    (tag) => `EXISTS (SELECT FROM relationship_tag t WHERE t.tenant_id = s.tenant_id AND t.supplier_id = s.supplier_id AND t.tag = ${tag})`,
  );
  conditions.also(
    filter.ownerId,
    (owner) =>
      `EXISTS (SELECT FROM relationship r WHERE r.tenant_id = s.tenant_id AND r.supplier_id = s.supplier_id AND r.owner_id = ${owner})`,
  );
  if (filter.zeroTolerance !== undefined) conditions.add(filter.zeroTolerance ? ZERO_TOLERANCE : `NOT ${ZERO_TOLERANCE}`);
}
