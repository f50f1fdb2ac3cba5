import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Manual } from '../../domain/manual/manual.js';
import { withMeanings } from '../../domain/manual/with-meanings.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PlacedProblem } from '../../domain/spreadsheet/workbook.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { shippedSources } from '../../platform/content/content-folders.js';
import { readSchemas } from '../../platform/content/schemas.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { Form } from '../../platform/http/read-form.js';
import { aboutSaq } from '../../platform/manual-files/about-saq.js';
import { bodyOf } from '../../platform/manual-files/check-read-manual.js';
import type { ManualFile, ManualName } from '../../platform/manual-files/manual-file.js';
import { readManualFile } from '../../platform/manual-files/read-manual-file.js';
import { ContentService } from '../content/content.service.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import type { DraftSummaryView } from './drafts.dto.js';
import { type BasedOn, meaningsOf } from './drafts.queries.js';
import { DraftsService } from './drafts.service.js';
import { fieldProblems, nameProblems } from './import-problems.js';
import type { ManualImportFields, ManualImportView } from './manual-imports.dto.js';
import { viewImport } from './manual-imports.view.js';

/** Undoes what a trial run wrote, and carries out what it came to. */
class Trial extends Error {
  constructor(readonly draft: DraftSummaryView) {
    super('trial');
  }
}

/** Makes drafts of files. A file with any problem, or with a name that cannot be taken, stores nothing. */
@Injectable()
export class ManualImportsService {
  constructor(
    private readonly db: TenantDb,
    private readonly drafts: DraftsService,
    private readonly content: ContentService,
    private readonly manuals: ManualsInForce,
    private readonly clock: Clock,
  ) {}

  async import(actor: PersonActor, { name, content, fields }: Form<ManualImportFields>): Promise<ManualImportView> {
    const [schemas, library] = await Promise.all([readSchemas(shippedSources.schemaFolder), this.content.library()]);
    const about = aboutSaq(name, { ...fields, year: Number(this.clock.today().slice(0, 4)) });
    const file = await readManualFile(content, name, { schemas, actions: library.body.actions }, about);
    const wanted =
      file.name === null ? null : { ...file.name, id: fields.id ?? file.name.id, version: fields.version ?? file.name.version };
    const named = wanted === null ? [] : nameProblems(wanted);
    const before = [...file.problems, ...fieldProblems(file.format, fields), ...named];
    const dryRun = fields.dryRun === 'true';
    // What the name runs into is told along with what is wrong in the file, so this is tried even where nothing can come of it.
    const tried =
      wanted === null || named.length > 0 ? null : await this.take(actor, file, wanted, revisionOf(fields), dryRun || before.length > 0);
    const problems = tried !== null && 'problem' in tried ? [...before, tried.problem] : before;
    const draft = problems.length > 0 || tried === null || 'problem' in tried ? null : tried.draft;
    return viewImport(file, problems, draft, dryRun);
  }

  private async take(
    actor: PersonActor,
    file: ManualFile,
    wanted: ManualName,
    revision: number | null,
    undo: boolean,
  ): Promise<{ readonly draft: DraftSummaryView } | { readonly problem: PlacedProblem }> {
    try {
      return await this.db.transaction(actor, async (db) => {
        const basedOn = await this.originOf(db, actor.tenantId, file.name, wanted);
        const manual = file.manual === null ? null : await this.withItsMeanings(db, actor.tenantId, file, file.manual, wanted.id);
        const body = manual === null ? {} : bodyOf(manual);
        const draft = await this.drafts.takeWithin(db, actor, { ...wanted, basedOn, revision, body });
        if (undo) throw new Trial(draft);
        return { draft };
      });
    } catch (error) {
      if (error instanceof Trial) return { draft: error.draft };
      if (!(error instanceof DomainError)) throw error;
      return { problem: { place: error.problems[0]?.path ?? 'id', code: error.code, message: error.message } };
    }
  }

  /** A questionnaire does not say what its questions have come to mean since it was first imported. */
  private async withItsMeanings(db: EntityManager, tenantId: string, { format }: ManualFile, manual: Manual, id: string): Promise<Manual> {
    return format === 'saq-xlsx' ? withMeanings(manual, await meaningsOf(db, tenantId, id)) : manual;
  }

  /** The version a file was exported from, or the newest shipped one of its family: what its wording is to be compared with. */
  private async originOf(db: EntityManager, tenantId: string, inFile: ManualName | null, { id }: ManualName): Promise<BasedOn | null> {
    const family = inFile?.family ?? null;
    if (inFile === null || family === null || (family === id && inFile.id === id)) return null;
    const exported = await this.known(() => this.manuals.version(db, tenantId, inFile.id, inFile.version ?? ''));
    if (exported !== null && exported.body.family === family)
      return { id: exported.id, version: exported.version, sha256: exported.sha256 };
    if (!(await this.content.manualIds()).includes(family)) return null;
    const { id: shipped, version, sha256 } = await this.content.manual(family);
    return { id: shipped, version, sha256 };
  }

  private async known<T>(find: () => Promise<T>): Promise<T | null> {
    try {
      return await find();
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'not_found') return null;
      throw error;
    }
  }
}

const revisionOf = ({ revision }: ManualImportFields): number | null => (revision === undefined ? null : Number(revision));
