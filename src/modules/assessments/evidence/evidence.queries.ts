import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../../domain/shared/instant.js';
import type { DocumentRow } from './documents.queries.js';

export type EvidenceOrigin = 'uploaded' | 'reused' | 'carried_over' | 'third_party';

type OfDocument = Pick<
  DocumentRow,
  'key_id' | 'name_sealed' | 'media_type' | 'size' | 'sha256' | 'storage_key' | 'remarks' | 'removed_at' | 'reason_sealed'
>;

/** A document beside a question. */
export interface EvidenceRow extends OfDocument {
  readonly id: string;
  readonly question_id: string;
  readonly rule_id: string | null;
  readonly document_id: string;
  readonly origin: EvidenceOrigin;
  readonly issued_on: IsoDate | null;
  readonly valid_until: IsoDate | null;
  readonly proves_until: IsoDate | null;
  readonly uploaded_by_kind: 'person' | 'contact';
  readonly uploaded_by: string;
  /** Since when the document is known, not since when it stands beside this question. */
  readonly uploaded_at: Date;
  readonly added_at: Date;
  readonly redacted_at: Date | null;
  readonly result_id: string | null;
}

const COLUMNS = `e.id, e.question_id, e.rule_id, e.document_id, e.origin, e.issued_on::text, e.valid_until::text, e.proves_until::text, e.uploaded_by_kind, e.uploaded_by,
  e.uploaded_at, e.added_at, e.redacted_at, e.result_id, d.key_id, d.name_sealed, d.media_type, d.size, d.sha256, d.storage_key, d.remarks, d.removed_at, d.reason_sealed`;
const FROM = 'FROM evidence e JOIN document d ON d.tenant_id = e.tenant_id AND d.id = e.document_id';

/** Files that were neither withdrawn nor taken away, in the order in which they came: what can prove an answer. */
export async function liveEvidence(db: EntityManager, tenantId: string, assessmentId: string): Promise<EvidenceRow[]> {
  return (await shownEvidence(db, tenantId, assessmentId)).filter((row) => row.removed_at === null);
}

/** Those that an officer took away are still told of. */
export function shownEvidence(db: EntityManager, tenantId: string, assessmentId: string): Promise<EvidenceRow[]> {
  return db.query(`SELECT ${COLUMNS} ${FROM} WHERE e.tenant_id = $1 AND e.assessment_id = $2 AND e.withdrawn_at IS NULL ORDER BY e.id`, [
    tenantId,
    assessmentId,
  ]);
}

export async function liveEvidenceIds(db: EntityManager, tenantId: string, assessmentId: string): Promise<ReadonlySet<string>> {
  return new Set((await liveEvidence(db, tenantId, assessmentId)).map(({ id }) => id));
}

/** What was last said of a document's dates. */
export async function lastDatesOf(
  db: EntityManager,
  tenantId: string,
  documentId: string,
): Promise<{ readonly issuedOn: IsoDate | null; readonly validUntil: IsoDate | null }> {
  const rows: { issuedOn: IsoDate | null; validUntil: IsoDate | null }[] = await db.query(
    `SELECT issued_on::text AS "issuedOn", valid_until::text AS "validUntil" FROM evidence
     WHERE tenant_id = $1 AND document_id = $2 AND withdrawn_at IS NULL ORDER BY id DESC LIMIT 1`,
    [tenantId, documentId],
  );
  return rows[0] ?? { issuedOn: null, validUntil: null };
}

export interface NewEvidence {
  readonly id: string;
  readonly supplierId: string;
  readonly assessmentId: string;
  readonly question: string;
  readonly rule: string | null;
  readonly documentId: string;
  readonly origin: EvidenceOrigin;
  readonly issuedOn: IsoDate | null;
  readonly validUntil: IsoDate | null;
  readonly provesUntil: IsoDate | null;
  readonly uploadedByKind: 'person' | 'contact';
  readonly uploadedBy: string;
  readonly uploadedAt: Date;
  readonly resultId: string | null;
}

/** One statement for all of them; what lies there already is left as it is. */
export async function insertEvidence(db: EntityManager, tenantId: string, now: Date, files: readonly NewEvidence[]): Promise<void> {
  if (files.length === 0) return;
  await db.query(
    `INSERT INTO evidence (tenant_id, id, supplier_id, assessment_id, question_id, rule_id, document_id, origin, issued_on, valid_until, proves_until,
                           uploaded_by_kind, uploaded_by, uploaded_at, result_id, added_at)
     SELECT $1, n.id, n.supplier_id, n.assessment_id, n.question_id, n.rule_id, n.document_id, n.origin, n.issued_on, n.valid_until, n.proves_until,
            n.by_kind, n.by_id, n.uploaded_at, n.result_id, $2
     FROM unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::date[], $11::date[], $12::date[], $13::text[],
                 $14::uuid[], $15::timestamptz[], $16::uuid[])
       AS n (id, supplier_id, assessment_id, question_id, rule_id, document_id, origin, issued_on, valid_until, proves_until, by_kind, by_id, uploaded_at, result_id)
     ON CONFLICT DO NOTHING`,
    [
      tenantId,
      now,
      files.map(({ id }) => id),
      files.map(({ supplierId }) => supplierId),
      files.map(({ assessmentId }) => assessmentId),
      files.map(({ question }) => question),
      files.map(({ rule }) => rule),
      files.map(({ documentId }) => documentId),
      files.map(({ origin }) => origin),
      files.map(({ issuedOn }) => issuedOn),
      files.map(({ validUntil }) => validUntil),
      files.map(({ provesUntil }) => provesUntil),
      files.map(({ uploadedByKind }) => uploadedByKind),
      files.map(({ uploadedBy }) => uploadedBy),
      files.map(({ uploadedAt }) => uploadedAt),
      files.map(({ resultId }) => resultId),
    ],
  );
}

export async function withdrawEvidence(db: EntityManager, tenantId: string, id: string, now: Date): Promise<void> {
  await db.query('UPDATE evidence SET withdrawn_at = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, now]);
}

/** Files beside the answers of the last accepted round of each site, for a new round of the same audience and family. */
export interface EarlierEvidence extends EvidenceRow {
  readonly site_id: string;
}

export async function evidenceOfLastRounds(
  db: EntityManager,
  tenantId: string,
  newRounds: readonly string[],
): Promise<readonly EarlierEvidence[]> {
  return db.query(
    `SELECT a.site_id, ${COLUMNS} FROM (
       SELECT DISTINCT ON (n.id) n.site_id, o.tenant_id, o.id
       FROM assessment n
       JOIN assessment o ON o.tenant_id = n.tenant_id AND o.site_id = n.site_id AND o.audience = n.audience AND o.manual_family = n.manual_family
         AND o.state = 'accepted' AND o.id <> n.id
       WHERE n.tenant_id = $1 AND n.id = ANY ($2::uuid[]) ORDER BY n.id, o.id DESC
     ) a
     JOIN evidence e ON e.tenant_id = a.tenant_id AND e.assessment_id = a.id AND e.withdrawn_at IS NULL
     JOIN document d ON d.tenant_id = e.tenant_id AND d.id = e.document_id AND d.storage_key IS NOT NULL
     ORDER BY e.id`,
    [tenantId, newRounds],
  );
}
