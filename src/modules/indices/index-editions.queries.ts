import type { EntityManager } from 'typeorm';
import type { AnyEdition, IndexId } from '../../domain/indices/index-ids.js';

/** An edition as lists show it: without what stands in it. */
export interface EditionRow {
  readonly id: string;
  readonly index_id: IndexId;
  readonly edition: string;
  readonly year: number;
  readonly title: string;
  readonly source: string;
  readonly attribution: string;
  readonly licence: string;
  readonly lines: number;
  readonly sha256: string;
  readonly loaded_by: string | null;
  readonly loaded_at: Date | null;
  readonly withdrawn_by: string | null;
  readonly withdrawn_at: Date | null;
  readonly version: number | null;
}

/** What a list of editions is read with beside the tenant's own: those that came with the product. */
export type ShippedRow = Pick<
  EditionRow,
  'index_id' | 'edition' | 'year' | 'title' | 'source' | 'attribution' | 'licence' | 'lines' | 'sha256'
>;

const COLUMNS = `id, index_id, edition, year, title, source, attribution, licence, lines, sha256, loaded_by, loaded_at, withdrawn_by, withdrawn_at, version`;

export interface EditionMark {
  readonly index: string;
  readonly year: number;
  readonly id: string;
}

/** By index, then the latest year first, of one year the one loaded last first and the shipped one last. */
export function listEditions(
  db: EntityManager,
  tenantId: string,
  shipped: readonly ShippedRow[],
  { index, after, limit }: { readonly index: string | null; readonly after: EditionMark | null; readonly limit: number },
): Promise<readonly EditionRow[]> {
  return db.query(
    `SELECT * FROM (
       SELECT ${COLUMNS} FROM index_edition WHERE tenant_id = $1
       UNION ALL
       SELECT '00000000-0000-0000-0000-000000000000'::uuid, s.index_id, s.edition, s.year, s.title, s.source, s.attribution, s.licence, s.lines, s.sha256,
              NULL, NULL, NULL, NULL, NULL
       FROM jsonb_to_recordset($2::jsonb)
         AS s (index_id text, edition text, year integer, title text, source text, attribution text, licence text, lines integer, sha256 text)
     ) e
     WHERE ($3::text IS NULL OR index_id = $3)
       AND ($4::text IS NULL OR index_id COLLATE "C" > $4 OR (index_id = $4 AND (year < $5 OR (year = $5 AND id < $6::uuid))))
     ORDER BY index_id COLLATE "C", year DESC, id DESC LIMIT $7`,
    [tenantId, JSON.stringify(shipped), index, after?.index ?? null, after?.year ?? null, after?.id ?? null, limit + 1],
  );
}

export async function editionById(db: EntityManager, tenantId: string, id: string): Promise<EditionRow | undefined> {
  const rows: EditionRow[] = await db.query(`SELECT ${COLUMNS} FROM index_edition WHERE tenant_id = $1 AND id = $2`, [tenantId, id]);
  return rows[0];
}

export async function lockEdition(db: EntityManager, tenantId: string, id: string): Promise<EditionRow | undefined> {
  const rows: EditionRow[] = await db.query(`SELECT ${COLUMNS} FROM index_edition WHERE tenant_id = $1 AND id = $2 FOR UPDATE`, [
    tenantId,
    id,
  ]);
  return rows[0];
}

export async function editionBody(db: EntityManager, tenantId: string, id: string): Promise<AnyEdition | undefined> {
  const rows: { body: AnyEdition }[] = await db.query('SELECT body FROM index_edition WHERE tenant_id = $1 AND id = $2', [tenantId, id]);
  return rows[0]?.body;
}

/** Whether an edition of this name or with this content is loaded and not withdrawn. */
export async function isLoaded(db: EntityManager, tenantId: string, index: IndexId, edition: string, sha256: string): Promise<boolean> {
  const rows: unknown[] = await db.query(
    'SELECT 1 FROM index_edition WHERE tenant_id = $1 AND index_id = $2 AND (edition = $3 OR sha256 = $4) AND withdrawn_at IS NULL LIMIT 1',
    [tenantId, index, edition, sha256],
  );
  return rows.length > 0;
}

/** An edition with what stands in it. */
export interface NewEdition extends EditionRow {
  readonly body: AnyEdition;
}

/** @returns false where the same was loaded at the same moment */
export async function insertEdition(db: EntityManager, tenantId: string, edition: NewEdition): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO index_edition (tenant_id, id, index_id, edition, year, title, source, attribution, licence, lines, sha256, body, loaded_by, loaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING RETURNING 1`,
    [
      tenantId,
      edition.id,
      edition.index_id,
      edition.edition,
      edition.year,
      edition.title,
      edition.source,
      edition.attribution,
      edition.licence,
      edition.lines,
      edition.sha256,
      JSON.stringify(edition.body),
      edition.loaded_by,
      edition.loaded_at,
    ],
  );
  return rows.length > 0;
}

export async function withdrawEdition(db: EntityManager, tenantId: string, id: string, by: string, now: Date): Promise<void> {
  await db.query('UPDATE index_edition SET withdrawn_by = $3, withdrawn_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    by,
    now,
  ]);
}
