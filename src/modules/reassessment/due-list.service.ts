import { Injectable } from '@nestjs/common';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { readDateCursor } from '../../platform/db/date-cursor.js';
import { type Page, pageOf } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { DueState, ReassessmentsQuery, ReassessmentView } from './due-list.dto.js';
import { type DueFilter, type DueRow, listDates } from './due-list.queries.js';

/** Which sites are next, which are due, and which cannot be asked. */
@Injectable()
export class DueListService {
  constructor(
    private readonly db: TenantDb,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, query: ReassessmentsQuery): Promise<Page<ReassessmentView>> {
    const today = this.clock.today();
    const cursor = readDateCursor(query.after);
    return this.db.transaction(actor, async (db) => {
      const rows = await listDates(db, actor.tenantId, filterOf(query, today), cursor, query.limit);
      return pageOf(
        rows,
        query.limit,
        (row) => ({ key: row.due_on, id: row.site_id }),
        (row) => viewDue(row, today),
      );
    });
  }
}

const STATES: Readonly<Record<DueState | 'open', DueFilter['states']>> = {
  upcoming: ['planned'],
  due: ['planned'],
  planned: ['planned'],
  blocked: ['blocked'],
  sent: ['sent'],
  open: ['planned', 'blocked'],
};

function filterOf({ state, dueBy, siteId }: ReassessmentsQuery, today: string): DueFilter {
  const by = state === 'due' && (dueBy === undefined || dueBy > today) ? today : (dueBy ?? null);
  return { states: STATES[state ?? 'open'], dueBy: by, dueAfter: state === 'upcoming' ? today : null, siteId: siteId ?? null };
}

const stateOf = (row: DueRow, today: string): string => {
  if (row.state !== 'planned') return row.state;
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
  assessmentId: row.assessment_id,
});
