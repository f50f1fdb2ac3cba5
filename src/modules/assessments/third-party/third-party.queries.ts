import type { EntityManager } from 'typeorm';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { IsoDate } from '../../../domain/shared/instant.js';
import type { SchemeFinding, SchemeResult } from '../../../domain/third-party/schemes.js';
import type { Cursor } from '../../../platform/db/pages.js';

export interface ResultRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly site_id: string;
  readonly scheme: string;
  readonly outcome: string;
  readonly audited_on: IsoDate;
  readonly valid_until: IsoDate;
  readonly findings: readonly SchemeFinding[];
  readonly texts_sealed: Buffer;
  readonly key_id: string;
  readonly document_id: string;
  readonly shared: boolean;
  readonly entered_by_kind: 'person' | 'contact';
  readonly entered_at: Date;
  readonly withdrawn_at: Date | null;
}

const COLUMNS = `r.id, r.supplier_id, r.site_id, r.scheme, r.outcome, r.audited_on::text, r.valid_until::text, r.findings, r.texts_sealed, r.key_id, r.document_id, r.shared,
  r.entered_by_kind, r.entered_at, r.withdrawn_at`;

export const resultOf = (row: ResultRow): SchemeResult => ({
  id: row.id,
  scheme: row.scheme,
  outcome: row.outcome,
  auditedOn: row.audited_on,
  validUntil: row.valid_until,
  findings: row.findings,
});

export interface NewResult {
  readonly id: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly scheme: string;
  readonly outcome: string;
  readonly auditedOn: IsoDate;
  readonly validUntil: IsoDate;
  readonly findings: readonly SchemeFinding[];
  readonly textsSealed: Buffer;
  readonly keyId: string;
  readonly documentId: string;
  readonly shared: boolean;
  readonly by: { readonly kind: string; readonly id: string | null };
  readonly at: Date;
}

export async function insertResult(db: EntityManager, tenantId: string, result: NewResult): Promise<void> {
  await db.query(
    `INSERT INTO third_party_result (tenant_id, id, supplier_id, site_id, scheme, outcome, audited_on, valid_until, findings, texts_sealed, key_id, document_id,
                                     shared, entered_by_kind, entered_by, entered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      tenantId,
      result.id,
      result.supplierId,
      result.siteId,
      result.scheme,
      result.outcome,
      result.auditedOn,
      result.validUntil,
      JSON.stringify(result.findings),
      result.textsSealed,
      result.keyId,
      result.documentId,
      result.shared,
      result.by.kind,
      result.by.id,
      result.at,
    ],
  );
}

/** Newest first; one row more than `limit`, to tell whether there is another page. A respondent sees what the supplier knows of. */
export function listResults(
  db: EntityManager,
  tenantId: string,
  siteId: string,
  after: Cursor | null,
  limit: number,
): Promise<ResultRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM third_party_result r WHERE r.tenant_id = $1 AND r.site_id = $2 AND ($3::uuid IS NULL OR r.id < $3) ORDER BY r.id DESC LIMIT $4`,
    [tenantId, siteId, after?.id ?? null, limit + 1],
  );
}

/** Locked, for whoever is about to withdraw it. @throws DomainError RESULT_NOT_FOUND */
export async function lockResult(db: EntityManager, tenantId: string, siteId: string, id: string): Promise<ResultRow> {
  const rows: ResultRow[] = await db.query(
    `SELECT ${COLUMNS} FROM third_party_result r WHERE r.tenant_id = $1 AND r.site_id = $2 AND r.id = $3 FOR NO KEY UPDATE`,
    [tenantId, siteId, id],
  );
  if (rows[0] === undefined) throw new DomainError('RESULT_NOT_FOUND', 'not_found', 'There is no such result of this site.');
  return rows[0];
}

export async function withdrawResult(db: EntityManager, tenantId: string, id: string, now: Date): Promise<void> {
  await db.query('UPDATE third_party_result SET withdrawn_at = $3 WHERE tenant_id = $1 AND id = $2 AND withdrawn_at IS NULL', [
    tenantId,
    id,
    now,
  ]);
}

/** Results of several sites that nobody withdrew; `known`: only those of which the supplier knows. */
export function standingResults(db: EntityManager, tenantId: string, siteIds: readonly string[], known: boolean): Promise<ResultRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM third_party_result r
     WHERE r.tenant_id = $1 AND r.site_id = ANY ($2::uuid[]) AND r.withdrawn_at IS NULL AND (r.shared OR NOT $3) ORDER BY r.id`,
    [tenantId, siteIds, known],
  );
}

export interface SiteRow {
  readonly id: string;
  readonly supplier_id: string;
}

/** @throws DomainError SITE_NOT_FOUND */
export async function findSite(db: EntityManager, tenantId: string, id: string): Promise<SiteRow> {
  const rows: SiteRow[] = await db.query('SELECT id, supplier_id FROM site WHERE tenant_id = $1 AND id = $2', [tenantId, id]);
  if (rows[0] === undefined) throw new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
  return rows[0];
}
