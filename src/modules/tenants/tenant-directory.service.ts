import { Injectable } from '@nestjs/common';
import { TenantDb } from '../../platform/db/tenant-db.js';

/** Finds a tenant by the short name that people sign in with: the one look-up that is made before the tenant is known. */
@Injectable()
export class TenantDirectory {
  constructor(private readonly db: TenantDb) {}

  /** null where no tenant bears that name. */
  tenantIdOf(slug: string): Promise<string | null> {
    return this.db.system(async (db) => {
      const rows: { tenant_id: string }[] = await db.query('SELECT tenant_id FROM tenant WHERE slug = $1', [slug]);
      return rows[0]?.tenant_id ?? null;
    });
  }
}
