import type { Report } from '../../../domain/assessment/review.js';
import type { KeyRing } from '../../../platform/vault/key-ring.js';
import type { StoredReview } from '../review.queries.js';

/** A report names its author, so it is stored as one sealed text. */
export const sealReport = (report: Report | null, keyId: string, ring: KeyRing): Buffer | null =>
  ring.sealOrNull(keyId, report === null ? null : JSON.stringify(report));

/** The report behind a stored review; of one that an earlier release stored there is the title alone, which proves nothing anew. */
export function reportOf(review: Pick<StoredReview, 'report' | 'report_sealed'>, keyId: string, ring: KeyRing): Report | null {
  const opened = ring.open(keyId, review.report_sealed);
  if (opened !== null) return JSON.parse(opened) as Report;
  return review.report === null ? null : { title: review.report, author: '', date: '', noConflictOfInterest: false };
}
