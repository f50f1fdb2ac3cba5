import type { EntityManager } from 'typeorm';

export interface ReceiptRow {
  readonly id: string;
  readonly submitted_at: Date;
  readonly submitted_by_kind: string;
  readonly submitted_by: string;
  readonly on_behalf_of: string | null;
  readonly sha256: string;
  readonly document_sealed: Buffer;
}

/** More submissions than any round has. */
const MOST = 100;

/** Newest first. */
export function receiptsOf(db: EntityManager, tenantId: string, assessmentId: string): Promise<ReceiptRow[]> {
  return db.query(
    `SELECT id, submitted_at, submitted_by_kind, submitted_by, on_behalf_of, sha256, document_sealed FROM submission_receipt
     WHERE tenant_id = $1 AND assessment_id = $2 ORDER BY id DESC LIMIT ${MOST}`,
    [tenantId, assessmentId],
  );
}

export interface NewReceipt {
  readonly id: string;
  readonly supplierId: string;
  readonly assessmentId: string;
  readonly submittedAt: Date;
  readonly by: { readonly kind: string; readonly id: string | null };
  readonly onBehalfOf: string | null;
  readonly sha256: string;
  readonly documentSealed: Buffer;
}

export async function insertReceipt(db: EntityManager, tenantId: string, receipt: NewReceipt): Promise<void> {
  await db.query(
    `INSERT INTO submission_receipt (tenant_id, id, supplier_id, assessment_id, submitted_at, submitted_by_kind, submitted_by, on_behalf_of, sha256, document_sealed)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      tenantId,
      receipt.id,
      receipt.supplierId,
      receipt.assessmentId,
      receipt.submittedAt,
      receipt.by.kind,
      receipt.by.id,
      receipt.onBehalfOf,
      receipt.sha256,
      receipt.documentSealed,
    ],
  );
}
