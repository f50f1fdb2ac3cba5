import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Cadence, nextDue } from '../../domain/reassessment/next-due.js';
import type { Band } from '../../domain/scoring/methodology.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Actor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { AuditService } from '../audit/audit.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { readPolicy } from './policy.queries.js';
import { lockOpenDates, type NewDate, readStandingDates, type StandingDates, storeDates } from './reassessment.queries.js';

/** A site that was scored, and what its next date depends on. */
export interface PlannedSite {
  readonly siteId: string;
  readonly supplierId: string;
  readonly band: Band;
  /** Day of the last submission; of a site never assessed, the day it came in. */
  readonly basedOn: IsoDate;
  /** Left out: by its band. */
  readonly reason?: string;
}

/** Keeps each site's next date: a row that is there before anybody needs it, and that no crash can lose. */
@Injectable()
export class ReassessmentService {
  constructor(
    private readonly methods: MethodsInForce,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** Plans the next assessment of each site, by the tenant's policy. Set-based; planning the same again changes nothing. */
  async planWithin(db: EntityManager, actor: Actor, sites: readonly PlannedSite[]): Promise<void> {
    if (sites.length === 0) return;
    const { tenantId } = actor;
    const cadence = await this.cadence(db, tenantId, 'FOR SHARE');
    const siteIds = sites.map(({ siteId }) => siteId);
    const standing = new Map((await readStandingDates(db, tenantId, siteIds)).map((dates) => [dates.siteId, dates]));
    const locked = await lockOpenDates(db, tenantId, siteIds);
    const today = this.clock.today();
    const free = sites.filter(({ siteId }) => (standing.get(siteId)?.openOn ?? null) === null || locked.has(siteId));
    const changed = free.flatMap((site) => {
      const before = standing.get(site.siteId) ?? null;
      const date = dateOf(site, before, cadence, today);
      return before?.openOn === date.dueOn && before.reason === date.reason ? [] : [{ date, before }];
    });
    if (changed.length === 0) return;
    await storeDates(
      db,
      tenantId,
      changed.map(({ date }) => date),
      this.clock.now(),
    );
    await this.audit.recordAll(
      db,
      actor,
      changed.map(({ date, before }) => ({
        action: 'reassessment.planned',
        subjectKind: 'site',
        subjectId: date.siteId,
        before: { dueOn: before?.openOn ?? null },
        after: { dueOn: date.dueOn, reason: date.reason },
      })),
    );
  }

  /** The dates that planning would give these sites by a cadence, or by the tenant's own (null); nothing is stored. */
  async foresee(
    db: EntityManager,
    tenantId: string,
    sites: readonly PlannedSite[],
    { cadence, today }: { readonly cadence: Cadence | null; readonly today: IsoDate },
  ): Promise<ReadonlyMap<string, IsoDate>> {
    const by = cadence ?? (await this.cadence(db, tenantId));
    const siteIds = sites.map(({ siteId }) => siteId);
    const standing = new Map((await readStandingDates(db, tenantId, siteIds)).map((dates) => [dates.siteId, dates]));
    return new Map(sites.map((site) => [site.siteId, dateOf(site, standing.get(site.siteId) ?? null, by, today).dueOn]));
  }

  /** The tenant's own; a tenant without one goes by the methodology. */
  async cadence(db: EntityManager, tenantId: string, lock: '' | 'FOR SHARE' = ''): Promise<Cadence> {
    const policy = await readPolicy(db, tenantId, lock);
    return policy?.cadence ?? (await this.methods.of(db, tenantId)).body.cadenceMonths;
  }
}

function dateOf(site: PlannedSite, standing: StandingDates | null, cadence: Cadence, today: IsoDate): NewDate {
  const { siteId, supplierId, band, basedOn } = site;
  const due = nextDue({ band, basedOn, today, cadence, openOn: standing?.openOn ?? null, sentOn: standing?.sentOn ?? null });
  return { siteId, supplierId, dueOn: due.dueOn, reason: site.reason ?? due.reason };
}
