import type { EntityManager } from 'typeorm';
import type { LoadedEdition } from '../../domain/indices/editions-in-force.js';
import type { AnyEdition } from '../../domain/indices/index-ids.js';

export interface LoadedRow extends LoadedEdition {
  readonly edition: string;
  readonly sha256: string;
}

/** Of each index the newest that is not withdrawn: no other can be in force. */
export function newestLoaded(db: EntityManager, tenantId: string): Promise<readonly LoadedRow[]> {
  return db.query(
    `SELECT DISTINCT ON (index_id) index_id AS index, id, edition, year, sha256 FROM index_edition
     WHERE tenant_id = $1 AND withdrawn_at IS NULL ORDER BY index_id, year DESC, id DESC`,
    [tenantId],
  );
}

export async function editionBodies(
  db: EntityManager,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AnyEdition>> {
  const rows: { id: string; body: AnyEdition }[] = await db.query(
    'SELECT id, body FROM index_edition WHERE tenant_id = $1 AND id = ANY ($2::uuid[])',
    [tenantId, ids],
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}
