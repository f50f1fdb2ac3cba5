import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Cursor } from '../../platform/db/pages.js';

/** What a finding `f` counts as: a critical one is major while a repayment plan runs that the workers agreed to (methodology, 3.1). */
export const COUNTED_SEVERITY = `CASE WHEN f.severity = 'critical' AND EXISTS (
      SELECT FROM repayment_plan p WHERE p.tenant_id = f.tenant_id AND p.finding_id = f.id AND p.state = 'running') THEN 'major' ELSE f.severity END`;

export interface RepaymentRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly site_id: string;
  readonly finding_id: string;
  readonly action_id: string;
  readonly workers: number;
  readonly amount: number;
  readonly currency: string;
  readonly agreed_on: IsoDate;
  readonly first_payment_on: IsoDate;
  readonly last_payment_on: IsoDate;
  readonly state: 'running' | 'missed' | 'withdrawn';
  readonly key_id: string;
  readonly agreement_sealed: Buffer;
  readonly entered_by: string;
  readonly entered_at: Date;
  readonly ended_by: string | null;
  readonly ended_at: Date | null;
  readonly ended_reason_sealed: Buffer | null;
  readonly version: number;
}

const COLUMNS = `id, supplier_id, site_id, finding_id, action_id, workers, amount, currency, agreed_on::text, first_payment_on::text, last_payment_on::text,
  state, key_id, agreement_sealed, entered_by, entered_at, ended_by, ended_at, ended_reason_sealed, version`;

/** Newest first; one row more than `limit`. */
export function listRepayments(
  db: EntityManager,
  actionId: string,
  before: Cursor | null,
  limit: number,
): Promise<readonly RepaymentRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM repayment_plan WHERE action_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [actionId, before?.id ?? null, limit + 1],
  );
}

/** The plan of an action that runs; null: none does. */
export async function runningRepayment(db: EntityManager, actionId: string): Promise<RepaymentRow | null> {
  const rows: RepaymentRow[] = await db.query(`SELECT ${COLUMNS} FROM repayment_plan WHERE action_id = $1 AND state = 'running'`, [
    actionId,
  ]);
  return rows[0] ?? null;
}

export async function readRepayment(db: EntityManager, id: string): Promise<RepaymentRow | null> {
  const rows: RepaymentRow[] = await db.query(`SELECT ${COLUMNS} FROM repayment_plan WHERE id = $1`, [id]);
  return rows[0] ?? null;
}

export type NewRepayment = Omit<RepaymentRow, 'state' | 'entered_at' | 'ended_by' | 'ended_at' | 'ended_reason_sealed' | 'version'>;

export async function insertRepayment(db: EntityManager, tenantId: string, row: NewRepayment, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO repayment_plan (tenant_id, id, supplier_id, site_id, finding_id, action_id, workers, amount, currency, agreed_on, first_payment_on,
                                 last_payment_on, state, key_id, agreement_sealed, entered_by, entered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'running', $13, $14, $15, $16)`,
    [
      tenantId,
      row.id,
      row.supplier_id,
      row.site_id,
      row.finding_id,
      row.action_id,
      row.workers,
      row.amount,
      row.currency,
      row.agreed_on,
      row.first_payment_on,
      row.last_payment_on,
      row.key_id,
      row.agreement_sealed,
      row.entered_by,
      now,
    ],
  );
}

export async function endRepayment(
  db: EntityManager,
  id: string,
  end: { readonly state: 'missed' | 'withdrawn'; readonly by: string; readonly reason: Buffer },
  now: Date,
): Promise<void> {
  await db.query(
    'UPDATE repayment_plan SET state = $2, ended_by = $3, ended_at = $4, ended_reason_sealed = $5, version = version + 1 WHERE id = $1',
    [id, end.state, end.by, now, end.reason],
  );
}
