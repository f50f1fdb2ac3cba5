import type { EntityManager } from 'typeorm';
import type { NewFinding } from '../../domain/findings/new-finding.js';
import type { Text } from '../../domain/manual/manual.js';
import type { ActionState } from '../../domain/remediation/action-states.js';
import type { Verification } from '../../domain/remediation/library.js';
import type { Answer } from '../../domain/questionnaire/answer.js';
import { Conditions } from './filters.js';

/** A corrective action with what its finding says. */
export interface ActionRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly site_id: string;
  readonly site_name: string;
  /** The id under which its supplier knows it. */
  readonly supplier_ref: string;
  readonly finding_id: string;
  readonly rule_id: string;
  /** null: the finding is about no question of the manual. */
  readonly question_id: string | null;
  readonly signal_id: string | null;
  readonly kind: NewFinding['kind'];
  readonly title: Text;
  readonly zero_tolerance: boolean;
  readonly library_id: string;
  readonly library_version: string;
  readonly severity: NewFinding['severity'];
  readonly state: ActionState;
  readonly visibility: 'held' | 'released';
  readonly contain_by: Date | null;
  readonly plan_due_on: string;
  readonly due_on: string;
  readonly key_id: string;
  readonly root_cause_sealed: Buffer | null;
  readonly plan_sealed: Buffer | null;
  readonly proof_sealed: Buffer | null;
  readonly rejection_sealed: Buffer | null;
  readonly submitted_by_kind: 'person' | 'contact' | null;
  readonly submitted_by: string | null;
  readonly submitted_at: Date | null;
  readonly verified_by: string | null;
  readonly verified_at: Date | null;
  readonly verification: Verification | null;
  readonly verified_answer: Answer | null;
  readonly report: string | null;
  readonly confirmed_by: string | null;
  readonly confirmed_at: Date | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** What to list; null: whatever it is. */
export interface ActionFilter {
  readonly state: string | null;
  /** The day on which to ask; only actions that were to be closed before it and are not. */
  readonly overdueOn: string | null;
  /** The day on which to ask; only actions that are closed, or are not to be closed before it. */
  readonly inTimeOn: string | null;
  readonly site: string | null;
  readonly supplier: string | null;
}

const SELECT = `SELECT a.id, a.supplier_ref, a.supplier_id, a.site_id, s.name AS site_name, a.finding_id, f.rule_id, f.question_id, f.signal_id, f.kind, f.title, f.zero_tolerance,
    a.library_id, a.library_version, a.severity, a.state, a.visibility, a.contain_by, to_char(a.plan_due_on, 'YYYY-MM-DD') AS plan_due_on,
    to_char(a.due_on, 'YYYY-MM-DD') AS due_on, a.key_id, a.root_cause_sealed, a.plan_sealed, a.proof_sealed, a.rejection_sealed, a.submitted_by_kind,
    a.submitted_by, a.submitted_at, a.verified_by, a.verified_at, a.verification, a.verified_answer, a.report, a.confirmed_by, a.confirmed_at,
    a.created_at, a.updated_at, a.version
  FROM corrective_action a
  JOIN finding f ON f.tenant_id = a.tenant_id AND f.id = a.finding_id
  JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id`;

/** By due date, beginning after the one given; one row more than `limit`. */
export function listActions(
  db: EntityManager,
  filter: ActionFilter,
  after: { readonly dueOn: string; readonly id: string } | null,
  limit: number,
): Promise<ActionRow[]> {
  return new Conditions()
    .also('a.state = ?', filter.state)
    .also("(a.due_on < ? AND a.state <> 'verified')", filter.overdueOn)
    .also("(a.due_on >= ? OR a.state = 'verified')", filter.inTimeOn)
    .also('a.site_id = ?', filter.site)
    .also('a.supplier_id = ?', filter.supplier)
    .alsoAfter('a.due_on', 'date', 'a.id', after === null ? null : { key: after.dueOn, id: after.id })
    .query(db, SELECT, 'ORDER BY a.due_on, a.id', limit + 1);
}

/** A supplier's actions by due date, and by the ids that it knows; one row more than `limit`. */
export function listOwnActions(
  db: EntityManager,
  after: { readonly dueOn: string; readonly id: string } | null,
  limit: number,
): Promise<ActionRow[]> {
  return new Conditions()
    .alsoAfter('a.due_on', 'date', 'a.supplier_ref', after === null ? null : { key: after.dueOn, id: after.id })
    .query(db, SELECT, 'ORDER BY a.due_on, a.supplier_ref', limit + 1);
}

/** The action that a supplier knows under this id; null: none that it may see. */
export async function actionOfRef(db: EntityManager, ref: string): Promise<string | null> {
  const rows: { id: string }[] = await db.query('SELECT id FROM corrective_action WHERE supplier_ref = $1', [ref]);
  return rows[0]?.id ?? null;
}

export async function readAction(db: EntityManager, id: string): Promise<ActionRow | null> {
  const rows: ActionRow[] = await db.query(`${SELECT} WHERE a.id = $1`, [id]);
  return rows[0] ?? null;
}

/** Keeps others from moving the same action at the same moment. null where it does not exist for this actor. */
export async function lockAction(db: EntityManager, id: string): Promise<ActionRow | null> {
  const rows: ActionRow[] = await db.query(`${SELECT} WHERE a.id = $1 FOR UPDATE OF a`, [id]);
  return rows[0] ?? null;
}

type Changes = Partial<
  Pick<
    ActionRow,
    | 'state'
    | 'root_cause_sealed'
    | 'plan_sealed'
    | 'proof_sealed'
    | 'rejection_sealed'
    | 'submitted_by_kind'
    | 'submitted_by'
    | 'submitted_at'
    | 'verified_by'
    | 'verified_at'
    | 'verification'
    | 'verified_answer'
    | 'report'
    | 'confirmed_by'
    | 'confirmed_at'
  >
>;

/** Writes only the columns named: a respondent's role may not touch the others. */
export async function updateAction(db: EntityManager, id: string, changes: Changes, now: Date): Promise<void> {
  const columns = Object.keys(changes) as (keyof Changes)[];
  const values = columns.map((column) =>
    column === 'verified_answer' && changes[column] !== null ? JSON.stringify(changes[column]) : changes[column],
  );
  const sets = columns.map((column, i) => `${column} = $${i + 3}`);
  await db.query(`UPDATE corrective_action SET ${[...sets, 'updated_at = $2', 'version = version + 1'].join(', ')} WHERE id = $1`, [
    id,
    now,
    ...values,
  ]);
}

export async function siteExists(db: EntityManager, id: string): Promise<boolean> {
  const rows: unknown[] = await db.query('SELECT 1 FROM site WHERE id = $1', [id]);
  return rows.length > 0;
}
