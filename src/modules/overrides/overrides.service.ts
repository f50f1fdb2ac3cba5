import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  type ComputedScore,
  judgementOf,
  requireJudgement,
  requireSecondPerson,
  requireUntil,
  standingOf,
} from '../../domain/overrides/override-rules.js';
import type { Methodology } from '../../domain/scoring/methodology.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { type Page, pageOf, readCursor } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import type { PageQuery } from '../../platform/http/page.dto.js';
import { Vault } from '../../platform/vault/vault.js';
import { AuditService } from '../audit/audit.service.js';
import { MethodsInForce } from '../content/methods-in-force.service.js';
import { computedOf, judgedOf } from './override-rows.js';
import type { ApproveOverrideDto, EndOverrideDto, OverrideHistoryView, SetOverrideDto } from './overrides.dto.js';
import {
  approveOverride,
  type ComputedRow,
  endExpired,
  endOverride,
  insertOverride,
  type JudgedSite,
  listOverrides,
  lockJudgedSite,
  openOverrides,
  type OverrideRow,
  readOverride,
  siteExists,
} from './overrides.queries.js';
import { viewOverride } from './overrides.view.js';

/** An officer's own judgement of a site: higher at once, lower once a second person agrees. The computed score is never touched. */
@Injectable()
export class OverridesService {
  constructor(
    private readonly db: TenantDb,
    private readonly methods: MethodsInForce,
    private readonly vault: Vault,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** All judgements of a site, newest first. @throws DomainError SITE_NOT_FOUND, CURSOR_INVALID */
  list(actor: PersonActor, siteId: string, { after, limit }: PageQuery): Promise<Page<OverrideHistoryView>> {
    const before = readCursor(after);
    return this.db.transaction(actor, async (db) => {
      if (!(await siteExists(db, siteId))) throw siteNotFound();
      const rows = await listOverrides(db, siteId, before, limit);
      const views = new Map((await this.views(db, actor, rows)).map((view) => [view.id, view]));
      const page = pageOf(
        rows,
        limit,
        ({ id }) => ({ key: null, id }),
        ({ id }) => views.get(id),
      );
      return { items: page.items.flatMap((view) => view ?? []), next: page.next };
    });
  }

  /** @throws DomainError SITE_NOT_FOUND, SITE_ARCHIVED, NOT_SCORED_YET, OVERRIDE_OPEN_ALREADY and those of the rules */
  set(actor: PersonActor, siteId: string, { residual, band, reason, until }: SetOverrideDto): Promise<OverrideHistoryView> {
    return this.db.transaction(actor, async (db) => {
      const { site, scoreId, computed } = await this.takeUp(db, siteId);
      const today = this.clock.today();
      const method = await this.method(db, actor);
      requireUntil(until, today);
      const judged = judgementOf(method, { residual: residual ?? null, band: band ?? null });
      const direction = requireJudgement(method, judged, computed);
      await endExpired(db, siteId, today);
      if ((await openOverrides(db, [siteId])).length > 0)
        throw new DomainError('OVERRIDE_OPEN_ALREADY', 'conflict', 'This site has an override already; withdraw it first.');
      // The key names no supplier: its contacts shall not even see that there is one.
      const key = await this.vault.createKey(db, actor.tenantId, 'case', null);
      const row = {
        id: newId<string>(),
        supplier_id: site.supplier_id,
        site_id: siteId,
        ...judged,
        direction,
        score_id: scoreId,
        state: direction === 'up' ? ('in_force' as const) : ('proposed' as const),
        key_id: key.id,
        reason_sealed: key.ring.seal(key.id, reason),
        until,
        proposed_by: actor.personId,
      };
      await insertOverride(db, actor.tenantId, row, this.clock.now());
      await this.tell(db, actor, direction === 'up' ? 'set' : 'proposed', row, null);
      return this.view(db, actor, row.id);
    });
  }

  /** @throws DomainError OVERRIDE_NOT_FOUND, OVERRIDE_MOVE_ILLEGAL, VERSION_CONFLICT, SECOND_PERSON_NEEDED and those of the rules */
  approve(actor: PersonActor, id: string, { version }: ApproveOverrideDto): Promise<OverrideHistoryView> {
    return this.db.transaction(actor, async (db) => {
      const { row, computed } = await this.pickUp(db, actor, id, version, ['proposed']);
      requireSecondPerson(row.proposed_by, actor.personId);
      requireJudgement(await this.method(db, actor), row, computed);
      await approveOverride(db, id, actor.personId, this.clock.now());
      await this.tell(db, actor, 'approved', { ...row, state: 'in_force' }, row);
      return this.view(db, actor, id);
    });
  }

  /** Ends a judgement: one that waits is declined or taken back, one that stands is withdrawn. @throws DomainError OVERRIDE_NOT_FOUND, OVERRIDE_MOVE_ILLEGAL, VERSION_CONFLICT */
  end(actor: PersonActor, id: string, state: 'declined' | 'withdrawn', { reason, version }: EndOverrideDto): Promise<OverrideHistoryView> {
    return this.db.transaction(actor, async (db) => {
      const from = state === 'declined' ? (['proposed'] as const) : (['proposed', 'in_force', 'overtaken', 'suspended'] as const);
      const { row } = await this.pickUp(db, actor, id, version, from);
      const ring = await this.vault.ring(db, actor.tenantId, [row.key_id]);
      await endOverride(db, id, { state, by: actor.personId, reason: ring.seal(row.key_id, reason) }, this.clock.now());
      await this.tell(db, actor, state, { ...row, state }, row);
      return this.view(db, actor, id);
    });
  }

  private async takeUp(
    db: EntityManager,
    siteId: string,
  ): Promise<{ readonly site: JudgedSite; readonly scoreId: string; readonly computed: ComputedScore }> {
    const site = await lockJudgedSite(db, siteId);
    if (site === null) throw siteNotFound();
    if (site.status === 'archived') throw new DomainError('SITE_ARCHIVED', 'conflict', 'This site is archived; restore it first.');
    const computed = computedOf(site);
    if (computed === null || site.score_id === null)
      throw new DomainError('NOT_SCORED_YET', 'not_found', 'The first score is being computed; ask again in a moment.');
    return { site, scoreId: site.score_id, computed };
  }

  /** Locks the site of a judgement, so that two who settle it take turns, and reads it anew. */
  private async pickUp(
    db: EntityManager,
    actor: PersonActor,
    id: string,
    version: number,
    from: readonly string[],
  ): Promise<{ readonly row: OverrideRow & ComputedRow; readonly computed: ComputedScore }> {
    const found = await readOverride(db, id);
    if (found === null) throw notFound();
    const { computed } = await this.takeUp(db, found.site_id);
    const row = await readOverride(db, id);
    if (row === null) throw notFound();
    if (row.version !== version)
      throw new DomainError('VERSION_CONFLICT', 'conflict', 'Someone has changed this in the meantime; read it again.');
    const standing = standingOf(await this.method(db, actor), judgedOf(row), computed, this.clock.today());
    if (!from.includes(standing)) throw new DomainError('OVERRIDE_MOVE_ILLEGAL', 'conflict', `This override is ${standing}.`);
    return { row, computed };
  }

  private async method(db: EntityManager, { tenantId }: PersonActor): Promise<Methodology> {
    return (await this.methods.of(db, tenantId)).body;
  }

  private async view(db: EntityManager, actor: PersonActor, id: string): Promise<OverrideHistoryView> {
    const row = await readOverride(db, id);
    const [view] = row === null ? [] : await this.views(db, actor, [row]);
    if (view === undefined) throw notFound();
    return view;
  }

  private async views(db: EntityManager, actor: PersonActor, rows: readonly (OverrideRow & ComputedRow)[]): Promise<OverrideHistoryView[]> {
    const method = await this.method(db, actor);
    const ring = await this.vault.ring(
      db,
      actor.tenantId,
      rows.map((row) => row.key_id),
    );
    return rows.map((row) => viewOverride(row, ring, method, this.clock.today()));
  }

  private tell(
    db: EntityManager,
    actor: PersonActor,
    action: string,
    row: Pick<OverrideRow, 'id' | 'site_id' | 'residual' | 'band' | 'direction' | 'state' | 'until'>,
    before: Pick<OverrideRow, 'state'> | null,
  ): Promise<void> {
    const { id, site_id: siteId, residual, band, direction, state, until } = row;
    return this.audit.record(db, actor, {
      action: `override.${action}`,
      subjectKind: 'override',
      subjectId: id,
      before: before === null ? null : { state: before.state },
      after: { siteId, residual, band, direction, state, until },
    });
  }
}

const notFound = (): DomainError => new DomainError('OVERRIDE_NOT_FOUND', 'not_found', 'There is no such override.');
const siteNotFound = (): DomainError => new DomainError('SITE_NOT_FOUND', 'not_found', 'There is no such site.');
