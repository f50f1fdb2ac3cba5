import type { EntityManager } from 'typeorm';
import { type NumberedChange, type SetAsideReason, versionsAfter } from '../../domain/assessment/move-answers.js';
import type { AnswerRow } from './answers.queries.js';
import type { AssessmentRow } from './assessment.queries.js';

/** What moves changed, the first one first. A respondent sees this much of them. */
export async function changesOfMoves(
  db: EntityManager,
  tenantId: string,
  assessmentId: string,
): Promise<readonly (readonly NumberedChange[])[]> {
  const rows: { changes: NumberedChange[] }[] = await db.query(
    'SELECT changes FROM assessment_move WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY id',
    [tenantId, assessmentId],
  );
  return rows.map(({ changes }) => changes);
}

/** The version to name for a question without an answer, by question; a round that was never moved costs no query. */
export async function setAsideVersions(
  db: EntityManager,
  assessment: AssessmentRow,
  tenantId: string,
): Promise<ReadonlyMap<string, number>> {
  return assessment.moved_at === null ? new Map() : versionsAfter(await changesOfMoves(db, tenantId, assessment.id));
}

/** The same of many rounds, by assessment id; those that were never moved are missing. */
export async function setAsideVersionsOfAll(
  db: EntityManager,
  tenantId: string,
  assessments: readonly AssessmentRow[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const moved = assessments.flatMap(({ id, moved_at: movedAt }) => (movedAt === null ? [] : [id]));
  if (moved.length === 0) return new Map();
  const rows: { assessment_id: string; moves: NumberedChange[][] }[] = await db.query(
    `SELECT assessment_id, jsonb_agg(changes ORDER BY id) AS moves FROM assessment_move
     WHERE tenant_id = $1 AND assessment_id = ANY ($2::uuid[]) GROUP BY assessment_id`,
    [tenantId, moved],
  );
  return new Map(rows.map(({ assessment_id: id, moves }) => [id, versionsAfter(moves)]));
}

/** A manual and what was asked from it. */
export interface Asked {
  readonly manualId: string;
  readonly manualVersion: string;
  readonly questionnaireSha256: string;
}

export interface NewMove {
  readonly id: string;
  readonly assessmentId: string;
  readonly supplierId: string;
  readonly from: Asked;
  readonly to: Asked & { readonly manualSha256: string; readonly manualFamily: string; readonly depth: string };
  readonly changes: readonly NumberedChange[];
  readonly setAside: readonly { readonly question: string; readonly reason: SetAsideReason }[];
  readonly movedBy: string;
  readonly now: Date;
}

/** Exchanges the questions of a round and takes out the answers that do not come along: none is gone without a row that keeps it. The round must be locked. */
export async function storeMove(db: EntityManager, tenantId: string, move: NewMove): Promise<void> {
  const { from, to } = move;
  await db.query(
    `INSERT INTO assessment_move (tenant_id, id, assessment_id, supplier_id, from_manual_id, from_manual_version, from_questionnaire_sha256,
       to_manual_id, to_manual_version, to_questionnaire_sha256, changes, moved_by, moved_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      tenantId,
      move.id,
      move.assessmentId,
      move.supplierId,
      from.manualId,
      from.manualVersion,
      from.questionnaireSha256,
      to.manualId,
      to.manualVersion,
      to.questionnaireSha256,
      JSON.stringify(move.changes),
      move.movedBy,
      move.now,
    ],
  );
  await db.query(
    `WITH taken AS (
       DELETE FROM answer a USING unnest($4::text[], $5::text[]) AS n (question_id, reason)
       WHERE a.tenant_id = $1 AND a.assessment_id = $3 AND a.question_id = n.question_id RETURNING a.*, n.reason
     )
     INSERT INTO answer_set_aside (tenant_id, move_id, question_id, assessment_id, supplier_id, reason, state, value, text_sealed, comment_sealed, origin,
       answered_on, answered_by_kind, answered_by, on_behalf_of, updated_at, version)
     SELECT tenant_id, $2::uuid, question_id, assessment_id, supplier_id, reason, state, value, text_sealed, comment_sealed, origin,
       answered_on, answered_by_kind, answered_by, on_behalf_of, updated_at, version FROM taken`,
    [tenantId, move.id, move.assessmentId, move.setAside.map(({ question }) => question), move.setAside.map(({ reason }) => reason)],
  );
  await db.query(
    `UPDATE assessment SET manual_id = $3, manual_version = $4, manual_sha256 = $5, manual_family = $6, depth = $7, questionnaire_sha256 = $8, moved_at = $9,
       version = version + 1 WHERE tenant_id = $1 AND id = $2`,
    [
      tenantId,
      move.assessmentId,
      to.manualId,
      to.manualVersion,
      to.manualSha256,
      to.manualFamily,
      to.depth,
      to.questionnaireSha256,
      move.now,
    ],
  );
}

export interface MoveRow {
  readonly id: string;
  readonly from_manual_id: string;
  readonly from_manual_version: string;
  readonly to_manual_id: string;
  readonly to_manual_version: string;
  readonly changes: readonly NumberedChange[];
  readonly moved_by: string;
  readonly moved_at: Date;
}

export function movesOf(db: EntityManager, tenantId: string, assessmentId: string): Promise<MoveRow[]> {
  return db.query(
    `SELECT id, from_manual_id, from_manual_version, to_manual_id, to_manual_version, changes, moved_by, moved_at FROM assessment_move
     WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY id`,
    [tenantId, assessmentId],
  );
}

export type SetAsideRow = Pick<
  AnswerRow,
  | 'question_id'
  | 'state'
  | 'value'
  | 'text_sealed'
  | 'comment_sealed'
  | 'answered_on'
  | 'answered_by_kind'
  | 'answered_by'
  | 'on_behalf_of'
  | 'updated_at'
  | 'version'
> & { readonly move_id: string; readonly reason: SetAsideReason };

export function setAsideIn(db: EntityManager, tenantId: string, assessmentId: string): Promise<SetAsideRow[]> {
  return db.query(
    `SELECT move_id, question_id, reason, state, value, text_sealed, comment_sealed, answered_on::text, answered_by_kind, answered_by, on_behalf_of, updated_at, version
     FROM answer_set_aside WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY move_id, question_id`,
    [tenantId, assessmentId],
  );
}
