import type { EntityManager } from 'typeorm';
import type { AssessmentState } from '../../domain/assessment/assessment-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** A round whose reminders are to be looked at, with the buyer's people who answer for it. */
export interface RoundRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly audience: 'supplier' | 'buyer';
  readonly state: AssessmentState;
  readonly due_on: IsoDate;
  readonly sent_at: Date;
  readonly decided_at: Date | null;
  readonly country: string;
  /** Nothing is written about it for now. */
  readonly held: boolean;
  readonly owner_id: string | null;
  readonly sender_id: string | null;
  /** Whether the supplier waits for word on more time, and when it last got some. */
  readonly more_time_asked: boolean;
  readonly more_time_at: Date | null;
}

/**
 * The one place that says for which rounds no reminder is written, though they wait for answers: their site or supplier is archived, or their
 * campaign is paused or closed.
 */
const HELD = `s.status <> 'active' OR p.status <> 'active' OR coalesce(k.state IN ('paused', 'closed'), false)`;

/** Takes rounds in hand whose moment has come; one that somebody else has in hand comes with the next sweep. */
export function takeRounds(db: EntityManager, tenantId: string, now: Date, limit: number): Promise<RoundRow[]> {
  return db.query(
    `SELECT a.id, a.supplier_id, a.audience, a.state, a.due_on::text, a.sent_at, a.decided_at, s.country, (${HELD}) AS held,
            o.id AS owner_id, b.id AS sender_id, coalesce(x.asked, false) AS more_time_asked, x.granted_at AS more_time_at
     FROM assessment a
     JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
     JOIN supplier p ON p.tenant_id = a.tenant_id AND p.id = a.supplier_id
     LEFT JOIN campaign k ON k.tenant_id = a.tenant_id AND k.id = a.campaign_id
     LEFT JOIN relationship r ON r.tenant_id = a.tenant_id AND r.supplier_id = a.supplier_id
     LEFT JOIN person o ON o.tenant_id = a.tenant_id AND o.id = r.owner_id AND o.status = 'active'
     LEFT JOIN person b ON b.tenant_id = a.tenant_id AND b.id = a.sent_by AND b.status = 'active'
     LEFT JOIN LATERAL (
       SELECT bool_or(e.state = 'open') AS asked, max(e.decided_at) FILTER (WHERE e.state = 'approved') AS granted_at
       FROM extension_request e WHERE e.tenant_id = a.tenant_id AND e.assessment_id = a.id
     ) x ON true
     WHERE a.tenant_id = $1 AND a.state IN ('sent', 'in_progress', 'returned') AND a.remind_at <= $2
     ORDER BY a.remind_at, a.id LIMIT $3 FOR NO KEY UPDATE OF a SKIP LOCKED`,
    [tenantId, now, limit],
  );
}

/** A contact who can be written to about a round: one whose link was withdrawn is none. */
export interface ContactRow {
  readonly assessment_id: string;
  readonly contact_id: string;
  readonly time_zone: string | null;
  /** The newest link that opens; null: never had one. */
  readonly link_id: string | null;
}

/** The registered contact first, then as they came in. */
export function contactsOf(db: EntityManager, tenantId: string, assessmentIds: readonly string[], now: Date): Promise<ContactRow[]> {
  return db.query(
    `SELECT a.id AS assessment_id, c.id AS contact_id, c.time_zone, l.live AS link_id
     FROM assessment a
     JOIN contact c ON c.tenant_id = a.tenant_id AND c.supplier_id = a.supplier_id AND c.status = 'active' AND c.role = 'main' AND c.email_sealed IS NOT NULL
     LEFT JOIN LATERAL (
       SELECT (array_agg(n.id ORDER BY n.id DESC) FILTER (WHERE n.revoked_at IS NULL AND n.expires_at > $3))[1] AS live, count(*) AS links
       FROM assessment_link n WHERE n.tenant_id = a.tenant_id AND n.assessment_id = a.id AND n.contact_id = c.id AND n.chapters IS NULL
     ) l ON true
     WHERE a.tenant_id = $1 AND a.id = ANY ($2::uuid[]) AND a.audience = 'supplier' AND (l.live IS NOT NULL OR l.links = 0)
     ORDER BY a.id, c.id IS DISTINCT FROM a.contact_id, c.id`,
    [tenantId, assessmentIds, now],
  );
}

/** Admins who can be written to, the longest known first. */
export async function activeAdmins(db: EntityManager, tenantId: string): Promise<readonly string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM person WHERE tenant_id = $1 AND role = 'admin' AND status = 'active' ORDER BY id LIMIT 20`,
    [tenantId],
  );
  return rows.map((row) => row.id);
}

/** When rounds are looked at next; null: never. */
export async function lookAgainAt(
  db: EntityManager,
  tenantId: string,
  rounds: readonly { readonly id: string; readonly at: string | null }[],
): Promise<void> {
  await db.query(
    `UPDATE assessment a SET remind_at = coalesce(n.at, 'infinity') FROM unnest($2::uuid[], $3::timestamptz[]) AS n (id, at)
     WHERE a.tenant_id = $1 AND a.id = n.id`,
    [tenantId, rounds.map(({ id }) => id), rounds.map(({ at }) => at)],
  );
}

/** Has a round looked at with the next sweep. */
export async function lookAgainNow(db: EntityManager, tenantId: string, id: string): Promise<void> {
  await db.query(`UPDATE assessment SET remind_at = '-infinity' WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
}
