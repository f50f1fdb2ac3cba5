import type { EntityManager } from 'typeorm';

/** An answer as it was saved once. */
export interface ChangeRow {
  readonly id: string;
  readonly question_id: string;
  readonly version: number;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly text_sealed: Buffer | null;
  readonly comment_sealed: Buffer | null;
  readonly origin: string;
  readonly changed_by_kind: string;
  readonly changed_by: string | null;
  readonly link_id: string | null;
  readonly on_behalf_of: string | null;
  readonly copied_from: string | null;
  readonly changed_at: Date;
}

export interface HistoryFilter {
  readonly assessmentId: string;
  /** Ids of the questions to tell of; null: all. */
  readonly questions: readonly string[] | null;
}

/** Newest first; one row more than `limit`, to tell whether there is another page. */
export function listChanges(
  db: EntityManager,
  tenantId: string,
  { assessmentId, questions }: HistoryFilter,
  after: string | null,
  limit: number,
): Promise<ChangeRow[]> {
  return db.query(
    `SELECT id, question_id, version, state, value, text_sealed, comment_sealed, origin, changed_by_kind, changed_by, link_id, on_behalf_of,
            copied_from, changed_at
     FROM answer_change
     WHERE tenant_id = $1 AND assessment_id = $2 AND ($3::text[] IS NULL OR question_id = ANY ($3)) AND ($4::uuid IS NULL OR id < $4)
     ORDER BY id DESC LIMIT $5`,
    [tenantId, assessmentId, questions, after, limit + 1],
  );
}
