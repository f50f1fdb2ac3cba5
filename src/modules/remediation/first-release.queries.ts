import type { EntityManager } from 'typeorm';
import type { Deadlines } from '../../domain/remediation/deadlines.js';
import type { LibraryRef } from './library.queries.js';

/** The action of a finding that its supplier has never known of. */
export interface UntoldAction extends LibraryRef {
  readonly plan_due_on: string;
  readonly due_on: string;
}

/** null: the supplier has known of it before. */
export async function readUntoldAction(db: EntityManager, findingId: string): Promise<UntoldAction | null> {
  const rows: UntoldAction[] = await db.query(
    `SELECT a.library_id, a.library_version, to_char(a.plan_due_on, 'YYYY-MM-DD') AS plan_due_on, to_char(a.due_on, 'YYYY-MM-DD') AS due_on
     FROM corrective_action a JOIN finding f ON f.tenant_id = a.tenant_id AND f.id = a.finding_id
     WHERE f.id = $1 AND f.released_at IS NULL`,
    [findingId],
  );
  return rows[0] ?? null;
}

export async function tellFirst(
  db: EntityManager,
  findingId: string,
  { containBy, planDueOn, dueOn }: Deadlines,
  now: Date,
): Promise<void> {
  await db.query('UPDATE finding SET released_at = $2 WHERE id = $1', [findingId, now]);
  await db.query('UPDATE corrective_action SET contain_by = $2, plan_due_on = $3, due_on = $4 WHERE finding_id = $1', [
    findingId,
    containBy,
    planDueOn,
    dueOn,
  ]);
}
