import { Injectable } from '@nestjs/common';
import { DomainError } from '../../domain/shared/domain-error.js';
import { type PersonActor, systemOf } from '../../platform/auth/actor.js';
import { hashPassword } from '../../platform/auth/passwords.js';
import { Clock } from '../../platform/clock/clock.js';
import { newId } from '../../platform/db/ids.js';
import { TenantDb } from '../../platform/db/tenant-db.js';
import { AuditService } from '../audit/audit.service.js';
import { TenantBeginnings } from './tenant-beginnings.service.js';
import { TenantDirectory } from './tenant-directory.service.js';
import type { SignUpDto, SignUpView, TenantView } from './tenant.dto.js';
import { insertTenant, readTenant, type TenantRow } from './tenants.queries.js';

/** Organisations that use the product. */
@Injectable()
export class TenantsService {
  constructor(
    private readonly db: TenantDb,
    private readonly directory: TenantDirectory,
    private readonly beginnings: TenantBeginnings,
    private readonly audit: AuditService,
    private readonly clock: Clock,
  ) {}

  /** The tenant, its first admin and its policy come into being together or not at all. @throws DomainError SLUG_TAKEN */
  async signUp({ slug, name, adminName, email, password }: SignUpDto): Promise<SignUpView> {
    if ((await this.directory.tenantIdOf(slug)) !== null) throw slugTaken();
    const passwordHash = await hashPassword(password);
    const actor = systemOf(newId<string>());
    return this.db.transaction(actor, async (db) => {
      const tenant = await insertTenant(db, { tenant_id: actor.tenantId, slug, name: name.trim(), created_at: this.clock.now() });
      if (tenant === null) throw slugTaken();
      await this.audit.record(db, actor, { action: 'tenant.created', subjectKind: 'tenant', subjectId: actor.tenantId, after: { slug } });
      const adminId = await this.beginnings.beginWithin(db, actor, { name: adminName, email, passwordHash });
      return { tenant: viewTenant(tenant), adminId };
    });
  }

  read(actor: PersonActor): Promise<TenantView> {
    return this.db.transaction(actor, async (db) => {
      const tenant = await readTenant(db, actor.tenantId);
      if (tenant === null) throw new DomainError('TENANT_NOT_FOUND', 'not_found', 'There is no such tenant.');
      return viewTenant(tenant);
    });
  }
}

const slugTaken = (): DomainError =>
  new DomainError('SLUG_TAKEN', 'conflict', 'Another organisation has this short name.', [
    { path: 'slug', code: 'SLUG_TAKEN', message: 'is taken' },
  ]);

const viewTenant = (row: TenantRow): TenantView => ({
  id: row.tenant_id,
  slug: row.slug,
  name: row.name,
  createdAt: row.created_at.toISOString(),
});
