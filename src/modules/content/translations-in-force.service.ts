import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { sha256Hex } from '../../domain/ledger/sha256.js';
import type { Manual } from '../../domain/manual/manual.js';
import { textsOf } from '../../domain/manual/texts.js';
import { translate } from '../../domain/manual/translate.js';
import { latestTranslations, type TranslationRow } from './translations.queries.js';

/** Lays what a tenant translated and reviewed over a manual: one that is sent or shown reads as the tenant's people left it. */
@Injectable()
export class TranslationsInForce {
  /** A translation of a text that reads differently now is left out. */
  async over(db: EntityManager, tenantId: string, manual: Manual): Promise<Manual> {
    const rows = current(manual, await latestTranslations(db, tenantId, manual.family, null));
    const languages = [...new Set(rows.map(({ language }) => language))].sort().filter((language) => language !== manual.baseLanguage);
    return languages.reduce((sofar, language) => {
      const own = rows.filter((row) => row.language === language);
      const texts = new Map(own.map(({ place, text, reviewed }) => [place, { text, reviewed }]));
      return translate(sofar, { language, dir: own.at(-1)?.dir ?? 'ltr', texts });
    }, manual);
  }

  /** The latest of every text of a language, also of texts that read differently now. */
  rows(db: EntityManager, tenantId: string, family: string, language: string): Promise<readonly TranslationRow[]> {
    return latestTranslations(db, tenantId, family, language);
  }
}

/** Those of texts that this manual has, word for word. */
function current(manual: Manual, rows: readonly TranslationRow[]): readonly TranslationRow[] {
  if (rows.length === 0) return rows;
  const wanted = new Set(rows.map(({ place }) => place));
  const hashes = new Map(
    textsOf(manual)
      .filter(({ place }) => wanted.has(place))
      .map(({ place, text }) => [place, sha256Hex(text[manual.baseLanguage] ?? '')]),
  );
  return rows.filter(({ place, sourceSha256 }) => hashes.get(place) === sourceSha256);
}
