import type { EntityManager } from 'typeorm';
import type { Standing } from '../../../domain/assessment/counted-answers.js';
import type { IsoDate } from '../../../domain/shared/instant.js';

/** A document beside a question of a site, and how long it proves the answer. */
export interface PlacedDocument {
  readonly siteId: string;
  readonly question: string;
  readonly documentId: string;
  readonly dated: IsoDate;
  readonly until: IsoDate | null;
  /** Whether an officer has accepted the round in which it stands. */
  readonly accepted: boolean;
}

/** Every place at which a document stands, and whatever else stands beside the same questions of the same sites. */
export async function placesAround(db: EntityManager, tenantId: string, documentId: string): Promise<readonly PlacedDocument[]> {
  return db.query(
    `SELECT a.site_id AS "siteId", e.question_id AS question, e.document_id AS "documentId",
            coalesce(e.issued_on, (e.uploaded_at AT TIME ZONE 'UTC')::date)::text AS dated, e.proves_until::text AS until, a.state = 'accepted' AS accepted
     FROM evidence e JOIN assessment a ON a.tenant_id = e.tenant_id AND a.id = e.assessment_id
     JOIN document d ON d.tenant_id = e.tenant_id AND d.id = e.document_id AND d.removed_at IS NULL
     WHERE e.tenant_id = $1 AND e.withdrawn_at IS NULL AND (a.site_id, e.question_id) IN (
       SELECT b.site_id, f.question_id FROM evidence f JOIN assessment b ON b.tenant_id = f.tenant_id AND b.id = f.assessment_id
       WHERE f.tenant_id = $1 AND f.document_id = $2 AND f.withdrawn_at IS NULL)`,
    [tenantId, documentId],
  );
}

/** An answer that counts as documented now, with the day on which it was claimed. */
export interface DocumentedAnswer extends Standing {
  readonly id: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly question: string;
  readonly claimedOn: IsoDate;
}

/** Of the given sites and questions, those whose answer in force is documented. */
export async function documentedAnswers(
  db: EntityManager,
  tenantId: string,
  siteIds: readonly string[],
  questions: readonly string[],
): Promise<readonly DocumentedAnswer[]> {
  return db.query(
    `SELECT c.id, c.site_id AS "siteId", c.supplier_id AS "supplierId", c.question_id AS question, c.evidence, c.dated::text,
            c.documented_until::text AS "documentedUntil",
            coalesce(CASE WHEN w.origin = 'prefilled' THEN (a.submitted_at AT TIME ZONE 'UTC')::date ELSE w.answered_on END, c.dated)::text AS "claimedOn"
     FROM (
       SELECT DISTINCT ON (site_id, question_id) * FROM counted_answer
       WHERE tenant_id = $1 AND site_id = ANY ($2::uuid[]) AND question_id = ANY ($3::text[]) ORDER BY site_id, question_id, id DESC
     ) c
     LEFT JOIN assessment a ON a.tenant_id = c.tenant_id AND 'assessment:' || a.id = c.source AND a.site_id = c.site_id
     LEFT JOIN answer w ON w.tenant_id = a.tenant_id AND w.assessment_id = a.id AND w.question_id = c.question_id
     WHERE c.evidence = 'documented'`,
    [tenantId, siteIds, questions],
  );
}

/** The same document stands here, with names blacked out; where the copy stood beside the same question already, once is enough. */
export async function moveToCopy(db: EntityManager, tenantId: string, from: string, to: string, now: Date): Promise<void> {
  await db.query(
    `UPDATE evidence e SET withdrawn_at = $4 WHERE e.tenant_id = $1 AND e.document_id = $2 AND e.withdrawn_at IS NULL AND EXISTS (
       SELECT FROM evidence o WHERE o.tenant_id = e.tenant_id AND o.assessment_id = e.assessment_id AND o.question_id = e.question_id AND o.document_id = $3
         AND coalesce(o.rule_id, '') = coalesce(e.rule_id, '') AND o.withdrawn_at IS NULL)`,
    [tenantId, from, to, now],
  );
  await db.query('UPDATE evidence SET document_id = $3, redacted_at = $4 WHERE tenant_id = $1 AND document_id = $2', [
    tenantId,
    from,
    to,
    now,
  ]);
  await db.query('UPDATE third_party_result SET document_id = $3 WHERE tenant_id = $1 AND document_id = $2', [tenantId, from, to]);
}
