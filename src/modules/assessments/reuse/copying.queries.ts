import type { EntityManager } from 'typeorm';
import type { AnswerRow, ReviewRow } from '../answers.queries.js';
import type { AssessmentRow } from '../assessment.queries.js';

/** Sites among those named that do not belong to the supplier. */
export async function foreignSites(db: EntityManager, tenantId: string, supplierId: string, siteIds: readonly string[]): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT w.id FROM unnest($3::uuid[]) AS w (id)
     WHERE NOT EXISTS (SELECT FROM site s WHERE s.tenant_id = $1 AND s.supplier_id = $2 AND s.id = w.id)`,
    [tenantId, supplierId, siteIds],
  );
  return rows.map(({ id }) => id);
}

/** Rounds of the supplier's other sites that are being answered, locked in order. */
export async function openRoundIds(
  db: EntityManager,
  tenantId: string,
  source: Pick<AssessmentRow, 'id' | 'supplier_id' | 'manual_family' | 'site_id'>,
  siteIds: readonly string[] | null,
): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM assessment
     WHERE tenant_id = $1 AND supplier_id = $2 AND audience = 'supplier' AND state IN ('sent', 'in_progress', 'returned')
       AND site_id <> $3 AND manual_family = $4 AND ($5::uuid[] IS NULL OR site_id = ANY ($5))
     ORDER BY id LIMIT 500 FOR NO KEY UPDATE`,
    [tenantId, source.supplier_id, source.site_id, source.manual_family, siteIds],
  );
  return rows.map(({ id }) => id);
}

/** Answers of many rounds in one statement. */
export async function answersOfAll(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<ByRound<AnswerRow>> {
  const rows: (AnswerRow & Placed)[] = await db.query(
    `SELECT assessment_id, question_id, state, value, text_sealed, comment_sealed, origin, answered_on::text, answered_by_kind, answered_by,
            on_behalf_of, updated_at, version
     FROM answer WHERE tenant_id = $1 AND assessment_id = ANY ($2::uuid[]) ORDER BY question_id`,
    [tenantId, ids],
  );
  return byRound(rows);
}

/** The part of the reviews of many rounds that respondents may see. */
export async function reviewsOfAll(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<ByRound<ReviewRow>> {
  const rows: (ReviewRow & Placed)[] = await db.query(
    `SELECT assessment_id, question_id, decision, comment_sealed, reviewed_at FROM answer_review
     WHERE tenant_id = $1 AND assessment_id = ANY ($2::uuid[]) ORDER BY question_id`,
    [tenantId, ids],
  );
  return byRound(rows);
}

interface Placed {
  readonly assessment_id: string;
}

type ByRound<T> = ReadonlyMap<string, readonly T[]>;

function byRound<T extends Placed>(rows: readonly T[]): ByRound<T> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const list = found.get(row.assessment_id);
    if (list === undefined) found.set(row.assessment_id, [row]);
    else list.push(row);
  }
  return found;
}
