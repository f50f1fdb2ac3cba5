import { type Page, readCursor, writeCursor } from '../../platform/db/pages.js';
import type { PageQuery } from '../../platform/http/page.dto.js';

/** Items of a computed list have no id of their own; a page mark holds their place. */
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** One page of a list that was computed as a whole. */
export function pageOfList<T>(items: readonly T[], { after, limit }: PageQuery): Page<T> {
  const key = readCursor(after)?.key;
  const start = typeof key === 'number' && Number.isInteger(key) && key > 0 ? key : 0;
  const end = start + limit;
  return { items: items.slice(start, end), next: end < items.length ? writeCursor({ key: end, id: NO_ID }) : null };
}
