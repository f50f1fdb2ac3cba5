import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../../domain/shared/instant.js';
import { newId } from '../../../platform/db/ids.js';

/** The round of a site that its supplier is still writing, locked; null where there is none. */
export async function lockUnsubmitted(
  db: EntityManager,
  tenantId: string,
  siteId: string,
): Promise<{ readonly id: string; readonly supplier_id: string; readonly questionnaire_sha256: string } | null> {
  const rows: { id: string; supplier_id: string; questionnaire_sha256: string }[] = await db.query(
    `SELECT id, supplier_id, questionnaire_sha256 FROM assessment
     WHERE tenant_id = $1 AND site_id = $2 AND audience = 'supplier' AND state IN ('sent', 'in_progress') FOR NO KEY UPDATE`,
    [tenantId, siteId],
  );
  return rows[0] ?? null;
}

export interface PresentAnswer {
  readonly assessment_id: string;
  readonly question_id: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly origin: string;
}

export function presentAnswers(db: EntityManager, tenantId: string, assessmentIds: readonly string[]): Promise<PresentAnswer[]> {
  return db.query(
    'SELECT assessment_id, question_id, state, value, origin FROM answer WHERE tenant_id = $1 AND assessment_id = ANY ($2::uuid[])',
    [tenantId, assessmentIds],
  );
}

/** An answer that a result gives, or, with `unknown`, gave before it was withdrawn. */
export interface ResultAnswer {
  readonly assessmentId: string;
  readonly supplierId: string;
  readonly question: string;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly answeredOn: IsoDate;
}

/** One statement for all of them and their history. What somebody has written is never touched. */
export async function writeResultAnswers(db: EntityManager, tenantId: string, now: Date, answers: readonly ResultAnswer[]): Promise<void> {
  if (answers.length === 0) return;
  await db.query(WRITE, [
    tenantId,
    now,
    answers.map(({ assessmentId }) => assessmentId),
    answers.map(({ question }) => question),
    answers.map(({ supplierId }) => supplierId),
    answers.map(({ state }) => state),
    answers.map(({ value }) => (value === null ? null : JSON.stringify(value))),
    answers.map(({ answeredOn }) => answeredOn),
    answers.map(() => newId<string>()),
  ]);
}

/** A version is never given twice, also where an answer was set aside before. */
const WRITE = `
WITH given AS (
  SELECT n.*, 1 + coalesce((SELECT max(c.version) FROM answer_change c
                            WHERE c.tenant_id = $1 AND c.assessment_id = n.assessment_id AND c.question_id = n.question_id), 0) AS version
  FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::jsonb[], $8::date[], $9::uuid[])
    AS n (assessment_id, question_id, supplier_id, state, value, answered_on, change_id)
), written AS (
  INSERT INTO answer (tenant_id, assessment_id, question_id, supplier_id, state, value, origin, answered_on, answered_by_kind, updated_at, version)
  SELECT $1::uuid, assessment_id, question_id, supplier_id, state, value, 'third_party', answered_on, 'system', $2::timestamptz, version FROM given
  ON CONFLICT (tenant_id, assessment_id, question_id) DO UPDATE SET
    state = excluded.state, value = excluded.value, answered_on = excluded.answered_on, updated_at = excluded.updated_at, version = excluded.version
  WHERE answer.origin = 'third_party'
  RETURNING assessment_id, question_id, version
)
INSERT INTO answer_change (tenant_id, id, supplier_id, assessment_id, question_id, version, state, value, origin, changed_by_kind, changed_at)
SELECT $1::uuid, g.change_id, g.supplier_id, g.assessment_id, g.question_id, w.version, g.state, g.value, 'third_party', 'system', $2::timestamptz
FROM given g JOIN written w ON w.assessment_id = g.assessment_id AND w.question_id = g.question_id`;

/** Takes the reports of results away from questions that they do not answer any more; `kept`: `<assessment>/<question>/<result>`. */
export async function withdrawReports(
  db: EntityManager,
  tenantId: string,
  assessmentIds: readonly string[],
  kept: readonly string[],
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE evidence SET withdrawn_at = $4 WHERE tenant_id = $1 AND assessment_id = ANY ($2::uuid[]) AND result_id IS NOT NULL AND withdrawn_at IS NULL
     AND assessment_id || '/' || question_id || '/' || result_id <> ALL ($3::text[])`,
    [tenantId, assessmentIds, kept, now],
  );
}

/** When and by whom the reports of results were brought. */
export interface ReportRow {
  readonly id: string;
  readonly uploaded_by_kind: 'person' | 'contact';
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
}

export function reportsOf(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<ReportRow[]> {
  return db.query(
    `SELECT id, uploaded_by_kind, uploaded_by, uploaded_at FROM document WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) AND storage_key IS NOT NULL`,
    [tenantId, ids],
  );
}
