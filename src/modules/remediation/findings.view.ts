import { textIn } from '../../domain/manual/manual.js';
import type { FindingView } from './findings.dto.js';
import type { FindingRow } from './findings.queries.js';

/** The language that every text of the shipped content has. */
export const BASE_LANGUAGE = 'en';

export const viewFinding = (row: FindingRow, language: string | undefined): FindingView => ({
  id: row.id,
  siteId: row.site_id,
  siteName: row.site_name,
  supplierId: row.supplier_id,
  ruleId: row.rule_id,
  questionId: row.question_id,
  signalId: row.signal_id,
  signalWithdrawn: row.signal_withdrawn,
  kind: row.kind,
  severity: row.severity,
  countsAs: row.counts_as,
  zeroTolerance: row.zero_tolerance,
  isCase: row.is_case,
  title: textIn(row.title, language ?? BASE_LANGUAGE, BASE_LANGUAGE),
  state: row.state,
  visibility: row.visibility,
  source: row.source,
  openedAt: row.opened_at.toISOString(),
  closedAt: row.closed_at?.toISOString() ?? null,
  closedBy: row.closed_by,
  actionId: row.action_id,
  version: row.version,
});
