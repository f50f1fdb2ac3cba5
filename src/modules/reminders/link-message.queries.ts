import type { EntityManager } from 'typeorm';
import type { AssessmentState } from '../../domain/assessment/assessment-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** A link with what a short text about it says. */
export interface LinkToShare {
  readonly id: string;
  readonly contact_id: string;
  readonly contact_status: string;
  readonly language: string;
  readonly expires_at: Date;
  readonly revoked_at: Date | null;
  readonly state: AssessmentState;
  readonly due_on: IsoDate;
  readonly site: string;
  readonly buyer: string;
}

export async function linkToShare(db: EntityManager, tenantId: string, assessmentId: string, linkId: string): Promise<LinkToShare | null> {
  const rows: LinkToShare[] = await db.query(
    `SELECT l.id, l.contact_id, c.status AS contact_status, c.language, l.expires_at, l.revoked_at, a.state, a.due_on::text, s.name AS site, t.name AS buyer
     FROM assessment_link l
     JOIN contact c ON c.tenant_id = l.tenant_id AND c.id = l.contact_id
     JOIN assessment a ON a.tenant_id = l.tenant_id AND a.id = l.assessment_id
     JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
     JOIN tenant t ON t.tenant_id = l.tenant_id
     WHERE l.tenant_id = $1 AND l.assessment_id = $2 AND l.id = $3`,
    [tenantId, assessmentId, linkId],
  );
  return rows[0] ?? null;
}
