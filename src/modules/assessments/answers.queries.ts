import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';

export interface AnswerRow {
  readonly question_id: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly text_sealed: Buffer | null;
  readonly comment_sealed: Buffer | null;
  readonly origin: 'given' | 'prefilled' | 'third_party';
  readonly answered_on: IsoDate;
  readonly answered_by_kind: 'person' | 'contact' | 'system';
  readonly answered_by: string | null;
  readonly updated_at: Date;
  readonly version: number;
}

export function answersOf(db: EntityManager, tenantId: string, assessmentId: string): Promise<AnswerRow[]> {
  return db.query(
    `SELECT question_id, state, value, text_sealed, comment_sealed, origin, answered_on::text, answered_by_kind, answered_by, updated_at, version
     FROM answer WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY question_id`,
    [tenantId, assessmentId],
  );
}

export interface AnswerWrite {
  readonly question: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly textSealed: Buffer | null;
  readonly commentSealed: Buffer | null;
}

export interface AnswerWriter {
  readonly tenantId: string;
  readonly assessmentId: string;
  readonly supplierId: string;
  readonly kind: string;
  readonly id: string | null;
  readonly now: Date;
}

/** One statement for all of them; the assessment must be locked. */
export async function upsertAnswers(db: EntityManager, writer: AnswerWriter, answers: readonly AnswerWrite[]): Promise<void> {
  await db.query(
    `INSERT INTO answer (tenant_id, assessment_id, question_id, supplier_id, state, value, text_sealed, comment_sealed, origin, answered_on,
                         answered_by_kind, answered_by, updated_at, version)
     SELECT $1, $2, n.question_id, $3, n.state, n.value, n.text_sealed, n.comment_sealed, 'given', $4, $5, $6, $7, 1
     FROM unnest($8::text[], $9::text[], $10::jsonb[], $11::bytea[], $12::bytea[]) AS n (question_id, state, value, text_sealed, comment_sealed)
     ON CONFLICT (tenant_id, assessment_id, question_id) DO UPDATE SET
       state = excluded.state, value = excluded.value, text_sealed = excluded.text_sealed, comment_sealed = excluded.comment_sealed, origin = 'given',
       answered_on = excluded.answered_on, answered_by_kind = excluded.answered_by_kind, answered_by = excluded.answered_by,
       updated_at = excluded.updated_at, version = answer.version + 1`,
    [
      writer.tenantId,
      writer.assessmentId,
      writer.supplierId,
      writer.now.toISOString().slice(0, 10),
      writer.kind,
      writer.id,
      writer.now,
      answers.map(({ question }) => question),
      answers.map(({ state }) => state),
      answers.map(({ value }) => (value === null ? null : JSON.stringify(value))),
      answers.map(({ textSealed }) => textSealed),
      answers.map(({ commentSealed }) => commentSealed),
    ],
  );
}

export interface ReviewRow {
  readonly question_id: string;
  readonly decision: 'accepted' | 'returned';
  readonly comment_sealed: Buffer | null;
  readonly reviewed_at: Date;
}

/** The part of a review that its respondent may see. */
export function reviewsShownToRespondent(db: EntityManager, tenantId: string, assessmentId: string): Promise<ReviewRow[]> {
  return db.query(
    'SELECT question_id, decision, comment_sealed, reviewed_at FROM answer_review WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY question_id',
    [tenantId, assessmentId],
  );
}

export interface ContactNameRow {
  readonly id: string;
  readonly key_id: string;
  readonly name_sealed: Buffer | null;
}

export async function contactNames(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<readonly ContactNameRow[]> {
  if (ids.length === 0) return [];
  return db.query('SELECT id, key_id, name_sealed FROM contact WHERE tenant_id = $1 AND id = ANY ($2::uuid[])', [
    tenantId,
    [...new Set(ids)],
  ]);
}
