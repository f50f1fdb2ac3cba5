import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';

/** A date that has come and for which nothing was sent yet. */
export interface DueDate {
  readonly siteId: string;
  readonly dueOn: IsoDate;
  readonly blockedReason: string | null;
}

/** Sites that are due, in the order of their ids, beginning after one. */
export async function nextDueSites(
  db: EntityManager,
  tenantId: string,
  today: IsoDate,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const rows: { site_id: string }[] = await db.query(
    `SELECT site_id FROM reassessment
     WHERE tenant_id = $1 AND state IN ('planned', 'blocked') AND due_on <= $2::date AND ($3::uuid IS NULL OR site_id > $3::uuid)
     ORDER BY site_id LIMIT $4`,
    [tenantId, today, after, limit],
  );
  return rows.map((row) => row.site_id);
}

/** Takes the dates in hand, in the same order by all; one that another worker has sent by then is no longer among them. */
export async function lockDueDates(
  db: EntityManager,
  tenantId: string,
  today: IsoDate,
  siteIds: readonly string[],
): Promise<readonly DueDate[]> {
  return db.query(
    `SELECT site_id AS "siteId", to_char(due_on, 'YYYY-MM-DD') AS "dueOn", blocked_reason AS "blockedReason" FROM reassessment
     WHERE tenant_id = $1 AND site_id = ANY ($3::uuid[]) AND state IN ('planned', 'blocked') AND due_on <= $2::date
     ORDER BY site_id FOR UPDATE`,
    [tenantId, today, siteIds],
  );
}

export async function markSent(
  db: EntityManager,
  tenantId: string,
  sent: readonly { readonly siteId: string; readonly dueOn: IsoDate; readonly assessmentId: string }[],
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE reassessment r SET state = 'sent', assessment_id = n.assessment_id, sent_at = $2, blocked_reason = NULL
     FROM unnest($3::uuid[], $4::date[], $5::uuid[]) AS n (site_id, due_on, assessment_id)
     WHERE r.tenant_id = $1 AND r.site_id = n.site_id AND r.due_on = n.due_on`,
    [tenantId, now, sent.map(({ siteId }) => siteId), sent.map(({ dueOn }) => dueOn), sent.map(({ assessmentId }) => assessmentId)],
  );
}

/** `superseded` for a site that is gone: it is planned again if it comes back. */
export async function markNotSent(
  db: EntityManager,
  tenantId: string,
  rows: readonly { readonly siteId: string; readonly dueOn: IsoDate; readonly code: string; readonly state: 'blocked' | 'superseded' }[],
): Promise<void> {
  await db.query(
    `UPDATE reassessment r SET state = n.state, blocked_reason = n.code
     FROM unnest($2::uuid[], $3::date[], $4::text[], $5::text[]) AS n (site_id, due_on, code, state)
     WHERE r.tenant_id = $1 AND r.site_id = n.site_id AND r.due_on = n.due_on`,
    [
      tenantId,
      rows.map(({ siteId }) => siteId),
      rows.map(({ dueOn }) => dueOn),
      rows.map(({ code }) => code),
      rows.map(({ state }) => state),
    ],
  );
}
