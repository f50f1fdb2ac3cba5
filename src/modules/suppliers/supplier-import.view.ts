import type { ImportRowView, ImportView } from './supplier-imports.dto.js';
import type { ImportRow, ReportRow } from './supplier-imports.queries.js';

/** What leaves of an import. */
export const viewImport = (row: ImportRow): ImportView => ({
  id: row.id,
  dryRun: row.dry_run,
  fileSha256: row.file_sha256,
  mapping: { ...row.mapping },
  rows: row.rows,
  created: row.created,
  updated: row.updated,
  duplicates: row.duplicates,
  rejected: row.rejected,
  importedBy: row.imported_by,
  createdAt: row.created_at.toISOString(),
});

/** What leaves of a line of its report. */
export const viewImportRow = (row: ReportRow): ImportRowView => ({
  line: row.line,
  outcome: row.outcome,
  supplierId: row.supplier_id,
  siteId: row.site_id,
  duplicateOfLine: row.duplicate_of_line,
  notes: row.notes.map(({ path, code, message }) => ({ path, code, message })),
});
