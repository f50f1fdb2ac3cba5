import type { EntityManager } from 'typeorm';
import type { AssessmentState } from '../../domain/assessment/assessment-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';

export type ExtensionState = 'open' | 'approved' | 'declined' | 'lapsed';

/** A wish for more time, with the names one needs to read it. */
export interface ExtensionRow {
  readonly id: string;
  readonly assessment_id: string;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly site_id: string;
  readonly site_name: string;
  readonly contact_id: string;
  /** `lapsed`: open, but the round waits for nothing any more. */
  readonly state: ExtensionState;
  readonly due_on: IsoDate;
  readonly until: IsoDate;
  readonly key_id: string;
  readonly reason_sealed: Buffer;
  readonly asked_at: Date;
  readonly granted_until: IsoDate | null;
  readonly comment_sealed: Buffer | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
}

const STATE = `CASE WHEN e.state = 'open' AND a.state NOT IN ('sent', 'in_progress', 'returned') THEN 'lapsed' ELSE e.state END`;
const SELECT = `SELECT e.id, e.assessment_id, e.supplier_id, p.name AS supplier_name, a.site_id, s.name AS site_name, e.contact_id, ${STATE} AS state,
    e.due_on::text, e.until::text, a.key_id, e.reason_sealed, e.asked_at, e.granted_until::text, e.comment_sealed, e.decided_by, e.decided_at
  FROM extension_request e
  JOIN assessment a ON a.tenant_id = e.tenant_id AND a.id = e.assessment_id
  JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
  JOIN supplier p ON p.tenant_id = a.tenant_id AND p.id = a.supplier_id`;

export async function findExtension(db: EntityManager, tenantId: string, id: string): Promise<ExtensionRow | null> {
  const rows: ExtensionRow[] = await db.query(`${SELECT} WHERE e.tenant_id = $1 AND e.id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

/** Which to list; null: whatever it is. */
export interface ExtensionFilter {
  readonly state: ExtensionState | null;
  readonly assessmentId: string | null;
}

/** The longest waiting first, beginning after one; one row more than `limit`. */
export function listExtensions(
  db: EntityManager,
  tenantId: string,
  { state, assessmentId }: ExtensionFilter,
  after: string | null,
  limit: number,
): Promise<ExtensionRow[]> {
  return db.query(
    `${SELECT} WHERE e.tenant_id = $1 AND ($2::text IS NULL OR ${STATE} = $2) AND ($3::uuid IS NULL OR e.assessment_id = $3)
       AND ($4::uuid IS NULL OR e.id > $4) ORDER BY e.id LIMIT $5`,
    [tenantId, state, assessmentId, after, limit + 1],
  );
}

/** What a respondent sees of its own round. */
export interface OwnRound {
  readonly supplier_id: string;
  readonly state: AssessmentState;
  readonly due_on: IsoDate;
  readonly key_id: string;
}

/** Takes turns with whoever decides, or submits. */
export async function lockOwnRound(db: EntityManager, tenantId: string, assessmentId: string): Promise<OwnRound | null> {
  const rows: OwnRound[] = await db.query(
    'SELECT supplier_id, state, due_on::text, key_id FROM assessment WHERE tenant_id = $1 AND id = $2 FOR NO KEY UPDATE',
    [tenantId, assessmentId],
  );
  return rows[0] ?? null;
}

export interface OwnExtensionRow {
  readonly id: string;
  readonly state: Exclude<ExtensionState, 'lapsed'>;
  readonly until: IsoDate;
  readonly key_id: string;
  readonly asked_at: Date;
  readonly granted_until: IsoDate | null;
  readonly comment_sealed: Buffer | null;
  readonly decided_at: Date | null;
}

/** The last one of a round, in columns that a respondent may read. */
export async function lastExtension(db: EntityManager, tenantId: string, assessmentId: string): Promise<OwnExtensionRow | null> {
  const rows: OwnExtensionRow[] = await db.query(
    `SELECT e.id, e.state, e.until::text, a.key_id, e.asked_at, e.granted_until::text, e.comment_sealed, e.decided_at
     FROM extension_request e JOIN assessment a ON a.tenant_id = e.tenant_id AND a.id = e.assessment_id
     WHERE e.tenant_id = $1 AND e.assessment_id = $2 ORDER BY e.id DESC LIMIT 1`,
    [tenantId, assessmentId],
  );
  return rows[0] ?? null;
}

export interface NewExtension {
  readonly id: string;
  readonly supplierId: string;
  readonly assessmentId: string;
  readonly contactId: string;
  readonly dueOn: IsoDate;
  readonly until: IsoDate;
  readonly reasonSealed: Buffer;
  readonly askedAt: Date;
}

/** @returns false where one is open already */
export async function insertExtension(db: EntityManager, tenantId: string, row: NewExtension): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO extension_request (tenant_id, id, supplier_id, assessment_id, contact_id, state, due_on, until, reason_sealed, asked_at)
     VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9) ON CONFLICT (tenant_id, assessment_id) WHERE state = 'open' DO NOTHING RETURNING id`,
    [tenantId, row.id, row.supplierId, row.assessmentId, row.contactId, row.dueOn, row.until, row.reasonSealed, row.askedAt],
  );
  return rows.length > 0;
}

