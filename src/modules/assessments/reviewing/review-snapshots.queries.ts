import type { EntityManager } from 'typeorm';
import type { AnswerOrigin } from '../../../domain/assessment/answer-origin.js';

/** An answer as it was when its round was submitted. */
export interface SnapshotRow {
  readonly round: number;
  readonly question_id: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly text_sealed: Buffer | null;
  readonly comment_sealed: Buffer | null;
  readonly origin: AnswerOrigin;
  readonly answered_by_kind: 'person' | 'contact' | 'system';
  readonly answered_by: string | null;
  readonly updated_at: Date;
  readonly submitted_at: Date;
}

/** How often an assessment has been submitted, as far as it is kept. */
export async function latestRound(db: EntityManager, tenantId: string, assessmentId: string): Promise<number> {
  const rows: { round: number }[] = await db.query(
    'SELECT coalesce(max(round), 0)::integer AS round FROM submission_snapshot WHERE tenant_id = $1 AND assessment_id = $2',
    [tenantId, assessmentId],
  );
  return rows[0]?.round ?? 0;
}

export interface SnapshotAnswer {
  readonly question: string;
  readonly textHash: string | null;
  readonly commentHash: string | null;
}

/** Keeps the answers to these questions as they stand now, in one statement; the assessment must be locked. */
export async function insertSnapshot(
  db: EntityManager,
  of: { readonly tenantId: string; readonly assessmentId: string; readonly submittedAt: Date },
  answers: readonly SnapshotAnswer[],
): Promise<void> {
  await db.query(
    `INSERT INTO submission_snapshot (tenant_id, assessment_id, round, question_id, supplier_id, state, value, text_sealed, comment_sealed, text_hash,
                                      comment_hash, origin, answered_by_kind, answered_by, updated_at, version, submitted_at)
     SELECT w.tenant_id, w.assessment_id, r.round, w.question_id, w.supplier_id, w.state, w.value, w.text_sealed, w.comment_sealed, n.text_hash,
            n.comment_hash, w.origin, w.answered_by_kind, w.answered_by, w.updated_at, w.version, $3
     FROM unnest($4::text[], $5::text[], $6::text[]) AS n (question_id, text_hash, comment_hash)
     JOIN answer w ON w.tenant_id = $1 AND w.assessment_id = $2 AND w.question_id = n.question_id
     CROSS JOIN (SELECT coalesce(max(round), 0) + 1 AS round FROM submission_snapshot WHERE tenant_id = $1 AND assessment_id = $2) r`,
    [
      of.tenantId,
      of.assessmentId,
      of.submittedAt,
      answers.map(({ question }) => question),
      answers.map(({ textHash }) => textHash),
      answers.map(({ commentHash }) => commentHash),
    ],
  );
}

/** What was submitted the first time or last but one (`from`), and the last time. */
export function readSnapshots(
  db: EntityManager,
  tenantId: string,
  assessmentId: string,
  rounds: readonly number[],
): Promise<SnapshotRow[]> {
  return db.query(
    `SELECT round, question_id, state, value, text_sealed, comment_sealed, origin, answered_by_kind, answered_by, updated_at, submitted_at
     FROM submission_snapshot WHERE tenant_id = $1 AND assessment_id = $2 AND round = ANY ($3::integer[]) ORDER BY round, question_id`,
    [tenantId, assessmentId, rounds],
  );
}

/** By question, how many other suppliers have ever sent the words that were submitted here in that round, as an answer or a comment. */
export async function suppliersOfSameText(
  db: EntityManager,
  tenantId: string,
  assessmentId: string,
  round: number,
): Promise<ReadonlyMap<string, number>> {
  const same = (column: 'text_hash' | 'comment_hash'): string =>
    `SELECT s.question_id, count(DISTINCT o.supplier_id)::integer AS others FROM submission_snapshot s
     JOIN submission_snapshot o ON o.tenant_id = s.tenant_id AND o.question_id = s.question_id AND o.${column} = s.${column} AND o.supplier_id <> s.supplier_id
     WHERE s.tenant_id = $1 AND s.assessment_id = $2 AND s.round = $3 AND s.${column} IS NOT NULL GROUP BY s.question_id`;
  const rows: { question_id: string; others: number }[] = await db.query(
    `SELECT question_id, max(others)::integer AS others FROM (${same('text_hash')} UNION ALL ${same('comment_hash')}) u GROUP BY question_id ORDER BY question_id`,
    [tenantId, assessmentId, round],
  );
  return new Map(rows.map(({ question_id: question, others }) => [question, others]));
}
