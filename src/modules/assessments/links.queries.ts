import type { EntityManager } from 'typeorm';
import type { AssessmentState } from '../../domain/assessment/assessment-states.js';
import type { RevocationReason } from '../../domain/assessment/new-link.js';

export interface LinkRow {
  readonly id: string;
  readonly assessment_id: string;
  readonly supplier_id: string;
  readonly contact_id: string;
  readonly contact_status: string;
  readonly secret_hash: string;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly revoked_reason: RevocationReason | null;
  /** Ids of the chapters it opens; null: the whole. */
  readonly chapters: readonly string[] | null;
  /** The contact who handed them over. */
  readonly delegated_by: string | null;
  readonly created_at: Date;
  readonly assessment_state: AssessmentState;
}

const COLUMNS = `l.id, l.assessment_id, l.supplier_id, l.contact_id, c.status AS contact_status, l.secret_hash, l.expires_at, l.revoked_at,
  l.revoked_reason, l.chapters, l.delegated_by, l.created_at, a.state AS assessment_state
  FROM assessment_link l JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id
  JOIN assessment a ON a.tenant_id = l.tenant_id AND a.id = l.assessment_id`;

export async function findLink(db: EntityManager, tenantId: string, id: string): Promise<LinkRow | null> {
  const rows: LinkRow[] = await db.query(`SELECT ${COLUMNS} WHERE l.tenant_id = $1 AND l.id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

export function linksOf(db: EntityManager, tenantId: string, assessmentId: string): Promise<LinkRow[]> {
  return db.query(`SELECT ${COLUMNS} WHERE l.tenant_id = $1 AND l.assessment_id = $2 ORDER BY l.id`, [tenantId, assessmentId]);
}

export interface NewLink {
  readonly id: string;
  readonly supplierId: string;
  readonly assessmentId: string;
  readonly contactId: string;
  readonly secretHash: string;
  readonly expiresAt: Date;
  readonly chapters: readonly string[] | null;
  readonly delegatedBy: string | null;
  /** The link that it takes the place of, at its holder's wish. */
  readonly renewedFrom: string | null;
}

/** One statement for all of them. */
export async function insertLinks(db: EntityManager, tenantId: string, now: Date, links: readonly NewLink[]): Promise<void> {
  await db.query(
    `INSERT INTO assessment_link (tenant_id, id, supplier_id, assessment_id, contact_id, secret_hash, expires_at, created_at,
                                  chapters, delegated_by, renewed_from)
     SELECT $1, n.id, n.supplier_id, n.assessment_id, n.contact_id, n.secret_hash, n.expires_at, $2,
            (SELECT array_agg(c) FROM jsonb_array_elements_text(n.chapters) AS c), n.delegated_by, n.renewed_from
     FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::timestamptz[], $9::jsonb[], $10::uuid[], $11::uuid[])
       AS n (id, supplier_id, assessment_id, contact_id, secret_hash, expires_at, chapters, delegated_by, renewed_from)`,
    [
      tenantId,
      now,
      links.map(({ id }) => id),
      links.map(({ supplierId }) => supplierId),
      links.map(({ assessmentId }) => assessmentId),
      links.map(({ contactId }) => contactId),
      links.map(({ secretHash }) => secretHash),
      links.map(({ expiresAt }) => expiresAt),
      links.map(({ chapters }) => (chapters === null ? null : JSON.stringify(chapters))),
      links.map(({ delegatedBy }) => delegatedBy),
      links.map(({ renewedFrom }) => renewedFrom),
    ],
  );
}

export async function extendLinks(db: EntityManager, tenantId: string, ids: readonly string[], expiresAt: Date): Promise<void> {
  await db.query('UPDATE assessment_link SET expires_at = $3 WHERE tenant_id = $1 AND id = ANY ($2::uuid[]) AND expires_at < $3', [
    tenantId,
    ids,
    expiresAt,
  ]);
}

/**
 * Ends a link; where that is on purpose, the links it took the place of cannot be renewed any more either.
 * @returns false where there is no such link of this assessment, or it was revoked before
 */
export async function revokeLink(
  db: EntityManager,
  tenantId: string,
  {
    assessmentId,
    id,
    reason,
    now,
  }: { readonly assessmentId: string; readonly id: string; readonly reason: RevocationReason; readonly now: Date },
): Promise<boolean> {
  const [rows]: [{ id: string }[], number] = await db.query(
    `UPDATE assessment_link SET revoked_at = $4, revoked_reason = $5
     WHERE tenant_id = $1 AND assessment_id = $2 AND id = $3 AND revoked_at IS NULL RETURNING id`,
    [tenantId, assessmentId, id, now, reason],
  );
  if (rows.length > 0 && reason !== 'rotation') {
    await db.query(
      `UPDATE assessment_link o SET revoked_reason = $4 FROM assessment_link l
       WHERE l.tenant_id = $1 AND l.assessment_id = $2 AND l.id = $3 AND o.tenant_id = l.tenant_id AND o.assessment_id = l.assessment_id
         AND o.contact_id = l.contact_id AND o.chapters IS NOT DISTINCT FROM l.chapters AND o.revoked_reason = 'rotation'`,
      [tenantId, assessmentId, id, reason],
    );
  }
  return rows.length > 0;
}

/** The contact's state where it belongs to the supplier; null where there is no such contact. */
export async function contactStatus(db: EntityManager, tenantId: string, supplierId: string, contactId: string): Promise<string | null> {
  const rows: { status: string }[] = await db.query('SELECT status FROM contact WHERE tenant_id = $1 AND supplier_id = $2 AND id = $3', [
    tenantId,
    supplierId,
    contactId,
  ]);
  return rows[0]?.status ?? null;
}
