import type { PlacedProblem } from '../../domain/spreadsheet/workbook.js';
import type { ManualFile } from '../../platform/manual-files/manual-file.js';
import type { DraftSummaryView } from './drafts.dto.js';
import type { ManualImportView } from './manual-imports.dto.js';

/** The report of an import; `draft` is null where nothing can come of it. */
export const viewImport = (
  { format, counts, languages, oddities }: ManualFile,
  problems: readonly PlacedProblem[],
  draft: DraftSummaryView | null,
  dryRun: boolean,
): ManualImportView => ({
  format,
  ...counts,
  languages: [...languages],
  problems: problems.map(({ place, code, message }) => ({ place, code, message })),
  oddities: oddities.map(({ place, code, message }) => ({ place, code, message })),
  dryRun,
  manual: draft?.manual ?? null,
  version: draft?.version ?? null,
  family: draft?.family ?? null,
  draft: dryRun ? null : (draft?.id ?? null),
});
