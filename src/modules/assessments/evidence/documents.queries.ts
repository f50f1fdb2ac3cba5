import type { EntityManager } from 'typeorm';
import type { Cursor } from '../../../platform/db/pages.js';
import type { IsoDate } from '../../../domain/shared/instant.js';
import type { FileRemark } from './examine-file.js';

export type DocumentOwner = 'supplier' | 'buyer';

/** A document as it lies here once for its supplier. */
export interface DocumentRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly owner: DocumentOwner;
  readonly sha256: string;
  readonly size: number;
  readonly media_type: string;
  readonly remarks: readonly FileRemark[];
  readonly key_id: string;
  readonly name_sealed: Buffer | null;
  /** null: the bytes are gone. */
  readonly storage_key: string | null;
  readonly uploaded_by_kind: 'person' | 'contact';
  readonly uploaded_by: string;
  readonly uploaded_at: Date;
  readonly removed_at: Date | null;
  readonly removed_as: 'removed' | 'redacted' | null;
  readonly reason_sealed: Buffer | null;
}

const COLUMNS = `d.id, d.supplier_id, d.owner, d.sha256, d.size, d.media_type, d.remarks, d.key_id, d.name_sealed, d.storage_key, d.uploaded_by_kind, d.uploaded_by,
  d.uploaded_at, d.removed_at, d.removed_as, d.reason_sealed`;

export interface NewDocument {
  readonly id: string;
  readonly supplierId: string;
  readonly owner: DocumentOwner;
  readonly sha256: string;
  readonly size: number;
  readonly mediaType: string;
  readonly remarks: readonly FileRemark[];
  readonly keyId: string;
  readonly nameSealed: Buffer;
  readonly by: { readonly kind: string; readonly id: string | null };
  readonly at: Date;
}

/** The document with these bytes, locked; made without bytes where there was none. */
export async function findOrInsertDocument(db: EntityManager, tenantId: string, document: NewDocument): Promise<DocumentRow> {
  await db.query(
    `INSERT INTO document (tenant_id, id, supplier_id, owner, sha256, size, media_type, remarks, key_id, name_sealed, uploaded_by_kind, uploaded_by, uploaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT (tenant_id, supplier_id, owner, sha256) DO NOTHING`,
    [
      tenantId,
      document.id,
      document.supplierId,
      document.owner,
      document.sha256,
      document.size,
      document.mediaType,
      document.remarks,
      document.keyId,
      document.nameSealed,
      document.by.kind,
      document.by.id,
      document.at,
    ],
  );
  const [row]: DocumentRow[] = await db.query(
    `SELECT ${COLUMNS} FROM document d WHERE d.tenant_id = $1 AND d.supplier_id = $2 AND d.owner = $3 AND d.sha256 = $4 FOR NO KEY UPDATE`,
    [tenantId, document.supplierId, document.owner, document.sha256],
  );
  if (row === undefined) throw new Error('the document is neither there nor new');
  return row;
}

/** Gives a document its bytes, with the name and sender of whoever brought them now. */
export async function fillDocument(db: EntityManager, tenantId: string, id: string, storageKey: string, from: NewDocument): Promise<void> {
  await db.query(
    `UPDATE document SET storage_key = $3, key_id = $4, name_sealed = $5, uploaded_by_kind = $6, uploaded_by = $7, uploaded_at = $8
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, storageKey, from.keyId, from.nameSealed, from.by.kind, from.by.id, from.at],
  );
}

export async function findDocument(db: EntityManager, tenantId: string, id: string): Promise<DocumentRow | null> {
  const rows: DocumentRow[] = await db.query(`SELECT ${COLUMNS} FROM document d WHERE d.tenant_id = $1 AND d.id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

/** For whoever is about to use it anew or to take it away: they take turns. */
export async function lockDocument(db: EntityManager, tenantId: string, id: string): Promise<DocumentRow | null> {
  const rows: DocumentRow[] = await db.query(`SELECT ${COLUMNS} FROM document d WHERE d.tenant_id = $1 AND d.id = $2 FOR NO KEY UPDATE`, [
    tenantId,
    id,
  ]);
  return rows[0] ?? null;
}

/** Whether an answer or a result rests on it, or anybody but its sender can have seen it. */
export async function isKept(db: EntityManager, tenantId: string, id: string): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `SELECT 1 FROM evidence e JOIN assessment a ON a.tenant_id = e.tenant_id AND a.id = e.assessment_id
     WHERE e.tenant_id = $1 AND e.document_id = $2 AND (e.withdrawn_at IS NULL OR a.submitted_at IS NOT NULL)
     UNION ALL SELECT 1 FROM third_party_result r WHERE r.tenant_id = $1 AND r.document_id = $2
     UNION ALL SELECT 1 FROM document_version v WHERE v.tenant_id = $1 AND (v.document_id = $2 OR v.replaces_id = $2) LIMIT 1`,
    [tenantId, id],
  );
  return rows.length > 0;
}

/** The sender took it back before anyone saw it. */
export async function emptyDocument(db: EntityManager, tenantId: string, id: string): Promise<void> {
  await db.query('UPDATE document SET storage_key = NULL, name_sealed = NULL WHERE tenant_id = $1 AND id = $2', [tenantId, id]);
}

