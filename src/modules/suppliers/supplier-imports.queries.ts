import type { EntityManager } from 'typeorm';
import type { Problem } from '../../domain/shared/domain-error.js';
import type { ImportCounts } from './import-plan.queries.js';

export interface ImportRow extends ImportCounts {
  readonly id: string;
  readonly file_sha256: string;
  readonly dry_run: boolean;
  readonly mapping: Readonly<Record<string, string>>;
  readonly imported_by: string;
  readonly created_at: Date;
}

export interface NewImport extends ImportCounts {
  readonly id: string;
  readonly fileSha256: string;
  readonly dryRun: boolean;
  readonly mapping: Readonly<Record<string, string>>;
  readonly importedBy: string;
}

const COLUMNS = 'id, file_sha256, dry_run, mapping, rows, created, updated, duplicates, rejected, imported_by, created_at';

/** Stores the report with a line for every staged row. What a dry run would make does not exist, so its ids are not told. */
export async function storeReport(db: EntityManager, tenantId: string, report: NewImport, now: Date): Promise<void> {
  await db.query(`INSERT INTO supplier_import (tenant_id, ${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`, [
    tenantId,
    report.id,
    report.fileSha256,
    report.dryRun,
    JSON.stringify(report.mapping),
    report.rows,
    report.created,
    report.updated,
    report.duplicates,
    report.rejected,
    report.importedBy,
    now,
  ]);
  await db.query(
    `INSERT INTO supplier_import_row (tenant_id, import_id, line, outcome, supplier_id, site_id, duplicate_of_line, notes)
     SELECT $1, $2, r.line, r.outcome,
       CASE WHEN $3 AND m.supplier_id IS NOT NULL THEN NULL ELSE coalesce(r.supplier_id, f.supplier_id) END,
       CASE WHEN $3 AND coalesce(f.outcome, r.outcome) = 'created' THEN NULL ELSE coalesce(r.site_id, f.site_id) END, r.duplicate_of_line, r.notes
     FROM import_row r
     LEFT JOIN import_row f ON f.line = r.duplicate_of_line
     LEFT JOIN import_row m ON m.makes_supplier AND m.supplier_id = coalesce(r.supplier_id, f.supplier_id)`,
    [tenantId, report.id, report.dryRun],
  );
}

export async function readImport(db: EntityManager, tenantId: string, id: string): Promise<ImportRow | null> {
  const rows: ImportRow[] = await db.query(`SELECT ${COLUMNS} FROM supplier_import WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

/** Newest first; one more than `limit`. */
export function listImports(db: EntityManager, tenantId: string, before: string | null, limit: number): Promise<ImportRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM supplier_import WHERE tenant_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [tenantId, before, limit + 1],
  );
}

export interface ReportRow {
  readonly line: number;
  readonly outcome: string;
  readonly supplier_id: string | null;
  readonly site_id: string | null;
  readonly duplicate_of_line: number | null;
  readonly notes: readonly Problem[];
}

/** In order of lines; one more than `limit`. */
export function listReportRows(
  db: EntityManager,
  tenantId: string,
  importId: string,
  outcome: string | null,
  afterLine: number,
  limit: number,
): Promise<ReportRow[]> {
  return db.query(
    `SELECT line, outcome, supplier_id, site_id, duplicate_of_line, notes FROM supplier_import_row
     WHERE tenant_id = $1 AND import_id = $2 AND line > $3 AND ($4::text IS NULL OR outcome = $4) ORDER BY line LIMIT $5`,
    [tenantId, importId, afterLine, outcome, limit + 1],
  );
}
