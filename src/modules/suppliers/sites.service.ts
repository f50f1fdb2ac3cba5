import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError } from '../../domain/shared/domain-error.js';
import { identityKey } from '../../domain/suppliers/name-key.js';
import { applyFacts, changedFacts, changesWhatCounts, NO_FACTS, type SiteFacts } from '../../domain/suppliers/site-facts.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import type { Page } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { OverridesBeside } from '../overrides/overrides-beside.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { cursorFor } from '../../platform/db/keyset.js';
import { brokenConstraint, found, requireActiveSupplier, requireNoProblems, requireVersion } from './refusals.js';
import { pageOfSites, viewSite } from './site.view.js';
import type { ChangeSiteDto, NewSiteDto, SitesQuery, SiteView } from './sites.dto.js';
import {
  factsOf,
  insertSite,
  isPlaceTaken,
  listSites,
  lockSite,
  readSite,
  setSiteStatus,
  SITE_RISK,
  type SiteWrite,
  updateSite,
} from './sites.queries.js';
import { lockIdentities, lockSupplier, refreshWorstSite } from './suppliers.queries.js';
import { VocabularyService } from './vocabulary.service.js';

/** The places where suppliers work: what is assessed and scored. */
@Injectable()
export class SitesService {
  constructor(
    private readonly db: TenantDb,
    private readonly vocabulary: VocabularyService,
    private readonly audit: AuditService,
    private readonly scoring: ScoringQueue,
    private readonly overrides: OverridesBeside,
    private readonly clock: Clock,
  ) {}

  async list(actor: PersonActor, query: SitesQuery): Promise<Page<SiteView>> {
    const sort = { ...SITE_RISK, descending: query.sort === '-risk' };
    const cursor = cursorFor(sort, query.after);
    const country = query.country === undefined ? undefined : await this.countryOf(actor, query.country);
    const filter = { status: query.status, band: query.band, country, supplierId: query.supplierId };
    return this.db.transaction(actor, async (db) => {
      const rows = await listSites(db, actor.tenantId, filter, sort, cursor, query.limit);
      const sites = rows.map((row) => row.id);
      return pageOfSites(rows, query.limit, await this.overrides.of(db, actor.tenantId, sites));
    });
  }

  read(actor: PersonActor, id: string): Promise<SiteView> {
    return this.db.transaction(actor, (db) => this.view(db, actor, id));
  }

  /** @throws DomainError SUPPLIER_NOT_FOUND, SUPPLIER_ARCHIVED, SITE_EXISTS, VALIDATION_FAILED */
  async create(actor: PersonActor, supplierId: string, body: NewSiteDto): Promise<SiteView> {
    const { facts, problems } = applyFacts(NO_FACTS, body, await this.vocabulary.vocabulary(actor));
    return this.db.transaction(actor, async (db) => {
      await lockIdentities(db, actor.tenantId, 'one');
      requireActiveSupplier(found(await lockSupplier(db, actor.tenantId, supplierId), 'SUPPLIER_NOT_FOUND'));
      requireNoProblems(problems);
      const site = { id: newId<string>(), supplierId, facts, identityKey: identityKey(facts.name, facts.country, facts.address) };
      await this.writeUnique(db, actor, site, insertSite);
      await this.tell(db, actor, 'site.created', site.id, null, { supplierId, ...facts });
      await this.scoring.request(db, actor, [{ siteId: site.id, supplierId }]);
      return this.view(db, actor, site.id);
    });
  }

