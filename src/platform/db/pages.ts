import { DomainError } from '../../domain/shared/domain-error.js';

/** One page of a list; `next` is handed back to get the following one, null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 50;

/** Where a page begins: the sort key and id of the row before it. */
export interface Cursor {
  readonly key: string | number | null;
  readonly id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify([cursor.key, cursor.id])).toString('base64url');

/** @throws DomainError CURSOR_INVALID for a text that no page has given out. */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined || text === '') return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    if (Array.isArray(parsed) && parsed.length === 2) {
      const [key, id] = parsed as [unknown, unknown];
      const keyFits = key === null || typeof key === 'string' || (typeof key === 'number' && Number.isFinite(key));
      if (keyFits && typeof id === 'string' && UUID.test(id)) return { key: key, id };
    }
  } catch {
    // falls through to the refusal
  }
  throw new DomainError('CURSOR_INVALID', 'invalid', 'This page mark is not one that the list gave out.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
}

/** Makes a page of `limit` rows from a query that asked for one more. */
export function pageOf<Row, View>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => Cursor,
  view: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), next: rows.length > limit && last !== undefined ? writeCursor(cursorOf(last)) : null };
}
