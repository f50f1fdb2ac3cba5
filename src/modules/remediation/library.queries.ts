import type { EntityManager } from 'typeorm';
import type { LibraryAction } from '../../domain/remediation/library.js';

const LIBRARY = 'plumbline-actions';

/** An entry of the action library as it stood when the action was opened. */
export interface LibraryEntry {
  readonly action: LibraryAction;
  readonly baseLanguage: string;
}

export interface LibraryRef {
  readonly library_id: string;
  readonly library_version: string;
}

export const refKey = ({ library_id, library_version }: LibraryRef): string => `${library_version}/${library_id}`;

/** The entries that these actions were opened from, by `refKey`. */
export async function readLibraryEntries(db: EntityManager, refs: readonly LibraryRef[]): Promise<ReadonlyMap<string, LibraryEntry>> {
  if (refs.length === 0) return new Map();
  const rows: { version: string; base: string; action: LibraryAction }[] = await db.query(
    `SELECT c.version, c.body ->> 'baseLanguage' AS base, e.action
     FROM content_version c CROSS JOIN LATERAL jsonb_array_elements(c.body -> 'actions') AS e (action)
     WHERE c.kind = 'remediation' AND c.id = $1 AND c.version = ANY ($2::text[]) AND e.action ->> 'id' = ANY ($3::text[])`,
    [LIBRARY, [...new Set(refs.map((ref) => ref.library_version))], [...new Set(refs.map((ref) => ref.library_id))]],
  );
  return new Map(
    rows.map(({ version, base, action }) => [refKey({ library_id: action.id, library_version: version }), { action, baseLanguage: base }]),
  );
}
