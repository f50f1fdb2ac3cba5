import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { AssessmentSummaryRow } from './assessment.queries.js';
import type { AssessmentView, ReportView, ReviewView } from './assessments.dto.js';
import { reportOf } from './reviewing/review-report.js';
import type { StoredReview } from './review.queries.js';

export const viewAssessment = (row: AssessmentSummaryRow): AssessmentView => ({
  id: row.id,
  supplierId: row.supplier_id,
  supplier: row.supplier_name,
  siteId: row.site_id,
  site: row.site_name,
  audience: row.audience,
  state: row.state,
  depth: row.depth,
  manual: row.manual_id,
  manualVersion: row.manual_version,
  dueOn: row.due_on,
  origin: row.origin,
  sentAt: row.sent_at.toISOString(),
  openedAt: row.opened_at?.toISOString() ?? null,
  submittedAt: row.submitted_at?.toISOString() ?? null,
  decidedAt: row.decided_at?.toISOString() ?? null,
  version: row.version,
});

export const viewReview = (row: StoredReview, keyId: string, ring: KeyRing): ReviewView => ({
  question: row.question_id,
  decision: row.decision,
  comment: ring.open(keyId, row.comment_sealed),
  evidence: row.evidence,
  report: viewReport(row, keyId, ring),
  verifiedOn: row.verified_on,
  awaitsSecondPerson: row.awaiting,
  reviewedBy: row.reviewed_by,
  reviewedAt: row.reviewed_at.toISOString(),
  confirmedBy: row.confirmed_by,
  confirmedAt: row.confirmed_at?.toISOString() ?? null,
});

function viewReport(row: StoredReview, keyId: string, ring: KeyRing): ReportView | null {
  const report = reportOf(row, keyId, ring);
  return report === null ? null : { title: report.title, author: report.author || null, date: report.date || null };
}
