import type { EntityManager } from 'typeorm';

/** What somebody wrote in one language for one text, or last said of it. */
export interface TranslationRow {
  readonly language: string;
  readonly place: string;
  /** Of the text that it translates. */
  readonly sourceSha256: string;
  readonly text: string;
  readonly reviewed: boolean;
  readonly dir: 'ltr' | 'rtl';
  readonly writtenBy: string;
  readonly writtenAt: Date;
}

/**
 * The latest of each text that was translated; two versions of a manual may each have theirs. A language only, or all (null). Oldest first,
 * so that of several the last is the latest.
 */
export function latestTranslations(
  db: EntityManager,
  tenantId: string,
  family: string,
  language: string | null,
): Promise<TranslationRow[]> {
  return db.query(
    `SELECT t.language, t.place, t.source_sha256 AS "sourceSha256", t.text, t.reviewed, t.dir, t.written_by AS "writtenBy", t.written_at AS "writtenAt"
     FROM (SELECT DISTINCT ON (language, place, source_sha256) * FROM manual_translation
           WHERE tenant_id = $1 AND family = $2 AND ($3::text IS NULL OR language = $3)
           ORDER BY language, place, source_sha256, id DESC) t
     ORDER BY t.id`,
    [tenantId, family, language],
  );
}
