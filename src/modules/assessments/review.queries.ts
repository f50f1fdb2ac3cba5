import type { EntityManager } from 'typeorm';
import type { Evidence } from '../../domain/scoring/methodology.js';

/** A review as officers and auditors see it. */
export interface StoredReview {
  readonly question_id: string;
  readonly decision: 'accepted' | 'returned';
  readonly comment_sealed: Buffer | null;
  readonly evidence: Evidence;
  readonly report: string | null;
  readonly reviewed_by: string;
  readonly reviewed_at: Date;
}

export function storedReviews(db: EntityManager, tenantId: string, assessmentId: string): Promise<StoredReview[]> {
  return db.query(
    `SELECT question_id, decision, comment_sealed, evidence, report, reviewed_by, reviewed_at FROM answer_review
     WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY question_id`,
    [tenantId, assessmentId],
  );
}

/** What was returned earlier and answered since is settled, unless it is returned again. */
export async function settleReturned(db: EntityManager, tenantId: string, assessmentId: string): Promise<void> {
  await db.query(`UPDATE answer_review SET decision = 'accepted' WHERE tenant_id = $1 AND assessment_id = $2 AND decision = 'returned'`, [
    tenantId,
    assessmentId,
  ]);
}

export interface NewReview {
  readonly question: string;
  readonly decision: 'accepted' | 'returned';
  readonly commentSealed: Buffer | null;
  readonly evidence: Evidence;
  readonly report: string | null;
}

export interface Reviewer {
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly supplierId: string;
  readonly personId: string;
  readonly now: Date;
}

/** One statement for all of them; the latest review of an answer stands. */
export async function upsertReviews(db: EntityManager, by: Reviewer, reviews: readonly NewReview[]): Promise<void> {
  if (reviews.length === 0) return;
  await db.query(
    `INSERT INTO answer_review (tenant_id, assessment_id, question_id, supplier_id, decision, comment_sealed, evidence, report, reviewed_by, reviewed_at)
     SELECT $1, $2, n.question_id, $3, n.decision, n.comment_sealed, n.evidence, n.report, $4, $5
     FROM unnest($6::text[], $7::text[], $8::bytea[], $9::text[], $10::text[]) AS n (question_id, decision, comment_sealed, evidence, report)
     ON CONFLICT (tenant_id, assessment_id, question_id) DO UPDATE SET
       decision = excluded.decision, comment_sealed = excluded.comment_sealed, evidence = excluded.evidence, report = excluded.report,
       reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at`,
    [
      by.tenantId,
      by.assessmentId,
      by.supplierId,
      by.personId,
      by.now,
      reviews.map(({ question }) => question),
      reviews.map(({ decision }) => decision),
      reviews.map(({ commentSealed }) => commentSealed),
      reviews.map(({ evidence }) => evidence),
      reviews.map(({ report }) => report),
    ],
  );
}
