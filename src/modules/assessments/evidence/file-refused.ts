import { DomainError } from '../../../domain/shared/domain-error.js';

/** A refusal of a file, at its place in the form. */
export const fileRefused = (code: string, kind: 'invalid' | 'unsupported' | 'conflict' | 'too_large', message: string): DomainError =>
  new DomainError(code, kind, message, [{ path: 'file', code, message }]);
