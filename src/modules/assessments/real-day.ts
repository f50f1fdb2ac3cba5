import { DomainError } from '../../domain/shared/domain-error.js';
import type { IsoDate } from '../../domain/shared/instant.js';

/** @throws DomainError DATE_INVALID for a day that no calendar has. */
export function realDay(text: string, path: string): IsoDate {
  const time = Date.parse(`${text}T00:00:00.000Z`);
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw dateRefused('DATE_INVALID', path, 'This day does not exist.');
}

export const dateRefused = (code: string, path: string, message: string): DomainError =>
  new DomainError(code, 'invalid', message, [{ path, code, message }]);