export interface Decision {
  readonly state: 'approved' | 'declined';
  readonly grantedUntil: IsoDate | null;
  readonly commentSealed: Buffer | null;
  readonly decidedBy: string;
  readonly decidedAt: Date;
}

/** @returns false where it was decided already */
export async function decideExtension(db: EntityManager, tenantId: string, id: string, decision: Decision): Promise<boolean> {
  const [rows]: [unknown[], number] = await db.query(
    `UPDATE extension_request SET state = $3, granted_until = $4, comment_sealed = $5, decided_by = $6, decided_at = $7
     WHERE tenant_id = $1 AND id = $2 AND state = 'open' RETURNING id`,
    [tenantId, id, decision.state, decision.grantedUntil, decision.commentSealed, decision.decidedBy, decision.decidedAt],
  );
  return rows.length > 0;
}

/** The link that a contact holds and that still opens; null where there is none, or the contact is gone. */
export async function liveLinkOf(
  db: EntityManager,
  tenantId: string,
  of: { readonly assessmentId: string; readonly contactId: string },
  now: Date,
): Promise<string | null> {
  const rows: { id: string }[] = await db.query(
    `SELECT l.id FROM assessment_link l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id AND c.status = 'active'
     WHERE l.tenant_id = $1 AND l.assessment_id = $2 AND l.contact_id = $3 AND l.chapters IS NULL AND l.revoked_at IS NULL AND l.expires_at > $4 ORDER BY l.id DESC LIMIT 1`,
    [tenantId, of.assessmentId, of.contactId, now],
  );
  return rows[0]?.id ?? null;
}

/** A wish that nobody was written to about yet, and who answers for it. */
export interface UntoldRow {
  readonly assessment_id: string;
  readonly until: IsoDate;
  readonly owner_id: string | null;
  readonly sender_id: string | null;
}

/** Marks it as told, for whoever gets it; null where it was told, or decided. */
export async function takeUntold(db: EntityManager, tenantId: string, id: string, now: Date): Promise<UntoldRow | null> {
  const [taken]: [unknown[], number] = await db.query(
    `UPDATE extension_request SET told_at = $3 WHERE tenant_id = $1 AND id = $2 AND told_at IS NULL AND state = 'open' RETURNING id`,
    [tenantId, id, now],
  );
  if (taken.length === 0) return null;
  const rows: UntoldRow[] = await db.query(
    `SELECT e.assessment_id, e.until::text, o.id AS owner_id, b.id AS sender_id
     FROM extension_request e
     JOIN assessment a ON a.tenant_id = e.tenant_id AND a.id = e.assessment_id
     LEFT JOIN relationship r ON r.tenant_id = a.tenant_id AND r.supplier_id = a.supplier_id
     LEFT JOIN person o ON o.tenant_id = a.tenant_id AND o.id = r.owner_id AND o.status = 'active'
     LEFT JOIN person b ON b.tenant_id = a.tenant_id AND b.id = a.sent_by AND b.status = 'active'
     WHERE e.tenant_id = $1 AND e.id = $2`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}
