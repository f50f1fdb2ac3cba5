import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import {
  type ManualBody,
  tooLarge,
  unreadableInBody,
  unreadableInChapter,
  unreadableInQuestion,
} from '../../platform/content/check-manual-body.js';
import { shippedSources } from '../../platform/content/content-folders.js';
import type { Plain } from '../../platform/content/plain.js';
import { readSchemas, type SchemaCheck } from '../../platform/content/schemas.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { putChapter, putQuestion, removeChapter, removeQuestion } from './draft-edits.js';
import type { DraftBodyDto, DraftChapterDto, DraftQuestionDto, DraftSummaryView } from './drafts.dto.js';
import { type DraftRow, findDraft, ownVersions, updateDraft } from './drafts.queries.js';
import { viewDraftHead } from './drafts.view.js';
import { MANUAL_VERSION } from './manual-name.dto.js';
import { draftNotFound, requireReadable, requireRevision, versionTaken } from './refusals.js';

/** Makes the new content of a draft out of the old. @throws DomainError for what cannot be done */
type Edit = (draft: DraftRow, check: SchemaCheck) => ManualBody;

/** Writes into drafts: as a whole, or one chapter or question. Each write names the revision that its writer has read. */
@Injectable()
export class DraftContentsService {
  constructor(
    private readonly db: TenantDb,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError DRAFT_NOT_FOUND, VERSION_CONFLICT, DRAFT_UNREADABLE, NAME_FIXED, VERSION_TAKEN */
  replace(actor: PersonActor, id: string, { revision, manual }: DraftBodyDto): Promise<DraftSummaryView> {
    return this.edit(actor, id, revision, '', ({ manualId, family }, check) => {
      requireReadable(unreadableInBody(check, manual));
      requireName(manual, 'id', manualId);
      requireName(manual, 'family', family);
      return manual;
    });
  }

  /** @throws DomainError DRAFT_NOT_FOUND, VERSION_CONFLICT, DRAFT_UNREADABLE, NAME_FIXED */
  putChapter(actor: PersonActor, id: string, chapter: string, { revision, position, content }: DraftChapterDto): Promise<DraftSummaryView> {
    return this.edit(actor, id, revision, `chapters/${chapter}`, ({ body }, check) => {
      requireReadable(unreadableInChapter(check, content));
      requireName(content, 'id', chapter);
      return putChapter(body, chapter, content, position);
    });
  }

  /** @throws DomainError DRAFT_NOT_FOUND, REVISION_MISSING, VERSION_CONFLICT, CHAPTER_NOT_FOUND */
  removeChapter(actor: PersonActor, id: string, chapter: string, revision: number | undefined): Promise<DraftSummaryView> {
    return this.edit(actor, id, revision, `chapters/${chapter}`, ({ body }) => removeChapter(body, chapter) ?? refuse(chapterNotFound()));
  }

  /** @throws DomainError DRAFT_NOT_FOUND, VERSION_CONFLICT, DRAFT_UNREADABLE, NAME_FIXED, CHAPTER_NOT_FOUND */
  putQuestion(actor: PersonActor, id: string, question: string, dto: DraftQuestionDto): Promise<DraftSummaryView> {
    return this.edit(actor, id, dto.revision, `questions/${question}`, ({ body }, check) => {
      requireReadable(unreadableInQuestion(check, dto.content));
      requireName(dto.content, 'id', question);
      return putQuestion(body, dto.chapter, { ...dto.content, id: question }, dto.position) ?? refuse(chapterNotFound());
    });
  }

  /** @throws DomainError DRAFT_NOT_FOUND, REVISION_MISSING, VERSION_CONFLICT, QUESTION_NOT_FOUND */
  removeQuestion(actor: PersonActor, id: string, question: string, revision: number | undefined): Promise<DraftSummaryView> {
    return this.edit(
      actor,
      id,
      revision,
      `questions/${question}`,
      ({ body }) => removeQuestion(body, question) ?? refuse(questionNotFound()),
    );
  }

  private async edit(actor: PersonActor, id: string, revision: number | undefined, part: string, edit: Edit): Promise<DraftSummaryView> {
    const check = await readSchemas(shippedSources.schemaFolder);
    return this.db.transaction(actor, async (db) => {
      const draft = await findDraft(db, actor.tenantId, id, 'FOR UPDATE');
      if (draft === undefined) throw draftNotFound();
      requireRevision(draft.revision, revision);
      const edited = edit(draft, check);
      const version = versionOf(edited, draft.version);
      if (version !== draft.version) {
        const versions = await ownVersions(db, actor.tenantId, draft.manualId);
        if (versions.some((one) => one.id !== id && one.version === version)) throw versionTaken(version);
      }
      const body = { ...edited, id: draft.manualId, family: draft.family, version };
      // One piece may be in bounds and the whole no more.
      if (part !== '') requireReadable(tooLarge(body));
      await updateDraft(db, actor.tenantId, this.clock.now(), { id, version, body });
      await this.audit.record(db, actor, {
        action: 'manual_draft.changed',
        subjectKind: 'manual',
        subjectId: id,
        before: { version: draft.version, revision: draft.revision },
        after: { version, revision: draft.revision + 1, ...(part === '' ? {} : { part }) },
      });
      const after = await findDraft(db, actor.tenantId, id);
      if (after === undefined) throw draftNotFound();
      return viewDraftHead(after);
    });
  }
}

/** What a draft is a version of is decided when it is begun. */
function requireName(content: Plain, field: 'id' | 'family', name: string): void {
  if (content[field] === undefined || content[field] === name) return;
  throw new DomainError('NAME_FIXED', 'invalid', `This has the ${field} "${name}", and keeps it.`, [
    { path: field, code: 'NAME_FIXED', message: `must be ${name}` },
  ]);
}

function versionOf(body: ManualBody, current: string): string {
  const version = body['version'] ?? current;
  if (typeof version === 'string' && MANUAL_VERSION.test(version)) return version;
  throw new DomainError('DRAFT_UNREADABLE', 'invalid', 'This cannot be part of a manual.', [
    { path: 'version', code: 'SCHEMA_PATTERN', message: 'This must be three numbers such as 1.2.0.' },
  ]);
}

function refuse(refusal: DomainError): never {
  throw refusal;
}

const chapterNotFound = (): DomainError => new DomainError('CHAPTER_NOT_FOUND', 'not_found', 'The draft has no such chapter.');
const questionNotFound = (): DomainError => new DomainError('QUESTION_NOT_FOUND', 'not_found', 'The draft has no such question.');
