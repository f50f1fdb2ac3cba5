import type { EntityManager } from 'typeorm';
import type { Cadence } from '../../domain/reassessment/next-due.js';

/** Months until the next assessment by band, and days to answer it. */
export interface Policy {
  readonly cadence: Cadence;
  readonly answerDays: number;
  readonly version: number;
}

interface PolicyRow {
  critical_months: number;
  high_months: number;
  medium_months: number;
  low_months: number;
  answer_days: number;
  version: number;
}

/** `FOR SHARE` while planning by it, `FOR UPDATE` while changing it: no site is planned by a policy that is just being replaced. */
export async function readPolicy(db: EntityManager, tenantId: string, lock: '' | 'FOR SHARE' | 'FOR UPDATE' = ''): Promise<Policy | null> {
  const [row]: PolicyRow[] = await db.query(
    `SELECT critical_months, high_months, medium_months, low_months, answer_days, version FROM reassessment_policy WHERE tenant_id = $1 ${lock}`,
    [tenantId],
  );
  if (row === undefined) return null;
  return {
    cadence: { critical: row.critical_months, high: row.high_months, medium: row.medium_months, low: row.low_months },
    answerDays: row.answer_days,
    version: row.version,
  };
}

export async function writePolicy(db: EntityManager, tenantId: string, { cadence, answerDays }: Omit<Policy, 'version'>): Promise<void> {
  await db.query(
    `UPDATE reassessment_policy SET critical_months = $2, high_months = $3, medium_months = $4, low_months = $5, answer_days = $6, version = version + 1
     WHERE tenant_id = $1`,
    [tenantId, cadence.critical, cadence.high, cadence.medium, cadence.low, answerDays],
  );
}
