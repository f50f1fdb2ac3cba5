import type { EntityManager } from 'typeorm';
import type { Evidence } from '../../domain/scoring/methodology.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** A review as officers and auditors see it. */
export interface StoredReview {
  readonly question_id: string;
  readonly decision: 'accepted' | 'returned';
  readonly comment_sealed: Buffer | null;
  readonly evidence: Evidence;
  /** As an earlier release stored it. */
  readonly report: string | null;
  readonly report_sealed: Buffer | null;
  readonly verified_on: IsoDate | null;
  /** A second person has to confirm what the report verifies. */
  readonly awaiting: boolean;
  readonly answer_version: number | null;
  readonly reviewed_by: string;
  readonly reviewed_at: Date;
  readonly confirmed_by: string | null;
  readonly confirmed_at: Date | null;
}

export function storedReviews(db: EntityManager, tenantId: string, assessmentId: string): Promise<StoredReview[]> {
  return db.query(
    `SELECT question_id, decision, comment_sealed, evidence, report, report_sealed, verified_on::text, awaiting, answer_version, reviewed_by, reviewed_at,
            confirmed_by, confirmed_at
     FROM answer_review WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY question_id`,
    [tenantId, assessmentId],
  );
}

/** From now on it counts. */
export async function confirmReview(
  db: EntityManager,
  tenantId: string,
  review: { readonly assessmentId: string; readonly question: string; readonly personId: string; readonly now: Date },
): Promise<void> {
  await db.query(
    `UPDATE answer_review SET evidence = 'verified', awaiting = false, confirmed_by = $4, confirmed_at = $5
     WHERE tenant_id = $1 AND assessment_id = $2 AND question_id = $3`,
    [tenantId, review.assessmentId, review.question, review.personId, review.now],
  );
}

/** Whether what counts for the question now was said in this assessment: nothing later has taken its place. */
export async function countsFromAssessment(db: EntityManager, tenantId: string, assessmentId: string, question: string): Promise<boolean> {
  const rows: { source: string }[] = await db.query(
    `SELECT c.source FROM counted_answer c JOIN assessment a ON a.tenant_id = c.tenant_id AND a.site_id = c.site_id AND a.manual_family = c.manual_family
     WHERE c.tenant_id = $1 AND a.id = $2 AND c.question_id = $3 ORDER BY c.id DESC LIMIT 1`,
    [tenantId, assessmentId, question],
  );
  return rows[0]?.source === `assessment:${assessmentId}`;
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
  readonly reportSealed: Buffer | null;
  readonly verifiedOn: IsoDate | null;
  readonly awaiting: boolean;
  readonly answerVersion: number | null;
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
    `INSERT INTO answer_review (tenant_id, assessment_id, question_id, supplier_id, decision, comment_sealed, evidence, report_sealed, verified_on, awaiting,
                                answer_version, reviewed_by, reviewed_at)
     SELECT $1, $2, n.question_id, $3, n.decision, n.comment_sealed, n.evidence, n.report_sealed, n.verified_on, n.awaiting, n.answer_version, $4, $5
     FROM unnest($6::text[], $7::text[], $8::bytea[], $9::text[], $10::bytea[], $11::date[], $12::boolean[], $13::integer[])
       AS n (question_id, decision, comment_sealed, evidence, report_sealed, verified_on, awaiting, answer_version)
     ON CONFLICT (tenant_id, assessment_id, question_id) DO UPDATE SET
       decision = excluded.decision, comment_sealed = excluded.comment_sealed, evidence = excluded.evidence, report = NULL,
       report_sealed = excluded.report_sealed, verified_on = excluded.verified_on, awaiting = excluded.awaiting, answer_version = excluded.answer_version,
       reviewed_by = excluded.reviewed_by, reviewed_at = excluded.reviewed_at, confirmed_by = NULL, confirmed_at = NULL`,
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
      reviews.map(({ reportSealed }) => reportSealed),
      reviews.map(({ verifiedOn }) => verifiedOn),
      reviews.map(({ awaiting }) => awaiting),
      reviews.map(({ answerVersion }) => answerVersion),
    ],
  );
}
