import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../platform/auth/actor.js';
import { csvText, inBatches } from '../../platform/csv/csv-text.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { impactBatch } from './impact-rows.queries.js';
import { ImpactService } from './impact.service.js';
import { IMPACT_COLUMNS, impactLine } from './impact.view.js';

const BATCH = 1_000;
const FIRST = '00000000-0000-0000-0000-000000000000';

export interface ImpactExport {
  readonly fileName: string;
  readonly text: Readable;
}

/** Streams a report's rows. They no longer change, so each batch is read by itself and no connection waits for a slow reader. */
@Injectable()
export class ImpactExportService {
  constructor(
    private readonly db: TenantDb,
    private readonly impacts: ImpactService,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError METHOD_NOT_FOUND, METHOD_IMPACT_NOT_FOUND, METHOD_IMPACT_RUNNING */
  async open(actor: PersonActor, methodId: string): Promise<ImpactExport> {
    const { id, asOf, done } = await this.db.transaction(actor, async (db) => {
      const impact = await this.impacts.finished(db, actor, methodId);
      await this.audit.record(db, actor, {
        action: 'method_impact.exported',
        subjectKind: 'method',
        subjectId: methodId,
        after: { impactId: impact.id, rows: impact.done },
      });
      return impact;
    });
    return { fileName: `plumbline-impact-${asOf}.csv`, text: Readable.from(this.lines(actor, id, done)) };
  }

  /** @throws where the report was dropped while it was read, so that a part of it is not taken for the whole */
  private async *lines(actor: PersonActor, impactId: string, rows: number): AsyncGenerator<string> {
    let read = 0;
    const batches = inBatches(
      async (after, limit) => {
        const batch = await this.db.transaction(actor, (db) => impactBatch(db, actor.tenantId, impactId, after, limit));
        read += batch.length;
        return batch.map((row) => ({ id: row.siteId, ...impactLine(row) }));
      },
      FIRST,
      BATCH,
    );
    yield* csvText(IMPACT_COLUMNS, batches, false);
    if (read !== rows) throw new Error('the impact report was dropped while it was read');
  }
}
