import { DomainError, type Problem } from '../../domain/shared/domain-error.js';

/** Several fields at once, each with its path. */
export const fieldsRefused = (problems: readonly Problem[]): DomainError =>
  new DomainError('VALIDATION_FAILED', 'invalid', 'Some fields are not right.', problems);

/** @throws DomainError VALIDATION_FAILED where there is a problem */
export function requireNoProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) throw fieldsRefused(problems);
}

/** @throws DomainError VERSION_CONFLICT where someone else was faster */
export function requireVersion(stored: number, given: number): void {
  if (stored !== given) throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone else has changed this meanwhile; read it again.');
}

/** @throws DomainError with the code where there is no row */
export function found<T>(
  row: T | null | undefined,
  code: 'SUPPLIER_NOT_FOUND' | 'SITE_NOT_FOUND' | 'CONTACT_NOT_FOUND' | 'IMPORT_NOT_FOUND',
): T {
  if (row === null || row === undefined) throw new DomainError(code, 'not_found', 'There is nothing with this id.');
  return row;
}

/** @throws DomainError SUPPLIER_ARCHIVED */
export function requireActiveSupplier({ status }: { readonly status: string }): void {
  if (status === 'archived') throw new DomainError('SUPPLIER_ARCHIVED', 'conflict', 'This supplier is archived; restore it first.');
}

/** The constraint that a statement broke; null for any other error. */
export const brokenConstraint = (error: unknown): string | null => {
  const { code, constraint } = (error as { driverError?: { code?: unknown; constraint?: unknown } } | null)?.driverError ?? {};
  return code === '23505' && typeof constraint === 'string' ? constraint : null;
};
