import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { pageOf, type Page, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { insertPlanned, readPlanned, updatePlanned } from './import-apply.queries.js';
import { eventsOf } from './import-events.js';
import type { ImportOptions } from './import-options.js';
import { countOutcomes, planImport } from './import-plan.queries.js';
import { ImportSourceService } from './import-source.service.js';
import { stageRows } from './import-staging.js';
import type { Upload } from './receive-upload.js';
import { found } from './refusals.js';
import { viewImport, viewImportRow } from './supplier-import.view.js';
import type { ImportRowsQuery, ImportRowView, ImportsQuery, ImportView } from './supplier-imports.dto.js';
import { listImports, listReportRows, readImport, storeReport } from './supplier-imports.queries.js';
import { lockIdentities } from './suppliers.queries.js';

const EVENTS_AT_ONCE = 2_000;
const LINE_MAX = 2_147_483_647;

/** Takes over supplier files: all of a file in one transaction, set-based, with a report of every row. */
@Injectable()
export class SupplierImportsService {
  constructor(
    private readonly db: TenantDb,
    private readonly source: ImportSourceService,
    private readonly audit: AuditService,
    private readonly scoring: ScoringQueue,
    private readonly clock: Clock,
  ) {}

  /** A dry run stores its report and nothing else. Imports of one tenant take turns. */
  async import(actor: PersonActor, upload: Upload, options: ImportOptions): Promise<ImportView> {
    const { mapping, rows } = await this.source.open(actor, upload.path, options);
    return this.db.transaction(actor, async (db) => {
      await stageRows(db, rows);
      await lockIdentities(db, actor.tenantId, 'import');
      await planImport(db, actor.tenantId);
      const report = {
        id: newId<string>(),
        fileSha256: upload.sha256,
        dryRun: options.dryRun,
        mapping,
        importedBy: actor.personId,
        ...(await countOutcomes(db)),
      };
      await storeReport(db, actor.tenantId, report, this.clock.now());
      const { rows: total, created, updated, duplicates, rejected } = report;
      await this.audit.record(db, actor, {
        action: options.dryRun ? 'suppliers.import_tried' : 'suppliers.imported',
        subjectKind: 'supplier_import',
        subjectId: report.id,
        after: { fileSha256: upload.sha256, rows: total, created, updated, duplicates, rejected },
      });
      if (!options.dryRun) await this.apply(db, actor, report.id);
      return viewImport(found(await readImport(db, actor.tenantId, report.id), 'IMPORT_NOT_FOUND'));
    });
  }

  private async apply(db: EntityManager, actor: PersonActor, importId: string): Promise<void> {
    await insertPlanned(db, actor.tenantId, this.clock.now());
    for (let line = 0, more = true; more;) {
      const rows = await readPlanned(db, actor.tenantId, line, EVENTS_AT_ONCE);
      await this.audit.recordAll(
        db,
        actor,
        rows.flatMap((row) => eventsOf(row, importId)),
      );
      const toScore = rows.filter((row) => row.outcome === 'created' || row.changes_site);
      await this.scoring.request(
        db,
        actor,
        toScore.map((row) => ({ siteId: row.site_id, supplierId: row.supplier_id })),
      );
      line = rows.at(-1)?.line ?? line;
      more = rows.length === EVENTS_AT_ONCE;
    }
    await updatePlanned(db, actor.tenantId, this.clock.now());
  }

  list(actor: PersonActor, query: ImportsQuery): Promise<Page<ImportView>> {
    const cursor = readCursor(query.after);
    return this.db.transaction(actor, async (db) =>
      pageOf(
        await listImports(db, actor.tenantId, cursor?.id ?? null, query.limit),
        query.limit,
        ({ id }) => ({ key: null, id }),
        viewImport,
      ),
    );
  }

  read(actor: PersonActor, id: string): Promise<ImportView> {
    return this.db.transaction(actor, async (db) => viewImport(found(await readImport(db, actor.tenantId, id), 'IMPORT_NOT_FOUND')));
  }

  rows(actor: PersonActor, id: string, query: ImportRowsQuery): Promise<Page<ImportRowView>> {
    const afterLine = lineOf(query.after);
    return this.db.transaction(actor, async (db) => {
      found(await readImport(db, actor.tenantId, id), 'IMPORT_NOT_FOUND');
      const rows = await listReportRows(db, actor.tenantId, id, query.outcome ?? null, afterLine, query.limit);
      return pageOf(rows, query.limit, ({ line }) => ({ key: line, id }), viewImportRow);
    });
  }
}

function lineOf(after: string | undefined): number {
  const key = readCursor(after)?.key ?? 0;
  if (typeof key === 'number' && Number.isInteger(key) && key >= 0 && key <= LINE_MAX) return key;
  throw new DomainError('CURSOR_INVALID', 'invalid', 'This page mark belongs to another list.', [
    { path: 'after', code: 'CURSOR_INVALID', message: 'unknown page mark' },
  ]);
}
