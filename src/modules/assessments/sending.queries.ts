import type { EntityManager } from 'typeorm';
import { profileOf, type SiteProfile, type StoredProfile } from '../../domain/scoring/site-facts.js';
import type { IsoDate } from '../../domain/shared/instant.js';

export type Audience = 'supplier' | 'buyer';

/** A site to which a round may be sent. */
export interface SiteToAsk {
  readonly siteId: string;
  readonly supplierId: string;
  readonly archived: boolean;
  readonly profile: SiteProfile;
}

interface SiteRow extends StoredProfile {
  id: string;
  supplier_id: string;
  archived: boolean;
}

export async function sitesToAsk(db: EntityManager, tenantId: string, siteIds: readonly string[]): Promise<readonly SiteToAsk[]> {
  const rows: SiteRow[] = await db.query(
    `SELECT s.id, s.supplier_id, s.status <> 'active' OR p.status <> 'active' AS archived,
            s.country, s.region, s.isic, s.goods_mode AS "goodsMode", s.goods, s.goods_unmatched AS "goodsUnmatched", s.workers
     FROM site s JOIN supplier p ON p.tenant_id = s.tenant_id AND p.id = s.supplier_id
     WHERE s.tenant_id = $1 AND s.id = ANY ($2::uuid[]) ORDER BY s.id`,
    [tenantId, siteIds],
  );
  return rows.map((row) => ({
    siteId: row.id,
    supplierId: row.supplier_id,
    archived: row.archived,
    profile: profileOf(row),
  }));
}

/** Which of the sites have a round of this audience that is still going on. */
export async function sitesWithOpenRound(
  db: EntityManager,
  tenantId: string,
  siteIds: readonly string[],
  audience: Audience,
): Promise<ReadonlySet<string>> {
  const rows: { site_id: string }[] = await db.query(
    `SELECT site_id FROM assessment WHERE tenant_id = $1 AND site_id = ANY ($2::uuid[]) AND audience = $3
       AND state IN ('sent', 'in_progress', 'submitted', 'returned')`,
    [tenantId, siteIds, audience],
  );
  return new Set(rows.map((row) => row.site_id));
}

/** Active contacts by supplier who are asked the whole, the longest known first. */
export async function activeContacts(
  db: EntityManager,
  tenantId: string,
  supplierIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: { supplier_id: string; ids: string[] }[] = await db.query(
    `SELECT supplier_id, array_agg(id ORDER BY id) AS ids FROM contact
     WHERE tenant_id = $1 AND supplier_id = ANY ($2::uuid[]) AND status = 'active' AND role = 'main' AND email_sealed IS NOT NULL GROUP BY supplier_id`,
    [tenantId, [...new Set(supplierIds)]],
  );
  return new Map(rows.map((row) => [row.supplier_id, row.ids]));
}

/** Questions of a site's open findings. A held finding asks nothing: a question that comes back would betray it. */
export async function failedQuestions(
  db: EntityManager,
  tenantId: string,
  siteIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows: { site_id: string; questions: string[] }[] = await db.query(
    `SELECT site_id, array_agg(DISTINCT question_id) AS questions FROM finding
     WHERE tenant_id = $1 AND site_id = ANY ($2::uuid[]) AND state = 'open' AND visibility = 'released' AND question_id IS NOT NULL GROUP BY site_id`,
    [tenantId, siteIds],
  );
  return new Map(rows.map((row) => [row.site_id, [...row.questions].sort()]));
}

/** Days a supplier has to answer, by the tenant's policy; null where it has none. */
export async function answerDays(db: EntityManager, tenantId: string): Promise<number | null> {
  const rows: { answer_days: number }[] = await db.query('SELECT answer_days FROM reassessment_policy WHERE tenant_id = $1', [tenantId]);
  return rows[0]?.answer_days ?? null;
}

export interface NewAssessment {
  readonly id: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly contactId: string | null;
  readonly keyId: string;
  readonly depth: string;
  /** Of the frozen questionnaire, which is stored already. */
  readonly questionnaireSha256: string;
  readonly reassessmentDueOn: IsoDate | null;
}

export interface Sending {
  readonly audience: Audience;
  readonly manual: { readonly id: string; readonly version: string; readonly sha256: string; readonly family: string };
  readonly dueOn: IsoDate;
  readonly origin: 'officer' | 'reassessment';
  readonly campaignId: string | null;
  readonly now: Date;
  /** null: sent by the product itself. */
  readonly sentBy: string | null;
}

/**
 * Inserts the rounds in one statement. Of identical requests at the same moment one wins at the index of open rounds and the others
 * wait for it there, in order of site, so that no two wait for each other. @returns the ids that came into being
 */
export async function insertAssessments(
  db: EntityManager,
  tenantId: string,
  sending: Sending,
  rows: readonly NewAssessment[],
): Promise<ReadonlySet<string>> {
  const made: { id: string }[] = await db.query(
    `INSERT INTO assessment (tenant_id, id, supplier_id, site_id, audience, state, manual_id, manual_version, manual_sha256, manual_family, depth, questionnaire_sha256,
                             due_on, origin, reassessment_due_on, contact_id, key_id, sent_at, sent_by, campaign_id)
     SELECT $1, n.id, n.supplier_id, n.site_id, $2, 'sent', $3, $4, $5, $17, n.depth, n.questionnaire_sha256, $6, $7, n.reassessment_due_on, n.contact_id, n.key_id, $8, $18, $19
     FROM unnest($9::uuid[], $10::uuid[], $11::uuid[], $12::text[], $13::date[], $14::uuid[], $15::uuid[], $16::text[])
       AS n (id, supplier_id, site_id, depth, reassessment_due_on, contact_id, key_id, questionnaire_sha256)
     ORDER BY n.site_id
     ON CONFLICT DO NOTHING RETURNING id`,
    [
      tenantId,
      sending.audience,
      sending.manual.id,
      sending.manual.version,
      sending.manual.sha256,
      sending.dueOn,
      sending.origin,
      sending.now,
      rows.map(({ id }) => id),
      rows.map(({ supplierId }) => supplierId),
      rows.map(({ siteId }) => siteId),
      rows.map(({ depth }) => depth),
      rows.map(({ reassessmentDueOn }) => reassessmentDueOn),
      rows.map(({ contactId }) => contactId),
      rows.map(({ keyId }) => keyId),
      rows.map(({ questionnaireSha256 }) => questionnaireSha256),
      sending.manual.family,
      sending.sentBy,
      sending.campaignId,
    ],
  );
  return new Set(made.map((row) => row.id));
}
