import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { directionOf } from '../../domain/manual/direction.js';
import type { Manual } from '../../domain/manual/manual.js';
import { compareVersions, nextVersion } from '../../domain/manual/version-step.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import type { ManualBody } from '../../platform/content/check-manual-body.js';
import { newId } from '../../platform/db/ids.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { AuditService } from '../audit/audit.service.js';
import { ContentService } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import type { DraftSummaryView, DraftView, NewDraftDto } from './drafts.dto.js';
import { type BasedOn, deleteDraft, findDraft, insertDraft, listDrafts, ownVersions, updateDraft } from './drafts.queries.js';
import { viewDraft, viewDraftHead } from './drafts.view.js';
import { draftNotFound, requireRevision, versionTaken } from './refusals.js';

/** A manual from a file, about to become a draft. */
export interface ImportedManual {
  readonly id: string;
  /** Null: the next one. */
  readonly version: string | null;
  /** Null: that of the manual's other versions, else its own. */
  readonly family: string | null;
  readonly basedOn: BasedOn | null;
  /** Of the draft that it shall take the place of; null: there shall be none. */
  readonly revision: number | null;
  readonly body: ManualBody;
}

/** Begins, lists and ends drafts of a tenant's manuals. One manual has one draft at a time. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly db: TenantDb,
    private readonly content: ContentService,
    private readonly manuals: ManualsInForce,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, { after, limit }: PageQuery): Promise<Page<DraftSummaryView>> {
    const cursor = readCursor(after);
    return this.db.transaction(actor, async (db) =>
      pageOf(await listDrafts(db, actor.tenantId, cursor?.id ?? null, limit), limit, ({ id }) => ({ key: null, id }), viewDraftHead),
    );
  }

  /** @throws DomainError DRAFT_NOT_FOUND */
  read(actor: PersonActor, id: string): Promise<DraftView> {
    return this.db.transaction(actor, async (db) => {
      const draft = await findDraft(db, actor.tenantId, id);
      if (draft === undefined) throw draftNotFound();
      return viewDraft(draft);
    });
  }

  /** @throws DomainError MANUAL_ID_TAKEN, MANUAL_NOT_FOUND, DRAFT_EXISTS, FAMILY_DIFFERS, VERSION_TAKEN */
  create(actor: PersonActor, dto: NewDraftDto): Promise<DraftSummaryView> {
    return this.db.transaction(actor, async (db) => {
      const { from } = dto;
      const source = from === undefined ? null : await this.manuals.version(db, actor.tenantId, from.id, from.version);
      const basedOn = source === null ? null : { id: source.id, version: source.version, sha256: source.sha256 };
      const family = source?.body.family ?? null;
      const draft = (version: string, inFamily: string): ManualBody =>
        source === null ? emptyBody(dto, version, inFamily) : { ...source.body, id: dto.id, family: inFamily, version };
      return this.begin(db, actor, { id: dto.id, version: dto.version ?? null, family, basedOn, draft });
    });
  }

  /**
   * Takes a manual from a file, which was checked: as a new draft, or instead of what the manual's draft held at the named revision.
   * @throws DomainError MANUAL_ID_TAKEN, DRAFT_EXISTS, FAMILY_DIFFERS, VERSION_TAKEN, DRAFT_NOT_FOUND, VERSION_CONFLICT
   */
  async takeWithin(db: EntityManager, actor: PersonActor, imported: ImportedManual): Promise<DraftSummaryView> {
    const { tenantId } = actor;
    const { id, version, family, basedOn, revision } = imported;
    const named = (itsVersion: string, itsFamily: string): ManualBody => ({ ...imported.body, id, version: itsVersion, family: itsFamily });
    if (revision === null) return this.begin(db, actor, { id, version, family, basedOn, draft: named });
    const versions = await ownVersions(db, tenantId, id);
    const known = versions.find(({ state }) => state === 'draft');
    const draft = known === undefined ? undefined : await findDraft(db, tenantId, known.id, 'FOR UPDATE');
    if (draft === undefined) throw draftNotFound();
    requireRevision(draft.revision, revision);
    if (family !== null && draft.family !== family) throw familyDiffers(draft.family);
    const wanted = version ?? draft.version;
    if (versions.some((one) => one.id !== draft.id && one.version === wanted)) throw versionTaken(wanted);
    await updateDraft(db, tenantId, this.clock.now(), { id: draft.id, version: wanted, body: named(wanted, draft.family) });
    return this.told(db, actor, draft.id, 'manual_draft.imported');
  }

  /** @throws DomainError DRAFT_NOT_FOUND, REVISION_MISSING, VERSION_CONFLICT */
  remove(actor: PersonActor, id: string, revision: number | undefined): Promise<void> {
    return this.db.transaction(actor, async (db) => {
      const draft = await findDraft(db, actor.tenantId, id, 'FOR UPDATE');
      if (draft === undefined) throw draftNotFound();
      requireRevision(draft.revision, revision);
      await deleteDraft(db, actor.tenantId, id);
      await this.audit.record(db, actor, {
        action: 'manual_draft.deleted',
        subjectKind: 'manual',
        subjectId: id,
        before: { manual: draft.manualId, version: draft.version, revision: draft.revision },
      });
    });
  }

  private async begin(db: EntityManager, actor: PersonActor, wish: Beginning): Promise<DraftSummaryView> {
    if ((await this.content.manualIds()).includes(wish.id)) throw idTaken();
    const versions = await ownVersions(db, actor.tenantId, wish.id);
    if (versions.some(({ state }) => state === 'draft')) throw draftExists();
    const [known] = versions;
    const family = known?.family ?? wish.family ?? wish.id;
    if (wish.family !== null && wish.family !== family) throw familyDiffers(family);
    const version =
      wish.version ??
      nextOf(
        versions.map((one) => one.version),
        wish.basedOn,
      );
    if (versions.some((one) => one.version === version)) throw versionTaken(version);
    const id = newId<string>();
    const body = wish.draft(version, family);
    const row = { id, manualId: wish.id, version, family, basedOn: wish.basedOn, body, createdBy: actor.personId };
    if (!(await insertDraft(db, actor.tenantId, this.clock.now(), row))) throw draftExists();
    return this.told(db, actor, id, 'manual_draft.created');
  }

  private async told(db: EntityManager, actor: PersonActor, id: string, action: string): Promise<DraftSummaryView> {
    const draft = await findDraft(db, actor.tenantId, id);
    if (draft === undefined) throw draftNotFound();
    const after = {
      manual: draft.manualId,
      version: draft.version,
      family: draft.family,
      basedOn: draft.basedOn,
      revision: draft.revision,
    };
    await this.audit.record(db, actor, { action, subjectKind: 'manual', subjectId: id, after });
    return viewDraftHead(draft);
  }
}

