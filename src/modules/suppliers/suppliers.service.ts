import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DomainError, type Problem } from '../../domain/shared/domain-error.js';
import { nameKey, tidy } from '../../domain/suppliers/name-key.js';
import { readCountry } from '../../domain/suppliers/site-facts.js';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import type { Page } from '../../platform/db/pages.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { OverridesBeside } from '../overrides/overrides-beside.service.js';
import { ScoringQueue } from '../scoring/scoring-queue.service.js';
import { cursorFor } from '../../platform/db/keyset.js';
import { found, requireActiveSupplier, requireNoProblems, requireVersion } from './refusals.js';
import { listSuppliers, sortOf } from './supplier-list.queries.js';
import { pageOfSuppliers, viewSupplier, worstSitesOf } from './supplier.view.js';
import type { ChangeSupplierDto, NewSupplierDto, SuppliersQuery, SupplierView } from './suppliers.dto.js';
import {
  activeSites,
  findNamesake,
  insertSupplier,
  lockIdentities,
  lockSupplier,
  readSupplier,
  setSupplierStatus,
  type SupplierWrite,
  updateSupplier,
} from './suppliers.queries.js';
import { VocabularyService } from './vocabulary.service.js';

/** The companies we buy from. */
@Injectable()
export class SuppliersService {
  constructor(
    private readonly db: TenantDb,
    private readonly vocabulary: VocabularyService,
    private readonly audit: AuditService,
    private readonly scoring: ScoringQueue,
    private readonly overrides: OverridesBeside,
    private readonly clock: Clock,
  ) {}

  async list(actor: PersonActor, query: SuppliersQuery): Promise<Page<SupplierView>> {
    const sort = sortOf(query.sort);
    const cursor = cursorFor(sort, query.after);
    const country = query.country === undefined ? undefined : await this.countryOf(actor, query.country);
    const nameStart = query.q === undefined ? undefined : nameKey(query.q);
    return this.db.transaction(actor, async (db) => {
      const today = this.clock.today();
      const { band, tier, tag, ownerId, relationshipState } = query;
      const relationship = relationshipState === undefined ? undefined : { standing: relationshipState, today };
      const filter = { status: query.status, band, country, tier, tag, ownerId, nameKey: nameStart, relationship };
      const rows = await listSuppliers(db, actor.tenantId, filter, sort, cursor, query.limit);
      return pageOfSuppliers(rows, query.limit, sort, today, await this.overrides.of(db, actor.tenantId, worstSitesOf(rows)));
    });
  }

  read(actor: PersonActor, id: string): Promise<SupplierView> {
    return this.db.transaction(actor, (db) => this.view(db, actor, id));
  }

  /** @throws DomainError SUPPLIER_EXISTS, VALIDATION_FAILED */
  async create(actor: PersonActor, body: NewSupplierDto): Promise<SupplierView> {
    const supplier = {
      id: newId<string>(),
      name: body.name,
      country: await this.countryOf(actor, body.country),
      registrationNumber: body.registrationNumber ?? null,
    };
    return this.db.transaction(actor, async (db) => {
      const written = await this.unique(db, actor, supplier);
      await insertSupplier(db, actor.tenantId, written, this.clock.now());
      await this.tell(db, actor, 'supplier.created', written.id, null, auditOf(written));
      return this.view(db, actor, written.id);
    });
  }

