import type { EntityManager } from 'typeorm';

/** Which of its own manuals a tenant has chosen. */
export interface ChoiceRow {
  readonly id: string;
  readonly chosenBy: string;
  readonly chosenAt: Date;
}

export async function readChoice(db: EntityManager, tenantId: string, lock: '' | 'FOR UPDATE' = ''): Promise<ChoiceRow | undefined> {
  const rows: ChoiceRow[] = await db.query(
    `SELECT tenant_manual_id AS id, chosen_by AS "chosenBy", chosen_at AS "chosenAt" FROM manual_choice WHERE tenant_id = $1 ${lock}`,
    [tenantId],
  );
  return rows[0];
}

export async function writeChoice(
  db: EntityManager,
  tenantId: string,
  now: Date,
  choice: { readonly id: string; readonly by: string },
): Promise<void> {
  await db.query(
    `INSERT INTO manual_choice (tenant_id, tenant_manual_id, chosen_by, chosen_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (tenant_id) DO UPDATE SET tenant_manual_id = EXCLUDED.tenant_manual_id, chosen_by = EXCLUDED.chosen_by, chosen_at = EXCLUDED.chosen_at`,
    [tenantId, choice.id, choice.by, now],
  );
}

export async function deleteChoice(db: EntityManager, tenantId: string): Promise<void> {
  await db.query('DELETE FROM manual_choice WHERE tenant_id = $1', [tenantId]);
}
