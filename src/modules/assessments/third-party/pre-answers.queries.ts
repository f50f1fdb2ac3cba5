import type { EntityManager } from 'typeorm';

/** Id of the round of a site that its supplier is still writing; null where there is none. */
export async function unsubmittedRoundOf(db: EntityManager, tenantId: string, siteId: string): Promise<string | null> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM assessment WHERE tenant_id = $1 AND site_id = $2 AND audience = 'supplier' AND state IN ('sent', 'in_progress')`,
    [tenantId, siteId],
  );
  return rows[0]?.id ?? null;
}

/** Which questions of several rounds have an answer: `<assessment>/<question>`. */
export async function answeredPlaces(db: EntityManager, tenantId: string, assessmentIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { place: string }[] = await db.query(
    `SELECT assessment_id || '/' || question_id AS place FROM answer WHERE tenant_id = $1 AND assessment_id = ANY ($2::uuid[])`,
    [tenantId, assessmentIds],
  );
  return new Set(rows.map(({ place }) => place));
}

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
