import { DomainError } from '../../domain/shared/domain-error.js';
import { type IndexFile, placeOf } from '../../platform/index-files/index-file.js';

/** Every fault of the file with its line. */
export const fileRefused = ({ problems }: IndexFile): DomainError =>
  new DomainError(
    'INDEX_EDITION_INVALID',
    'invalid',
    `The file has ${problems.length} problem(s); nothing was stored.`,
    problems.map((problem) => ({ path: placeOf(problem), code: problem.code, message: problem.message })),
  );

export const alreadyLoaded = (edition: string): DomainError =>
  new DomainError(
    'EDITION_LOADED',
    'conflict',
    `This index has an edition "${edition}", or one with the same content; withdraw that one first.`,
    [{ path: 'edition', code: 'EDITION_LOADED', message: 'an edition of this name or content is loaded already' }],
  );

export const editionNotFound = (): DomainError => new DomainError('INDEX_EDITION_NOT_FOUND', 'not_found', 'There is no such edition.');

export const alreadyWithdrawn = (): DomainError =>
  new DomainError('EDITION_WITHDRAWN', 'conflict', 'This edition has been withdrawn already.');

export const versionConflict = (): DomainError => new DomainError('VERSION_CONFLICT', 'conflict', 'It was changed since it was read.');
