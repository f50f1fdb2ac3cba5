import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../../domain/shared/instant.js';

/** @returns false where somebody has looked through them today already */
export async function markSeen(db: EntityManager, tenantId: string, today: IsoDate): Promise<boolean> {
  const [rows]: [{ tenant_id: string }[], number] = await db.query(
    'UPDATE tenant SET documents_seen_on = $2::date WHERE tenant_id = $1 AND documents_seen_on IS DISTINCT FROM $2::date RETURNING tenant_id',
    [tenantId, today],
  );
  return rows.length > 0;
}

/** A day on which answers about a site lose the documents that prove them, and whom to write to about it. */
export interface EndingProof {
  readonly siteId: string;
  readonly supplierId: string;
  readonly endsOn: IsoDate;
  readonly questions: readonly string[];
  /** The site's latest round. */
  readonly assessmentId: string;
  readonly contactId: string;
}

/**
 * Answers in force whose documents end within `days`, by site and day, of which nobody was told since those days began. The letters themselves
 * are the record of who was told.
 */
export function endingProofs(
  db: EntityManager,
  tenantId: string,
  kind: string,
  today: IsoDate,
  days: number,
): Promise<readonly EndingProof[]> {
  return db.query(
    `SELECT p.site_id AS "siteId", p.supplier_id AS "supplierId", p.ends_on::text AS "endsOn", p.questions, a.id AS "assessmentId", k.id AS "contactId"
     FROM (
       SELECT c.site_id, c.supplier_id, c.documented_until AS ends_on, array_agg(c.question_id ORDER BY c.question_id) AS questions
       FROM counted_answer c
       WHERE c.tenant_id = $1 AND c.documented_until BETWEEN $2::date AND $2::date + $3::integer AND c.evidence = 'documented' AND NOT EXISTS (
         SELECT FROM counted_answer n WHERE n.tenant_id = c.tenant_id AND n.site_id = c.site_id AND n.question_id = c.question_id AND n.id > c.id)
       GROUP BY c.site_id, c.supplier_id, c.documented_until
     ) p
     JOIN site s ON s.tenant_id = $1 AND s.id = p.site_id AND s.status = 'active'
     JOIN supplier f ON f.tenant_id = $1 AND f.id = p.supplier_id AND f.status = 'active'
     JOIN LATERAL (
       SELECT id FROM assessment WHERE tenant_id = $1 AND site_id = p.site_id AND audience = 'supplier' AND state <> 'cancelled' ORDER BY id DESC LIMIT 1) a ON true
     JOIN LATERAL (SELECT id FROM contact WHERE tenant_id = $1 AND supplier_id = p.supplier_id AND status = 'active' ORDER BY id LIMIT 1) k ON true
     WHERE NOT EXISTS (
       SELECT FROM mail m JOIN assessment b ON b.tenant_id = m.tenant_id AND b.id = m.assessment_id
       WHERE m.tenant_id = $1 AND m.kind = $4 AND m.day = p.ends_on AND b.site_id = p.site_id
         AND m.created_at >= ((p.ends_on - $3::integer)::timestamp AT TIME ZONE 'UTC'))
     ORDER BY p.site_id, p.ends_on`,
    [tenantId, today, days, kind],
  );
}
