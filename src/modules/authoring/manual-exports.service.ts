import { Injectable } from '@nestjs/common';
import type { Manual } from '../../domain/manual/manual.js';
import { manualToSheets } from '../../domain/manual/sheets/manual-to-sheets.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { writeWorkbook } from '../../platform/spreadsheet/write-workbook.js';
import { ManualsInForce } from '../content/manuals-in-force.service.js';
import { findDraft } from './drafts.queries.js';
import { manualOf } from './drafts.view.js';
import type { ManualNameView } from './manual-name.dto.js';
import { draftNotFound } from './refusals.js';

/** A workbook under the name it is to be saved as. */
export interface ExportedManual {
  readonly fileName: string;
  readonly content: Buffer;
}

/** Manuals as workbooks that can be edited and imported again: exactly what is stored, without translations that lie beside it. */
@Injectable()
export class ManualExportsService {
  constructor(
    private readonly db: TenantDb,
    private readonly manuals: ManualsInForce,
  ) {}

  /** @throws DomainError DRAFT_NOT_FOUND */
  async draft(actor: PersonActor, id: string): Promise<ExportedManual> {
    return exported(
      await this.db.transaction(actor, async (db) => {
        const draft = await findDraft(db, actor.tenantId, id);
        if (draft === undefined) throw draftNotFound();
        return manualOf(draft);
      }),
    );
  }

  /** @throws DomainError MANUAL_NOT_FOUND */
  async version(actor: PersonActor, { id, version }: ManualNameView): Promise<ExportedManual> {
    return exported(await this.db.transaction(actor, async (db) => (await this.manuals.version(db, actor.tenantId, id, version)).body));
  }
}

/** The workbook is written after the transaction has ended: it takes a moment. */
const exported = async (manual: Manual): Promise<ExportedManual> => ({
  fileName: `${manual.id}-${manual.version}.xlsx`,
  content: await writeWorkbook(manualToSheets(manual)),
});