  /** @throws DomainError SUPPLIER_NOT_FOUND, SUPPLIER_ARCHIVED, SUPPLIER_EXISTS, VERSION_CONFLICT, VALIDATION_FAILED */
  async change(actor: PersonActor, id: string, body: ChangeSupplierDto): Promise<SupplierView> {
    const country = body.country === undefined ? undefined : await this.countryOf(actor, body.country);
    return this.db.transaction(actor, async (db) => {
      const row = found(await lockSupplier(db, actor.tenantId, id), 'SUPPLIER_NOT_FOUND');
      requireVersion(row.version, body.version);
      requireActiveSupplier(row);
      const before = { name: row.name, country: row.country, registrationNumber: row.registration_number };
      const given = { name: body.name ?? row.name, country: country ?? row.country };
      const number = body.registrationNumber === undefined ? row.registration_number : body.registrationNumber;
      const after = await this.unique(db, actor, { id, ...given, registrationNumber: number });
      if (JSON.stringify(auditOf(after)) === JSON.stringify(before)) return this.view(db, actor, id);
      await updateSupplier(db, actor.tenantId, after, this.clock.now());
      await this.tell(db, actor, 'supplier.updated', id, before, auditOf(after));
      // Of a supplier whose sites are not known its country is all there is.
      if (after.country !== row.country) await this.scoring.requestDownstream(db, actor, [{ siteId: null, supplierId: id }]);
      return this.view(db, actor, id);
    });
  }

  archive(actor: PersonActor, id: string): Promise<SupplierView> {
    return this.setStatus(actor, id, 'archived');
  }

  /** Its sites are scored again: time has gone on while it was away. */
  restore(actor: PersonActor, id: string): Promise<SupplierView> {
    return this.setStatus(actor, id, 'active');
  }

  private setStatus(actor: PersonActor, id: string, status: 'active' | 'archived'): Promise<SupplierView> {
    return this.db.transaction(actor, async (db) => {
      const row = found(await lockSupplier(db, actor.tenantId, id), 'SUPPLIER_NOT_FOUND');
      if (row.status === status) return this.view(db, actor, id);
      await setSupplierStatus(db, actor.tenantId, id, status, this.clock.now());
      await this.tell(db, actor, status === 'archived' ? 'supplier.archived' : 'supplier.restored', id, { status: row.status }, { status });
      if (status === 'active') {
        const sites = await activeSites(db, actor.tenantId, id);
        await this.scoring.request(
          db,
          actor,
          sites.map((siteId) => ({ siteId, supplierId: id })),
        );
      }
      await this.scoring.requestDownstream(db, actor, [{ siteId: null, supplierId: id }]);
      return this.view(db, actor, id);
    });
  }

  /** The supplier as it is written, unless there is another of its name and country. */
  private async unique(db: EntityManager, actor: PersonActor, supplier: Omit<SupplierWrite, 'nameKey'>): Promise<SupplierWrite> {
    const number = tidy(supplier.registrationNumber ?? '');
    const written = {
      ...supplier,
      name: tidy(supplier.name),
      nameKey: nameKey(supplier.name),
      registrationNumber: number === '' ? null : number,
    };
    await lockIdentities(db, actor.tenantId, 'one', `${written.nameKey}|${written.country}`);
    const namesake = await findNamesake(db, actor.tenantId, written);
    if (namesake === null) return written;
    throw new DomainError(
      'SUPPLIER_EXISTS',
      'conflict',
      'There is a supplier of this name in this country already; different registration numbers tell two apart.',
      [{ path: 'name', code: 'SUPPLIER_EXISTS', message: `supplier ${namesake}` }],
    );
  }

  private async countryOf(actor: PersonActor, code: string): Promise<string> {
    const problems: Problem[] = [];
    const iso3 = readCountry(code, 'country', await this.vocabulary.vocabulary(actor), problems);
    requireNoProblems(problems);
    return iso3;
  }

  private async view(db: EntityManager, actor: PersonActor, id: string): Promise<SupplierView> {
    const row = found(await readSupplier(db, actor.tenantId, id), 'SUPPLIER_NOT_FOUND');
    return viewSupplier(row, this.clock.today(), await this.overrides.of(db, actor.tenantId, worstSitesOf([row])));
  }

  private tell(
    db: EntityManager,
    actor: PersonActor,
    action: string,
    id: string,
    before: Record<string, unknown> | null,
    after: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(db, actor, { action, subjectKind: 'supplier', subjectId: id, before, after });
  }
}

const auditOf = ({ name, country, registrationNumber }: SupplierWrite): Record<string, unknown> => ({ name, country, registrationNumber });
