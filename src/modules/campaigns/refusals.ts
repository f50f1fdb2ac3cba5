import { DomainError } from '../../domain/shared/domain-error.js';
import { MAX_SITES } from './chosen-sites.queries.js';

/** @throws DomainError CAMPAIGN_NOT_FOUND */
export function found<T>(row: T | null): T {
  if (row === null) throw new DomainError('CAMPAIGN_NOT_FOUND', 'not_found', 'There is no such campaign.');
  return row;
}

/** A fault of one field. */
export const fieldRefused = (code: string, path: string, message: string): DomainError =>
  new DomainError(code, 'invalid', message, [{ path, code, message }]);

/** @throws DomainError CAMPAIGN_TOO_LARGE */
export function refuseTooMany(sites: number): void {
  if (sites > MAX_SITES)
    throw fieldRefused('CAMPAIGN_TOO_LARGE', 'filter', `These are more than ${MAX_SITES} sites; choose fewer, in several campaigns.`);
}