/** An officer took its bytes away: the name goes too, since it may say as much as the bytes. */
export async function closeDocument(
  db: EntityManager,
  tenantId: string,
  id: string,
  end: { readonly as: 'removed' | 'redacted'; readonly by: string; readonly at: Date; readonly reasonSealed: Buffer },
): Promise<void> {
  await db.query(
    `UPDATE document SET storage_key = NULL, name_sealed = NULL, removed_as = $3, removed_by = $4, removed_at = $5, reason_sealed = $6
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, end.as, end.by, end.at, end.reasonSealed],
  );
}

export interface NewVersion {
  readonly id: string;
  readonly supplierId: string;
  readonly documentId: string;
  readonly replacesId: string;
  readonly kind: 'newer' | 'redacted';
  readonly at: Date;
}

/** Saying it twice is no fault. */
export async function insertVersion(db: EntityManager, tenantId: string, version: NewVersion): Promise<void> {
  await db.query(
    `INSERT INTO document_version (tenant_id, id, supplier_id, document_id, replaces_id, kind, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (tenant_id, document_id, replaces_id) DO NOTHING`,
    [tenantId, version.id, version.supplierId, version.documentId, version.replacesId, version.kind, version.at],
  );
}

/** A document that another one took the place of. */
export interface EarlierVersionRow extends Pick<DocumentRow, 'id' | 'sha256' | 'uploaded_at' | 'removed_at' | 'key_id' | 'reason_sealed'> {
  /** The document of whose history it is part. */
  readonly of_document: string;
  readonly kind: 'newer' | 'redacted';
  readonly recorded_at: Date;
}

/** The histories of several documents, newest first. */
export async function earlierVersions(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<readonly EarlierVersionRow[]> {
  if (ids.length === 0) return [];
  return db.query(
    `WITH RECURSIVE earlier AS (
       SELECT v.document_id AS of_document, v.replaces_id, v.kind, v.recorded_at FROM document_version v WHERE v.tenant_id = $1 AND v.document_id = ANY ($2::uuid[])
       UNION
       SELECT e.of_document, v.replaces_id, v.kind, v.recorded_at FROM earlier e JOIN document_version v ON v.tenant_id = $1 AND v.document_id = e.replaces_id
     )
     SELECT e.of_document, e.kind, e.recorded_at, d.id, d.sha256, d.uploaded_at, d.removed_at, d.key_id, d.reason_sealed
     FROM earlier e JOIN document d ON d.tenant_id = $1 AND d.id = e.replaces_id ORDER BY e.recorded_at DESC, d.id`,
    [tenantId, [...new Set(ids)]],
  );
}

/** What a document proves, or proved. */
export interface DocumentUse {
  readonly question: string;
  readonly rule: string | null;
  readonly site: string;
  readonly issuedOn: IsoDate | null;
  readonly validUntil: IsoDate | null;
  readonly provesUntil: IsoDate | null;
  readonly addedOn: IsoDate;
}

export interface ListedDocumentRow extends DocumentRow {
  readonly uses: readonly DocumentUse[];
}

/**
 * Documents that a supplier brought and that lie here still, newest first; with `questions`, those alone that prove an answer to one of them.
 * One row more than `limit`, to tell whether there is another page.
 */
export function listDocuments(
  db: EntityManager,
  tenantId: string,
  supplierId: string,
  { questions, after, limit }: { readonly questions: readonly string[] | null; readonly after: Cursor | null; readonly limit: number },
): Promise<ListedDocumentRow[]> {
  return db.query(
    `SELECT ${COLUMNS}, coalesce(u.uses, '[]') AS uses FROM document d
     LEFT JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('question', e.question_id, 'rule', e.rule_id, 'site', s.name, 'issuedOn', e.issued_on, 'validUntil', e.valid_until,
                'provesUntil', e.proves_until, 'addedOn', to_char(e.added_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')) ORDER BY e.id DESC) AS uses
       FROM evidence e JOIN assessment a ON a.tenant_id = e.tenant_id AND a.id = e.assessment_id JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
       WHERE e.tenant_id = d.tenant_id AND e.document_id = d.id AND e.withdrawn_at IS NULL AND ($3::text[] IS NULL OR e.question_id = ANY ($3))
     ) u ON true
     WHERE d.tenant_id = $1 AND d.supplier_id = $2 AND d.owner = 'supplier' AND d.storage_key IS NOT NULL AND ($4::uuid IS NULL OR d.id < $4)
       AND (u.uses IS NOT NULL OR ($3::text[] IS NULL AND NOT EXISTS (SELECT FROM evidence e WHERE e.tenant_id = d.tenant_id AND e.document_id = d.id)))
     ORDER BY d.id DESC LIMIT $5`,
    [tenantId, supplierId, questions, after?.id ?? null, limit + 1],
  );
}

/** Of these places in the store, those at which a document lies. */
export async function knownFiles(db: EntityManager, tenantId: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows: { storage_key: string }[] = await db.query(
    'SELECT storage_key FROM document WHERE tenant_id = $1 AND storage_key = ANY ($2::text[])',
    [tenantId, keys],
  );
  return new Set(rows.map((row) => row.storage_key));
}

/** Whether a document proves an answer to one of these questions. */
export async function isUsedFor(db: EntityManager, tenantId: string, id: string, questions: readonly string[]): Promise<boolean> {
  const rows: unknown[] = await db.query(
    'SELECT 1 FROM evidence WHERE tenant_id = $1 AND document_id = $2 AND withdrawn_at IS NULL AND question_id = ANY ($3::text[]) LIMIT 1',
    [tenantId, id, questions],
  );
  return rows.length > 0;
}
