import { DomainError, type Problem } from '../../domain/shared/domain-error.js';

/** Refusals that more than one part of authoring gives. */
export const draftNotFound = (): DomainError => new DomainError('DRAFT_NOT_FOUND', 'not_found', 'There is no such draft of a manual.');

export const manualNotFound = (): DomainError =>
  new DomainError('MANUAL_NOT_FOUND', 'not_found', 'There is no such manual, or no such version of it.');

export const versionTaken = (version: string): DomainError =>
  new DomainError('VERSION_TAKEN', 'conflict', `There is a version ${version} of this manual already.`, [
    { path: 'version', code: 'VERSION_TAKEN', message: 'is taken' },
  ]);

export const manualShipped = (): DomainError =>
  new DomainError('MANUAL_SHIPPED', 'conflict', 'This manual came with the product; copy it to have one of your own.');

/** @throws DomainError DRAFT_UNREADABLE */
export function requireReadable(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  const [kind, sentence] = problems.some(({ code }) => code === 'MANUAL_TOO_LARGE')
    ? (['too_large', 'This is larger than a manual may be.'] as const)
    : (['invalid', 'This cannot be part of a manual.'] as const);
  throw new DomainError('DRAFT_UNREADABLE', kind, sentence, problems);
}

/** @throws DomainError REVISION_MISSING, VERSION_CONFLICT */
export function requireRevision(current: number, read: number | undefined): void {
  if (read === undefined)
    throw new DomainError('REVISION_MISSING', 'invalid', 'Say which revision of the draft you have read.', [
      { path: 'revision', code: 'REVISION_MISSING', message: 'is missing' },
    ]);
  if (read !== current) throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone has changed this in the meantime; read it again.');
}
