import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { readDateCursor } from '../../platform/db/date-cursor.js';
import { type Page, pageOf } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { ReassessmentsQuery, ReassessmentView } from './due-list.dto.js';
import { type DueFilter, type DueRow, listDates } from './due-list.queries.js';

/** Which sites are next, which are due, and which cannot be asked. */
@Injectable()
export class DueListService {
  constructor(
    private readonly db: TenantDb,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, { state, after, limit }: ReassessmentsQuery): Promise<Page<ReassessmentView>> {
    const today = this.clock.today();
    const cursor = readDateCursor(after);
    return this.db.transaction(actor, async (db) => {
      const rows = await listDates(db, actor.tenantId, filterOf(state, today), cursor, limit);
      return pageOf(
        rows,
        limit,
        (row) => ({ key: row.due_on, id: row.site_id }),
        (row) => viewDue(row, today),
      );
    });
  }
}

function filterOf(state: ReassessmentsQuery['state'], today: string): DueFilter {
  if (state === 'blocked') return { states: ['blocked'], dueBy: null, dueAfter: null };
  if (state === 'due') return { states: ['planned'], dueBy: today, dueAfter: null };
  if (state === 'upcoming') return { states: ['planned'], dueBy: null, dueAfter: today };
  return { states: ['planned', 'blocked'], dueBy: null, dueAfter: null };
}

const stateOf = (row: DueRow, today: string): string => {
  if (row.state === 'blocked') return 'blocked';
  return row.due_on <= today ? 'due' : 'upcoming';
};

const viewDue = (row: DueRow, today: string): ReassessmentView => ({
  siteId: row.site_id,
  siteName: row.site_name,
  supplierId: row.supplier_id,
  supplierName: row.supplier_name,
  dueOn: row.due_on,
  state: stateOf(row, today),
  reason: row.reason,
  blockedReason: row.blocked_reason,
});
