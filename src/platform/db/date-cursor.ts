import { DomainError } from '../../domain/shared/domain-error.js';
import { readCursor } from './pages.js';

/** Where a page of a list sorted by date begins. @throws DomainError CURSOR_INVALID */
export function readDateCursor(after: string | undefined): { readonly dueOn: string; readonly id: string } | null {
  const cursor = readCursor(after);
  if (cursor === null) return null;
  if (typeof cursor.key === 'string' && isDay(cursor.key)) return { dueOn: cursor.key, id: cursor.id };
  throw new DomainError('CURSOR_INVALID', 'invalid', 'This page mark is not one that the list gave out.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
}

const isDay = (text: string): boolean => {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text >= '1900';
};
