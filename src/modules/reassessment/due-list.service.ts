import { Injectable } from '@nestjs/common';
import { type Cadence, wouldBeDue } from '../../domain/reassessment/next-due.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { readDateCursor } from '../../platform/db/date-cursor.js';
import { type Page, pageOf } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { DueState, GraverHeldView, ReassessmentsQuery, ReassessmentView } from './due-list.dto.js';
import { type DueFilter, type DueRow, listDates } from './due-list.queries.js';
import { ReassessmentService } from './reassessment.service.js';

/** Which sites are next, which are due, and which cannot be asked. */
@Injectable()
export class DueListService {
  constructor(
    private readonly db: TenantDb,
    private readonly reassessments: ReassessmentService,
    private readonly clock: Clock,
  ) {}

  list(actor: PersonActor, query: ReassessmentsQuery): Promise<Page<ReassessmentView>> {
    const today = this.clock.today();
    const cursor = readDateCursor(query.after);
    return this.db.transaction(actor, async (db) => {
      const cadence = await this.reassessments.cadence(db, actor.tenantId);
      const rows = await listDates(db, actor.tenantId, filterOf(query, today), cursor, query.limit);
      return pageOf(
        rows,
        query.limit,
        (row) => ({ key: row.due_on, id: row.site_id }),
        (row) => viewDue(row, cadence, today),
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

function filterOf({ state, dueBy, siteId, graverHeld }: ReassessmentsQuery, today: string): DueFilter {
  const by = state === 'due' && (dueBy === undefined || dueBy > today) ? today : (dueBy ?? null);
  return {
    states: STATES[state ?? 'open'],
    dueBy: by,
    dueAfter: state === 'upcoming' ? today : null,
    siteId: siteId ?? null,
    graverHeld: graverHeld === 'true',
  };
}

const stateOf = (row: DueRow, today: string): string => {
  if (row.state !== 'planned') return row.state;
  return row.due_on <= today ? 'due' : 'upcoming';
};

function graverHeldAt(
  { due_on: dueOn, band, supplier_band: supplierBand }: DueRow,
  cadence: Cadence,
  today: string,
): GraverHeldView | null {
  if (band === null || supplierBand === null) return null;
  const wouldBeDueOn = wouldBeDue(dueOn, supplierBand, band, cadence, today);
  return wouldBeDueOn === null ? null : { band, wouldBeDueOn };
}

const viewDue = (row: DueRow, cadence: Cadence, today: string): ReassessmentView => ({
  siteId: row.site_id,
  siteName: row.site_name,
  supplierId: row.supplier_id,
  supplierName: row.supplier_name,
  dueOn: row.due_on,
  state: stateOf(row, today),
  reason: row.reason,
  blockedReason: row.blocked_reason,
  assessmentId: row.assessment_id,
  graverHeld: graverHeldAt(row, cadence, today),
});
