import type { EntityManager } from 'typeorm';
import type { AnswerOrigin } from '../../domain/assessment/answer-origin.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import { newId } from '../../platform/db/ids.js';

export interface AnswerRow {
  readonly question_id: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly text_sealed: Buffer | null;
  readonly comment_sealed: Buffer | null;
  readonly origin: AnswerOrigin;
  readonly answered_on: IsoDate;
  readonly answered_by_kind: 'person' | 'contact' | 'system';
  readonly answered_by: string | null;
  /** The contact for whom an officer entered it. */
  readonly on_behalf_of: string | null;
  readonly updated_at: Date;
  readonly version: number;
}

export function answersOf(db: EntityManager, tenantId: string, assessmentId: string): Promise<AnswerRow[]> {
  return db.query(
    `SELECT question_id, state, value, text_sealed, comment_sealed, origin, answered_on::text, answered_by_kind, answered_by, on_behalf_of, updated_at, version
     FROM answer WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY question_id`,
    [tenantId, assessmentId],
  );
}

/** An answer to be written; `version` is the one that was read, 0 where there was none. */
export interface AnswerWrite {
  readonly assessmentId: string;
  readonly question: string;
  readonly version: number;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly textSealed: Buffer | null;
  readonly commentSealed: Buffer | null;
  readonly origin: AnswerOrigin;
  /** The day on which it was claimed. */
  readonly answeredOn: IsoDate;
}

export interface AnswerWriter {
  readonly tenantId: string;
  readonly supplierId: string;
  readonly kind: string;
  readonly id: string | null;
  readonly linkId: string | null;
  /** The contact for whom an officer enters them. */
  readonly onBehalfOf: string | null;
  /** The assessment they are copied from. */
  readonly copiedFrom: string | null;
  readonly now: Date;
}

export interface WrittenAnswer {
  readonly assessment_id: string;
  readonly question_id: string;
}

/**
 * Writes answers and their history in one statement, each only over the version that was read; in order, so that no two writers wait for each
 * other. @returns those that were written: whoever finds one missing was overtaken, and undoes the transaction
 */
export function writeAnswers(db: EntityManager, writer: AnswerWriter, answers: readonly AnswerWrite[]): Promise<WrittenAnswer[]> {
  if (answers.length === 0) return Promise.resolve([]);
  return db.query(WRITE, [
    writer.tenantId,
    writer.supplierId,
    writer.kind,
    writer.id,
    writer.linkId,
    writer.onBehalfOf,
    writer.copiedFrom,
    writer.now,
    answers.map(() => newId<string>()),
    answers.map(({ assessmentId }) => assessmentId),
    answers.map(({ question }) => question),
    answers.map(({ version }) => version + 1),
    answers.map(({ state }) => state),
    answers.map(({ value }) => (value === null ? null : JSON.stringify(value))),
    answers.map(({ textSealed }) => textSealed),
    answers.map(({ commentSealed }) => commentSealed),
    answers.map(({ origin }) => origin),
    answers.map(({ answeredOn }) => answeredOn),
  ]);
}

const WRITE = `
WITH given AS (
  SELECT * FROM unnest($9::uuid[], $10::uuid[], $11::text[], $12::integer[], $13::text[], $14::jsonb[], $15::bytea[], $16::bytea[], $17::text[], $18::date[])
    AS n (change_id, assessment_id, question_id, version, state, value, text_sealed, comment_sealed, origin, answered_on)
), written AS (
  INSERT INTO answer (tenant_id, assessment_id, question_id, supplier_id, state, value, text_sealed, comment_sealed, origin, answered_on,
                      answered_by_kind, answered_by, on_behalf_of, updated_at, version)
  SELECT $1::uuid, assessment_id, question_id, $2::uuid, state, value, text_sealed, comment_sealed, origin, answered_on, $3, $4, $6::uuid, $8, version
  FROM given ORDER BY assessment_id, question_id
  ON CONFLICT (tenant_id, assessment_id, question_id) DO UPDATE SET
    state = excluded.state, value = excluded.value, text_sealed = excluded.text_sealed, comment_sealed = excluded.comment_sealed,
    origin = excluded.origin, answered_on = excluded.answered_on, answered_by_kind = excluded.answered_by_kind, answered_by = excluded.answered_by,
    on_behalf_of = excluded.on_behalf_of, updated_at = excluded.updated_at, version = excluded.version
  WHERE answer.version = excluded.version - 1
  RETURNING assessment_id, question_id
)
INSERT INTO answer_change (tenant_id, id, supplier_id, assessment_id, question_id, version, state, value, text_sealed, comment_sealed, origin,
                           changed_by_kind, changed_by, link_id, on_behalf_of, copied_from, changed_at)
SELECT $1::uuid, change_id, $2::uuid, assessment_id, question_id, version, state, value, text_sealed, comment_sealed, origin, $3, $4, $5::uuid, $6::uuid, $7::uuid, $8
FROM written JOIN given USING (assessment_id, question_id)
RETURNING assessment_id, question_id`;

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
