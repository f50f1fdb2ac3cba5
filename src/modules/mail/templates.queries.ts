import type { EntityManager } from 'typeorm';

/** One version of a tenant's words for a kind of letter in a language; without words where it went back to ours. */
export interface TemplateRow {
  readonly id: string;
  readonly kind: string;
  readonly language: string;
  readonly version: number;
  readonly subject: string | null;
  readonly paragraphs: readonly string[] | null;
  readonly written_by: string;
  readonly written_at: Date;
}

const COLUMNS = 'id, kind, language, version, subject, paragraphs, written_by, written_at';

/** The latest version, whether it has words or not; null where there never was one. */
export async function latestTemplate(db: EntityManager, tenantId: string, kind: string, language: string): Promise<TemplateRow | null> {
  const rows: TemplateRow[] = await db.query(
    `SELECT ${COLUMNS} FROM mail_template WHERE tenant_id = $1 AND kind = $2 AND language = $3 ORDER BY version DESC LIMIT 1`,
    [tenantId, kind, language],
  );
  return rows[0] ?? null;
}

/** The words in force for a kind of letter, in every language that has some. */
export function templatesOfKind(db: EntityManager, tenantId: string, kind: string): Promise<TemplateRow[]> {
  return db.query(
    `SELECT * FROM (SELECT DISTINCT ON (language) ${COLUMNS} FROM mail_template WHERE tenant_id = $1 AND kind = $2 ORDER BY language, version DESC) t
     WHERE t.subject IS NOT NULL`,
    [tenantId, kind],
  );
}

/** All words in force, by kind and language, beginning after one; one row more than `limit`. */
export function listTemplates(db: EntityManager, tenantId: string, after: readonly string[] | null, limit: number): Promise<TemplateRow[]> {
  return db.query(
    `SELECT * FROM (SELECT DISTINCT ON (kind, language) ${COLUMNS} FROM mail_template
                    WHERE tenant_id = $1 AND ($2::text IS NULL OR (kind, language) > ($2, $3)) ORDER BY kind, language, version DESC) t
     WHERE t.subject IS NOT NULL ORDER BY t.kind, t.language LIMIT $4`,
    [tenantId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
}

/** Every version, the newest first, beginning before one; one row more than `limit`. */
export function templateVersions(
  db: EntityManager,
  tenantId: string,
  of: { readonly kind: string; readonly language: string },
  before: string | null,
  limit: number,
): Promise<TemplateRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM mail_template WHERE tenant_id = $1 AND kind = $2 AND language = $3 AND ($4::uuid IS NULL OR id < $4)
     ORDER BY id DESC LIMIT $5`,
    [tenantId, of.kind, of.language, before, limit + 1],
  );
}

/** @returns false where somebody else wrote this version meanwhile */
export async function insertTemplate(db: EntityManager, tenantId: string, row: TemplateRow): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO mail_template (tenant_id, id, kind, language, version, subject, paragraphs, written_by, written_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7::text[], $8, $9) ON CONFLICT (tenant_id, kind, language, version) DO NOTHING RETURNING id`,
    [tenantId, row.id, row.kind, row.language, row.version, row.subject, row.paragraphs, row.written_by, row.written_at],
  );
  return rows.length > 0;
}
