import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkTemplate, type Template } from '../../domain/letters/check-template.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { SETTINGS, type Settings } from '../../platform/config/tokens.js';
import { newId } from '../../platform/db/ids.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { AuditService } from '../audit/audit.service.js';
import { composeLetter } from './compose-letter.js';
import type { MailKind } from './letters.js';
import { rulesOf, sampleFacts, shippedTemplate } from './template-rules.js';
import type { PreviewDto, LetterPreviewView, TemplateDto, TemplateVersionView, TemplateView } from './templates.dto.js';
import { insertTemplate, latestTemplate, listTemplates, type TemplateRow, templateVersions } from './templates.queries.js';
import { isLetter, viewTemplate, viewTemplateVersion } from './templates.view.js';

/** A tenant's own words for our letters. A version is never changed: another one is added. */
@Injectable()
export class TemplatesService {
  constructor(
    private readonly db: TenantDb,
    private readonly audit: AuditService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  list(actor: PersonActor, { after, limit }: PageQuery): Promise<Page<TemplateView>> {
    const cursor = readCursor(after);
    const from = typeof cursor?.key === 'string' ? cursor.key.split('/') : null;
    return this.db.transaction(actor, async (db) =>
      pageOf(
        await listTemplates(db, actor.tenantId, from, limit),
        limit,
        ({ id, kind, language }) => ({ key: `${kind}/${language}`, id }),
        (row) => this.view(row.kind as MailKind, row.language, row),
      ),
    );
  }

  /** The tenant's words where it has some, else ours. @throws DomainError TEMPLATE_NOT_FOUND */
  read(actor: PersonActor, kind: string, language: string): Promise<TemplateView> {
    const letter = letterOf(kind, language);
    return this.db.transaction(actor, async (db) => this.view(letter, language, await latestTemplate(db, actor.tenantId, kind, language)));
  }

  /** @throws DomainError TEMPLATE_NOT_FOUND */
  versions(actor: PersonActor, kind: string, language: string, { after, limit }: PageQuery): Promise<Page<TemplateVersionView>> {
    letterOf(kind, language);
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      const rows = await templateVersions(db, actor.tenantId, { kind, language }, cursor?.id ?? null, limit);
      return pageOf(rows, limit, ({ id }) => ({ key: null, id }), viewTemplateVersion);
    });
  }

  /** @throws DomainError TEMPLATE_NOT_FOUND, TEMPLATE_INVALID, VERSION_CONFLICT */
  write(actor: PersonActor, kind: string, language: string, { version, ...template }: TemplateDto): Promise<TemplateView> {
    const letter = letterOf(kind, language);
    this.check(letter, template);
    return this.db.transaction(actor, async (db) => {
      const before = await latestTemplate(db, actor.tenantId, kind, language);
      if ((before?.version ?? 0) !== version) throw conflict();
      return this.view(letter, language, await this.add(db, actor, { kind, language, version: version + 1, ...template }));
    });
  }

  /** Back to our words; where that is so already nothing happens. @throws DomainError TEMPLATE_NOT_FOUND */
  async withdraw(actor: PersonActor, kind: string, language: string): Promise<void> {
    letterOf(kind, language);
    await this.db.transaction(actor, async (db) => {
      const before = await latestTemplate(db, actor.tenantId, kind, language);
      if (before === null || before.subject === null) return;
      await this.add(db, actor, { kind, language, version: before.version + 1, subject: null, paragraphs: null });
    });
  }

  /** @throws DomainError TEMPLATE_NOT_FOUND, TEMPLATE_INVALID */
  async preview(actor: PersonActor, kind: string, language: string, words: PreviewDto): Promise<LetterPreviewView> {
    const letter = letterOf(kind, language);
    const { subject, paragraphs } = await this.read(actor, kind, language);
    const template = { subject: words.subject ?? subject, paragraphs: words.paragraphs ?? paragraphs };
    this.check(letter, template);
    return composeLetter(sampleFacts(letter, language, this.settings.publicUrl), new Map([[language, template]]));
  }

  private async add(
    db: EntityManager,
    actor: PersonActor,
    words: Omit<TemplateRow, 'id' | 'written_by' | 'written_at'>,
  ): Promise<TemplateRow> {
    const row = { ...words, id: newId<string>(), written_by: actor.personId, written_at: this.clock.now() };
    if (!(await insertTemplate(db, actor.tenantId, row))) throw conflict();
    const { kind, language, version } = words;
    await this.audit.record(db, actor, {
      action: words.subject === null ? 'mail_template.withdrawn' : 'mail_template.written',
      subjectKind: 'mail_template',
      subjectId: row.id,
      before: { version: version - 1 },
      after: { kind, language, version },
    });
    return row;
  }

  private check(kind: MailKind, template: Template): void {
    const problems = checkTemplate(template, rulesOf(kind, this.settings.publicUrl));
    if (problems.length > 0) throw new DomainError('TEMPLATE_INVALID', 'invalid', 'This cannot stand in a letter.', problems);
  }

  private view(kind: MailKind, language: string, row: TemplateRow | null): TemplateView {
    return viewTemplate(kind, language, row, shippedTemplate(kind, language), rulesOf(kind, this.settings.publicUrl));
  }
}

const conflict = (): DomainError =>
  new DomainError('VERSION_CONFLICT', 'conflict', 'Someone else has written this letter meanwhile; read it again.');

/** @throws DomainError TEMPLATE_NOT_FOUND for a letter that we do not write, or a language whose readers we could not tell what to do when they are afraid. */
function letterOf(kind: string, language: string): MailKind {
  if (isLetter(kind, language)) return kind;
  throw new DomainError('TEMPLATE_NOT_FOUND', 'not_found', 'There is no such letter, or we do not write in this language.');
}
