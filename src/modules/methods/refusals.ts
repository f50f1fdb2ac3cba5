import { DomainError, type Problem } from '../../domain/shared/domain-error.js';

/** Refusals that more than one part of this module gives. */
export const methodNotFound = (): DomainError => new DomainError('METHOD_NOT_FOUND', 'not_found', 'There is no such method.');

/** @throws DomainError VERSION_MISSING, VERSION_CONFLICT */
export function requireVersion(current: number, read: number | undefined): void {
  if (read === undefined)
    throw new DomainError('VERSION_MISSING', 'invalid', 'Say which version of the method you have read.', [
      { path: 'version', code: 'VERSION_MISSING', message: 'is missing' },
    ]);
  if (read !== current) throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone has changed this in the meantime; read it again.');
}

export const methodFixed = (message: string): DomainError => new DomainError('METHOD_FIXED', 'conflict', message);

/** @throws DomainError METHOD_INVALID, with every place */
export function requireSound(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const kind = problems.some(({ code }) => code === 'METHOD_TOO_LARGE') ? 'too_large' : 'invalid';
  throw new DomainError('METHOD_INVALID', kind, 'These adjustments make no sense.', problems);
}
