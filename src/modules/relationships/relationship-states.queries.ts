import type { EntityManager } from 'typeorm';
import type { RelationshipState } from '../../domain/relationships/relationship-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';

export type Step = 'decided' | 'proposed' | 'approved' | 'declined';

/** One step of a relationship's history. */
export interface StateRow {
  readonly id: string;
  readonly number: number;
  readonly step: Step;
  readonly state: RelationshipState;
  readonly proposal_id: string | null;
  readonly key_id: string;
  readonly reason_sealed: Buffer;
  readonly harm_sealed: Buffer | null;
  readonly expires_on: IsoDate | null;
  readonly no_expiry_reason_sealed: Buffer | null;
  readonly by_id: string;
  readonly at: Date;
}

const COLUMNS =
  'id, number, step, state, proposal_id, key_id, reason_sealed, harm_sealed, expires_on::text, no_expiry_reason_sealed, by_id, at';

/** `lock`: for whoever is about to decide, so that two decisions take turns. null: no such supplier. */
export async function supplierStatus(db: EntityManager, tenantId: string, id: string, lock: boolean): Promise<string | null> {
  const rows: { status: string }[] = await db.query(
    `SELECT status FROM supplier WHERE tenant_id = $1 AND id = $2${lock ? ' FOR NO KEY UPDATE' : ''}`,
    [tenantId, id],
  );
  return rows[0]?.status ?? null;
}

/** Newest first, beginning after step `before`; one row more than `limit`, to tell whether there is another page. */
export function listStates(
  db: EntityManager,
  tenantId: string,
  supplierId: string,
  before: number | null,
  limit: number,
): Promise<StateRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM relationship_state WHERE tenant_id = $1 AND supplier_id = $2 AND ($4::integer IS NULL OR number < $4)
     ORDER BY number DESC LIMIT $3`,
    [tenantId, supplierId, limit + 1, before],
  );
}

/** What the standing follows from: the last step, the last decision in force or expired, and the last proposal with what became of it. */
export interface Milestones {
  readonly last: StateRow | null;
  readonly decided: StateRow | null;
  readonly proposed: StateRow | null;
}

export async function readMilestones(db: EntityManager, tenantId: string, supplierId: string): Promise<Milestones> {
  const latest = (steps: string): string =>
    `(SELECT ${COLUMNS} FROM relationship_state WHERE tenant_id = $1 AND supplier_id = $2 AND step IN (${steps}) ORDER BY number DESC LIMIT 1)`;
  const rows: StateRow[] = await db.query(
    `${latest(`'decided', 'approved'`)} UNION ALL ${latest(`'proposed'`)} UNION ALL ${latest(`'declined'`)} ORDER BY number DESC`,
    [tenantId, supplierId],
  );
  return {
    last: rows[0] ?? null,
    decided: rows.find(({ step }) => step === 'decided' || step === 'approved') ?? null,
    proposed: rows.find(({ step }) => step === 'proposed') ?? null,
  };
}

export interface NewState extends Omit<StateRow, 'at'> {
  readonly supplierId: string;
}

export async function insertState(db: EntityManager, tenantId: string, row: NewState, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO relationship_state (tenant_id, id, supplier_id, number, step, state, proposal_id, key_id, reason_sealed, harm_sealed, expires_on,
                                     no_expiry_reason_sealed, by_id, at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      tenantId,
      row.id,
      row.supplierId,
      row.number,
      row.step,
      row.state,
      row.proposal_id,
      row.key_id,
      row.reason_sealed,
      row.harm_sealed,
      row.expires_on,
      row.no_expiry_reason_sealed,
      row.by_id,
      now,
    ],
  );
}

/** For lists; the history itself is in the steps. */
export async function setStanding(
  db: EntityManager,
  tenantId: string,
  supplierId: string,
  { state, expires_on: until }: Pick<StateRow, 'state' | 'expires_on'>,
): Promise<void> {
  await db.query('UPDATE supplier SET relationship_state = $3, relationship_until = $4 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    supplierId,
    state,
    until,
  ]);
}
