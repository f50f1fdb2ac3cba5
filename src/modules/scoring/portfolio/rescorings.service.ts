import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../domain/shared/domain-error.js';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { type Page, pageOf, readCursor } from '../../../platform/db/pages.js';
import { TenantDb } from '../../../platform/db/tenant-db.js';
import type { PageQuery } from '../../../platform/http/page.dto.js';
import type { RescoringView, UnscoredSiteView } from './rescorings.dto.js';
import { listRescorings, listUnscoredSites, rescoringById, type RescoringRow, type UnscoredSiteRow } from './rescorings.queries.js';

/** Shows how far rescorings are, and which sites could not be scored. */
@Injectable()
export class RescoringsService {
  constructor(private readonly db: TenantDb) {}

  list(actor: PersonActor, { after, limit }: PageQuery): Promise<Page<RescoringView>> {
    return this.db.transaction(actor, async (db) =>
      pageOf(await listRescorings(db, actor.tenantId, readCursor(after), limit), limit, ({ id }) => ({ key: null, id }), viewOf),
    );
  }

  one(actor: PersonActor, id: string): Promise<RescoringView> {
    return this.db.transaction(actor, async (db) => {
      const row = await rescoringById(db, id);
      if (row === null) throw new DomainError('RESCORING_NOT_FOUND', 'not_found', 'There is no such rescoring.');
      return viewOf(row);
    });
  }

  unscored(actor: PersonActor, { after, limit }: PageQuery): Promise<Page<UnscoredSiteView>> {
    return this.db.transaction(actor, async (db) =>
      pageOf(
        await listUnscoredSites(db, actor.tenantId, readCursor(after), limit),
        limit,
        ({ site_id: id }) => ({ key: null, id }),
        unscoredOf,
      ),
    );
  }
}

const viewOf = (row: RescoringRow): RescoringView => ({
  id: row.id,
  reason: row.reason,
  requestedBy: row.requested_by_kind === 'person' ? row.requested_by : null,
  total: row.total,
  done: row.done,
  changed: row.changed,
  failed: row.failed,
  handedOver: row.handed_over,
  startedAt: row.started_at.toISOString(),
  finishedAt: row.finished_at?.toISOString() ?? null,
});

const unscoredOf = (row: UnscoredSiteRow): UnscoredSiteView => ({
  siteId: row.site_id,
  supplierId: row.supplier_id,
  name: row.name,
  code: row.code,
  place: row.place,
  attempts: row.attempts,
  failedAt: row.failed_at.toISOString(),
  nextTryAt: row.next_try_at?.toISOString() ?? null,
});
