import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../../domain/shared/instant.js';

export interface EvidenceRow {
  readonly id: string;
  readonly question_id: string;
  readonly rule_id: string | null;
  readonly name_sealed: Buffer;
  readonly media_type: string;
  readonly size: number;
  readonly sha256: string;
  readonly storage_key: string;
  readonly issued_on: IsoDate | null;
  readonly valid_until: IsoDate | null;
  readonly uploaded_by_kind: 'person' | 'contact';
  readonly uploaded_at: Date;
}

const COLUMNS = `id, question_id, rule_id, name_sealed, media_type, size, sha256, storage_key, issued_on::text, valid_until::text, uploaded_by_kind, uploaded_at`;

/** Files that were not withdrawn, in the order in which they came. */
export function liveEvidence(db: EntityManager, tenantId: string, assessmentId: string): Promise<EvidenceRow[]> {
  return db.query(`SELECT ${COLUMNS} FROM evidence WHERE tenant_id = $1 AND assessment_id = $2 AND withdrawn_at IS NULL ORDER BY id`, [
    tenantId,
    assessmentId,
  ]);
}

export async function liveEvidenceIds(db: EntityManager, tenantId: string, assessmentId: string): Promise<ReadonlySet<string>> {
  return new Set((await liveEvidence(db, tenantId, assessmentId)).map(({ id }) => id));
}

export interface NewEvidence {
  readonly id: string;
  readonly supplierId: string;
  readonly assessmentId: string;
  readonly question: string;
  readonly rule: string | null;
  readonly nameSealed: Buffer;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly storageKey: string;
  readonly issuedOn: IsoDate | null;
  readonly validUntil: IsoDate | null;
  readonly by: { readonly kind: string; readonly id: string | null };
  readonly now: Date;
}

export async function insertEvidence(db: EntityManager, tenantId: string, file: NewEvidence): Promise<void> {
  await db.query(
    `INSERT INTO evidence (tenant_id, id, supplier_id, assessment_id, question_id, rule_id, name_sealed, media_type, size, sha256, storage_key,
                           issued_on, valid_until, uploaded_by_kind, uploaded_by, uploaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      tenantId,
      file.id,
      file.supplierId,
      file.assessmentId,
      file.question,
      file.rule,
      file.nameSealed,
      file.mediaType,
      file.size,
      file.sha256,
      file.storageKey,
      file.issuedOn,
      file.validUntil,
      file.by.kind,
      file.by.id,
      file.now,
    ],
  );
}

export async function withdrawEvidence(db: EntityManager, tenantId: string, id: string, now: Date): Promise<void> {
  await db.query('UPDATE evidence SET withdrawn_at = $3 WHERE tenant_id = $1 AND id = $2', [tenantId, id, now]);
}
