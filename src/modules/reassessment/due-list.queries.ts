import type { EntityManager } from 'typeorm';
import type { Band } from '../../domain/scoring/methodology.js';

export interface DueRow {
  readonly site_id: string;
  readonly site_name: string;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly due_on: string;
  readonly state: 'planned' | 'blocked' | 'sent';
  readonly reason: string;
  readonly blocked_reason: string | null;
  readonly assessment_id: string | null;
  readonly band: Band | null;
  readonly supplier_band: Band | null;
}

/** Which dates to list; null: whatever it is. */
export interface DueFilter {
  readonly states: readonly DueRow['state'][];
  readonly dueBy: string | null;
  readonly dueAfter: string | null;
  readonly siteId: string | null;
  /** Only sites of which something graver is held than their supplier may know. */
  readonly graverHeld: boolean;
}

/** By date, beginning after the one given; one row more than `limit`. */
export function listDates(
  db: EntityManager,
  tenantId: string,
  { states, dueBy, dueAfter, siteId, graverHeld }: DueFilter,
  after: { readonly dueOn: string; readonly id: string } | null,
  limit: number,
): Promise<DueRow[]> {
  return db.query(
    `SELECT r.site_id, s.name AS site_name, r.supplier_id, p.name AS supplier_name, to_char(r.due_on, 'YYYY-MM-DD') AS due_on, r.state, r.reason, r.blocked_reason, r.assessment_id,
            s.band, s.supplier_band
     FROM reassessment r
     JOIN site s ON s.tenant_id = r.tenant_id AND s.id = r.site_id
     JOIN supplier p ON p.tenant_id = r.tenant_id AND p.id = r.supplier_id
     WHERE r.tenant_id = $1 AND r.state = ANY ($2::text[])
       AND ($3::date IS NULL OR r.due_on <= $3) AND ($4::date IS NULL OR r.due_on > $4)
       AND ($8::uuid IS NULL OR r.site_id = $8)
       AND (NOT $9::boolean OR array_position(ARRAY['low', 'medium', 'high', 'critical'], s.band) > array_position(ARRAY['low', 'medium', 'high', 'critical'], s.supplier_band))
       AND ($5::date IS NULL OR r.due_on > $5 OR (r.due_on = $5 AND r.site_id > $6::uuid))
     ORDER BY r.due_on, r.site_id LIMIT $7`,
    [tenantId, states, dueBy, dueAfter, after?.dueOn ?? null, after?.id ?? null, limit + 1, siteId, graverHeld],
  );
}