  /** A new name leaves it the same place for later imports; another country or address does not. @throws DomainError SITE_NOT_FOUND, SITE_ARCHIVED, SITE_EXISTS, VERSION_CONFLICT, VALIDATION_FAILED */
  async change(actor: PersonActor, id: string, body: ChangeSiteDto): Promise<SiteView> {
    const vocabulary = await this.vocabulary.vocabulary(actor);
    return this.db.transaction(actor, async (db) => {
      await lockIdentities(db, actor.tenantId, 'one');
      const row = found(await lockSite(db, actor.tenantId, id), 'SITE_NOT_FOUND');
      requireVersion(row.version, body.version);
      requireActiveSupplier({ status: row.supplier_status });
      if (row.status === 'archived') throw new DomainError('SITE_ARCHIVED', 'conflict', 'This site is archived; restore it first.');
      const before = factsOf(row);
      const { facts, problems } = applyFacts(before, body, vocabulary);
      requireNoProblems(problems);
      const changed = changedFacts(before, facts);
      if (changed.length === 0) return this.view(db, actor, id);
      const moved = changed.includes('country') || changed.includes('address');
      const key = moved ? identityKey(facts.name, facts.country, facts.address) : row.identity_key;
      await this.writeUnique(db, actor, { id, supplierId: row.supplier_id, facts, identityKey: key }, updateSite);
      await this.tell(db, actor, 'site.updated', id, pick(before, changed), pick(facts, changed));
      if (changesWhatCounts(changed)) await this.scoring.request(db, actor, [{ siteId: id, supplierId: row.supplier_id }]);
      return this.view(db, actor, id);
    });
  }

  archive(actor: PersonActor, id: string): Promise<SiteView> {
    return this.setStatus(actor, id, 'archived');
  }

  /** @throws DomainError SITE_NOT_FOUND, SUPPLIER_ARCHIVED, SITE_EXISTS */
  restore(actor: PersonActor, id: string): Promise<SiteView> {
    return this.setStatus(actor, id, 'active');
  }

  private setStatus(actor: PersonActor, id: string, status: 'active' | 'archived'): Promise<SiteView> {
    return this.db.transaction(actor, async (db) => {
      await lockIdentities(db, actor.tenantId, 'one');
      const row = found(await lockSite(db, actor.tenantId, id), 'SITE_NOT_FOUND');
      if (row.status === status) return this.view(db, actor, id);
      requireActiveSupplier({ status: row.supplier_status });
      const write = { id, supplierId: row.supplier_id, facts: factsOf(row), identityKey: row.identity_key };
      if (status === 'active')
        await this.writeUnique(db, actor, write, (_db, tenantId) => setSiteStatus(db, tenantId, id, status, this.clock.now()));
      else await setSiteStatus(db, actor.tenantId, id, status, this.clock.now());
      await refreshWorstSite(db, actor.tenantId, row.supplier_id);
      await this.tell(db, actor, status === 'archived' ? 'site.archived' : 'site.restored', id, { status: row.status }, { status });
      if (status === 'active') await this.scoring.request(db, actor, [{ siteId: id, supplierId: row.supplier_id }]);
      await this.scoring.requestDownstream(db, actor, [{ siteId: id, supplierId: row.supplier_id }]);
      return this.view(db, actor, id);
    });
  }

  /** Looks first, so that the usual refusal is cheap; two at the same moment are told apart by the index. */
  private async writeUnique(
    db: EntityManager,
    actor: PersonActor,
    site: SiteWrite,
    write: (db: EntityManager, tenantId: string, site: SiteWrite, now: Date) => Promise<void>,
  ): Promise<void> {
    if (await isPlaceTaken(db, actor.tenantId, site.identityKey, site.id)) throw placeTaken();
    try {
      await write(db, actor.tenantId, site, this.clock.now());
    } catch (error) {
      throw brokenConstraint(error) === 'site_by_identity' ? placeTaken() : error;
    }
  }

  private async countryOf(actor: PersonActor, code: string): Promise<string> {
    const { facts, problems } = applyFacts({ ...NO_FACTS, name: 'any' }, { country: code }, await this.vocabulary.vocabulary(actor));
    requireNoProblems(problems);
    return facts.country;
  }

  private async view(db: EntityManager, actor: PersonActor, id: string): Promise<SiteView> {
    const row = found(await readSite(db, actor.tenantId, id), 'SITE_NOT_FOUND');
    return viewSite(row, await this.overrides.of(db, actor.tenantId, [id]));
  }

  private tell(
    db: EntityManager,
    actor: PersonActor,
    action: string,
    id: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(db, actor, { action, subjectKind: 'site', subjectId: id, before, after });
  }
}

const placeTaken = (): DomainError =>
  new DomainError('SITE_EXISTS', 'conflict', 'There is an active site of this name, country and address already.', [
    { path: 'name', code: 'SITE_EXISTS', message: 'name, country and address are those of another site' },
  ]);

const pick = (facts: SiteFacts, names: readonly (keyof SiteFacts)[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, facts[name]]));
