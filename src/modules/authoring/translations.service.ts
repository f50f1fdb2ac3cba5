import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { directionOf } from '../../domain/manual/direction.js';
import type { Language, Manual } from '../../domain/manual/manual.js';
import { textsOf } from '../../domain/manual/texts.js';
import { coverageOf } from '../../domain/manual/translate.js';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { TranslationsInForce } from '../content/translations-in-force.service.js';
import { pageOfList } from './listed-page.js';
import type { ManualNameView } from './manual-name.dto.js';
import { sourceHash, translatedTexts } from './translated-texts.js';
import type {
  LanguageCoverageView,
  ManualLanguagesView,
  PutTranslationsDto,
  TranslationsQuery,
  TranslationsView,
} from './translations.dto.js';
import { insertTranslations, type NewTranslation } from './translations.queries.js';

/** A tenant's translations of manuals, shipped ones too: who wrote and who read what, text by text. */
@Injectable()
export class TranslationsService {
  constructor(
    private readonly db: TenantDb,
    private readonly manuals: ManualsInForce,
    private readonly translations: TranslationsInForce,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError MANUAL_NOT_FOUND */
  languages(actor: PersonActor, name: ManualNameView): Promise<ManualLanguagesView> {
    return this.db.transaction(actor, async (db) => {
      const { body } = await this.manuals.version(db, actor.tenantId, name.id, name.version);
      const shown = await this.translations.over(db, actor.tenantId, body);
      return { baseLanguage: body.baseLanguage, items: shown.languages.map((language) => coverage(shown, language)) };
    });
  }

  /** @throws DomainError MANUAL_NOT_FOUND, LANGUAGE_INVALID */
  read(actor: PersonActor, name: ManualNameView, language: string, query: TranslationsQuery): Promise<TranslationsView> {
    requireTag(language);
    return this.db.transaction(actor, async (db) => {
      const { body } = await this.manuals.version(db, actor.tenantId, name.id, name.version);
      const texts = translatedTexts(body, language, await this.translations.rows(db, actor.tenantId, body.family, language));
      const wanted = query.state === undefined ? texts : texts.filter(({ state }) => state === query.state);
      const { items, next } = pageOfList(wanted, query);
      return { ...(await this.coverageIn(db, actor, body, language)), items: [...items], next };
    });
  }

  /** @throws DomainError MANUAL_NOT_FOUND, LANGUAGE_INVALID, TRANSLATION_OF_BASE, TRANSLATION_INVALID */
  write(actor: PersonActor, name: ManualNameView, language: string, { dir, texts }: PutTranslationsDto): Promise<LanguageCoverageView> {
    requireTag(language);
    return this.db.transaction(actor, async (db) => {
      const { tenantId, personId } = actor;
      const { body } = await this.manuals.version(db, tenantId, name.id, name.version);
      if (language === body.baseLanguage) throw ofBase();
      const rows = await this.translations.rows(db, tenantId, body.family, language);
      const shown = new Map(translatedTexts(body, language, rows).map(({ place, text }) => [place, text]));
      const written = toWrite(body, shown, texts);
      const writing = {
        family: body.family,
        language,
        dir: dir ?? rows.at(-1)?.dir ?? directionOf(language),
        by: personId,
        at: this.clock.now(),
      };
      await insertTranslations(db, tenantId, writing, written);
      await this.audit.record(db, actor, {
        action: 'manual_translation.written',
        subjectKind: 'tenant',
        subjectId: tenantId,
        after: {
          manual: name.id,
          version: name.version,
          family: body.family,
          language,
          texts: written.length,
          reviewed: written.filter(({ reviewed }) => reviewed).length,
        },
      });
      return this.coverageIn(db, actor, body, language);
    });
  }

  private async coverageIn(db: EntityManager, { tenantId }: PersonActor, manual: Manual, code: string): Promise<LanguageCoverageView> {
    const shown = await this.translations.over(db, tenantId, manual);
    const fresh: Language = { code, dir: directionOf(code), reviewed: false, unreviewed: [] };
    return coverage(shown, shown.languages.find((language) => language.code === code) ?? fresh);
  }
}

function coverage(manual: Manual, language: Language): LanguageCoverageView {
  const { texts, untranslated, unreviewed } = coverageOf(manual, language);
  const share = (count: number): number => (texts === 0 ? 0 : Math.round((count / texts) * 1_000) / 1_000);
  return {
    code: language.code,
    dir: language.dir,
    texts,
    untranslated,
    unreviewed,
    untranslatedShare: share(untranslated),
    unreviewedShare: share(unreviewed),
  };
}

/** Every text at its place, or every reason why not at once. */
function toWrite(manual: Manual, shown: ReadonlyMap<string, string | null>, texts: PutTranslationsDto['texts']): readonly NewTranslation[] {
  const known = new Map(textsOf(manual).map(({ place, text }) => [place, text]));
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const written = texts.flatMap(({ place, text, reviewed }, i): NewTranslation[] => {
    const source = known.get(place);
    const words = text ?? shown.get(place) ?? null;
    const wrong =
      source === undefined
        ? 'the manual has no such text'
        : seen.has(place)
          ? 'stands twice'
          : words === null
            ? 'there is no text to review'
            : null;
    seen.add(place);
    if (wrong !== null) problems.push({ path: `texts.${i}.place`, code: 'TRANSLATION_INVALID', message: wrong });
    if (wrong !== null || source === undefined || words === null) return [];
    return [{ place, sourceSha256: sourceHash(manual, source), text: words, reviewed }];
  });
  if (problems.length > 0) throw new DomainError('TRANSLATION_INVALID', 'invalid', 'Some texts cannot be taken.', problems);
  return written;
}

function requireTag(language: string): void {
  if (/^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(language)) return;
  throw new DomainError('LANGUAGE_INVALID', 'invalid', 'A language is named by a tag such as en or pt-BR.', [
    { path: 'language', code: 'LANGUAGE_INVALID', message: 'is not a language tag' },
  ]);
}

const ofBase = (): DomainError =>
  new DomainError('TRANSLATION_OF_BASE', 'conflict', 'This is the language the manual is written in; other words need a new version.');
