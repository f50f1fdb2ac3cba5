import { DomainError } from '../../domain/shared/domain-error.js';
import type { FailedSite } from './due-sites.queries.js';

/** Data and integrity errors of PostgreSQL, and exceptions raised by our own functions: the rows are to blame. */
const OF_ROWS = /^(22|23|P0)/;

/** Whether an error lies in what a site's rows say, so that trying the others makes sense; a lost connection or a deadlock does not. */
export const isAboutRows = (error: unknown): boolean => {
  if (error instanceof DomainError) return true;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? OF_ROWS.test(code) : error instanceof Error;
};

/** A code and a place for the officer. Messages stay out: they may repeat what somebody answered. */
export const whyFailed = (siteId: string, error: unknown): FailedSite =>
  error instanceof DomainError
    ? { siteId, code: error.code, place: error.problems[0]?.path ?? null }
    : { siteId, code: 'SITE_NOT_SCORED', place: null };

/** Does something for each; whom it cannot be done for is set apart. */
export function eachOrFailed<T, R>(
  items: readonly T[],
  siteIdOf: (item: T) => string,
  work: (item: T) => R,
): { readonly made: readonly R[]; readonly failed: readonly FailedSite[] } {
  const made: R[] = [];
  const failed: FailedSite[] = [];
  for (const item of items) {
    try {
      made.push(work(item));
    } catch (error) {
      if (!isAboutRows(error)) throw error;
      failed.push(whyFailed(siteIdOf(item), error));
    }
  }
  return { made, failed };
}
