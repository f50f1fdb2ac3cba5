import type { EntityManager } from 'typeorm';

/** Tenants with a reassessment that has come due; read as the system role, which sees dates and nothing else. */
export async function tenantsWithDueDates(db: EntityManager, today: string): Promise<readonly string[]> {
  const rows: { tenant_id: string }[] = await db.query(
    "SELECT DISTINCT tenant_id FROM reassessment WHERE state IN ('planned', 'blocked') AND due_on <= $1::date",
    [today],
  );
  return rows.map((row) => row.tenant_id);
}

/** Tenants with a site that is to be scored by now. */
export async function tenantsWithDueScores(db: EntityManager, now: Date): Promise<readonly string[]> {
  const rows: { tenant_id: string }[] = await db.query('SELECT DISTINCT tenant_id FROM scoring_due WHERE due_at <= $1', [now]);
  return rows.map((row) => row.tenant_id);
}

/** Forgets messages that were handed over long ago. */
export async function deleteSentMessages(db: EntityManager, before: Date): Promise<void> {
  await db.query('DELETE FROM outbox WHERE sent_at < $1', [before]);
}
