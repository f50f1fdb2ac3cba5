import { DomainError } from '../../domain/shared/domain-error.js';

/** Two people who change the same thing at once do not overwrite each other. @throws DomainError VERSION_CONFLICT */
export function requireVersion(current: number, read: number): void {
  if (current !== read) throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone has changed this in the meantime; read it again.');
}
