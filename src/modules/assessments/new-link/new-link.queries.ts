import type { EntityManager } from 'typeorm';

/** Whether a contact has been sent a new link for a round since a moment. */
export async function renewedSince(
  db: EntityManager,
  tenantId: string,
  { contactId, assessmentId, since }: { readonly contactId: string; readonly assessmentId: string; readonly since: Date },
): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM assessment_link
     WHERE tenant_id = $1 AND contact_id = $2 AND assessment_id = $3 AND renewed_from IS NOT NULL AND created_at > $4 LIMIT 1`,
    [tenantId, contactId, assessmentId, since],
  );
  return rows.length > 0;
}
