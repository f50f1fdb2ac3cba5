import type { EntityManager } from 'typeorm';
import type { Text } from '../../domain/manual/manual.js';
import { Conditions } from './filters.js';
import { COUNTED_SEVERITY } from './repayment.queries.js';

export interface FindingRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly site_id: string;
  readonly site_name: string;
  readonly rule_id: string;
  readonly question_id: string | null;
  readonly signal_id: string | null;
  readonly signal_withdrawn: boolean;
  readonly kind: string;
  readonly severity: string;
  readonly counts_as: string;
  readonly zero_tolerance: boolean;
  readonly is_case: boolean;
  readonly title: Text;
  readonly state: 'open' | 'closed';
  readonly visibility: 'held' | 'released';
  readonly source: string;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly action_id: string | null;
  readonly version: number;
}

/** What to list; null: whatever it is. */
export interface FindingFilter {
  readonly state: string | null;
  readonly severity: string | null;
  readonly site: string | null;
  readonly supplier: string | null;
  readonly zeroTolerance: boolean | null;
  readonly visibility: string | null;
}

const SELECT = `SELECT f.id, f.supplier_id, f.site_id, s.name AS site_name, f.rule_id, f.question_id, f.kind, f.severity, ${COUNTED_SEVERITY} AS counts_as, f.zero_tolerance, f.is_case, f.title,
    f.state, f.visibility, f.source, f.opened_at, f.closed_at, f.closed_by, f.signal_id, g.withdrawn_at IS NOT NULL AS signal_withdrawn, a.id AS action_id, f.version
  FROM finding f JOIN site s ON s.tenant_id = f.tenant_id AND s.id = f.site_id
  LEFT JOIN signal g ON g.tenant_id = f.tenant_id AND g.id = f.signal_id
  LEFT JOIN corrective_action a ON a.tenant_id = f.tenant_id AND a.finding_id = f.id`;

/** Newest first, beginning after the finding with id `before`; one row more than `limit`. */
export function listFindings(db: EntityManager, filter: FindingFilter, before: string | null, limit: number): Promise<FindingRow[]> {
  return new Conditions()
    .also('f.state = ?', filter.state)
    .also('f.severity = ?', filter.severity)
    .also('f.site_id = ?', filter.site)
    .also('f.supplier_id = ?', filter.supplier)
    .also('f.zero_tolerance = ?', filter.zeroTolerance)
    .also('f.visibility = ?', filter.visibility)
    .also('f.id < ?', before)
    .query(db, SELECT, 'ORDER BY f.id DESC', limit + 1);
}

export async function readFinding(db: EntityManager, id: string): Promise<FindingRow | null> {
  const rows: FindingRow[] = await db.query(`${SELECT} WHERE f.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Locks a finding through its action first, as every other change does. */
export async function lockFinding(db: EntityManager, id: string): Promise<FindingRow | null> {
  await db.query('SELECT id FROM corrective_action WHERE finding_id = $1 FOR UPDATE', [id]);
  await db.query('SELECT id FROM finding WHERE id = $1 FOR UPDATE', [id]);
  return readFinding(db, id);
}

/** The action follows without a new version of its own: a respondent who reads it again learns nothing from a number. */
export async function setVisibility(db: EntityManager, id: string, visibility: 'held' | 'released'): Promise<void> {
  await db.query('UPDATE finding SET visibility = $2, version = version + 1 WHERE id = $1', [id, visibility]);
  await db.query('UPDATE corrective_action SET visibility = $2 WHERE finding_id = $1', [id, visibility]);
}

export async function closeFinding(db: EntityManager, id: string, personId: string, now: Date): Promise<void> {
  await db.query("UPDATE finding SET state = 'closed', closed_at = $2, closed_by = $3, version = version + 1 WHERE id = $1", [
    id,
    now,
    personId,
  ]);
}