interface Beginning {
  readonly id: string;
  readonly version: string | null;
  /** Null: that of the manual's other versions, else its own. */
  readonly family: string | null;
  readonly basedOn: BasedOn | null;
  readonly draft: (version: string, family: string) => ManualBody;
}

function nextOf(versions: readonly string[], basedOn: BasedOn | null): string {
  const highest = [...versions].sort(compareVersions).at(-1) ?? basedOn?.version;
  return highest === undefined ? '1.0.0' : nextVersion(highest, 'minor');
}

const emptyBody = ({ id, title, baseLanguage = 'en' }: NewDraftDto, version: string, family: string): Partial<Manual> => ({
  id,
  family,
  version,
  title: title === undefined ? {} : { [baseLanguage]: title },
  baseLanguage,
  languages: [{ code: baseLanguage, dir: directionOf(baseLanguage), reviewed: true, unreviewed: [] }],
  chapters: [],
  contradictions: [],
});

const draftExists = (): DomainError =>
  new DomainError('DRAFT_EXISTS', 'conflict', 'There is a draft of this manual already; go on with it, or delete it.');

const idTaken = (): DomainError =>
  new DomainError('MANUAL_ID_TAKEN', 'conflict', 'A manual of this id came with the product; take another id.', [
    { path: 'id', code: 'MANUAL_ID_TAKEN', message: 'is that of a shipped manual' },
  ]);

const familyDiffers = (family: string): DomainError =>
  new DomainError(
    'FAMILY_DIFFERS',
    'conflict',
    `The versions of this manual belong to the family "${family}", whose questions mean something else.`,
    [{ path: 'id', code: 'FAMILY_DIFFERS', message: `belongs to the family ${family}` }],
  );
