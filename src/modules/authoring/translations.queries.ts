import type { EntityManager } from 'typeorm';
import { newId } from '../../platform/db/ids.js';

/** One text as somebody wrote or reviewed it. */
export interface NewTranslation {
  readonly place: string;
  readonly sourceSha256: string;
  readonly text: string;
  readonly reviewed: boolean;
}

export interface Writing {
  readonly family: string;
  readonly language: string;
  readonly dir: 'ltr' | 'rtl';
  readonly by: string;
  readonly at: Date;
}

/** Adds rows and changes none: who wrote what before stays to be read. */
export async function insertTranslations(
  db: EntityManager,
  tenantId: string,
  writing: Writing,
  texts: readonly NewTranslation[],
): Promise<void> {
  const { family, language, dir, by, at } = writing;
  await db.query(
    `INSERT INTO manual_translation (tenant_id, id, family, language, dir, written_by, written_at, place, source_sha256, text, reviewed)
     SELECT $1, n.id, $2, $3, $4, $5, $6, n.place, n.source, n.text, n.reviewed
     FROM unnest($7::uuid[], $8::text[], $9::text[], $10::text[], $11::boolean[]) AS n (id, place, source, text, reviewed)`,
    [
      tenantId,
      family,
      language,
      dir,
      by,
      at,
      texts.map(() => newId<string>()),
      texts.map(({ place }) => place),
      texts.map(({ sourceSha256 }) => sourceSha256),
      texts.map(({ text }) => text),
      texts.map(({ reviewed }) => reviewed),
    ],
  );
}
