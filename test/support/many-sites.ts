import { systemOf } from '../../src/platform/auth/actor.js';
import { newId } from '../../src/platform/db/ids.js';
import { TenantDb } from '../../src/platform/db/tenant-db.js';
import { Vault } from '../../src/platform/vault/vault.js';
import type { World } from './world.js';

export interface ManySites {
  readonly supplierIds: readonly string[];
  /** In the order in which they were made. */
  readonly siteIds: readonly string[];
  readonly emails: readonly string[];
}

/** Suppliers with one contact and some sites each, written straight into the rows: for what has to be shown of thousands. */
export async function makeManySites(
  world: World,
  tenantId: string,
  name: string,
  suppliers: number,
  sitesEach: number,
): Promise<ManySites> {
  const vault = world.app.get(Vault);
  const firms = Array.from({ length: suppliers }, (_, i) => ({
    id: newId<string>(),
    email: `${name}-${i}@many.example`,
    key: vault.makeKey(tenantId, 'contact', null),
  }));
  const sites = firms.flatMap(({ id: supplierId }) => Array.from({ length: sitesEach }, () => ({ id: newId<string>(), supplierId })));
  await world.app.get(TenantDb).transaction(systemOf(tenantId), async (db) => {
    await db.query(
      `INSERT INTO supplier (tenant_id, id, name, name_key, country, status, created_at, updated_at)
       SELECT $1, n.id, $2 || ' ' || n.id, $2 || ' ' || n.id, 'BGD', 'active', now(), now() FROM unnest($3::uuid[]) AS n (id)`,
      [tenantId, name, firms.map(({ id }) => id)],
    );
    await db.query(
      `INSERT INTO site (tenant_id, id, supplier_id, name, country, isic, goods_mode, status, identity_key, created_at, updated_at)
       SELECT $1, n.id, n.supplier_id, $2 || ' site ' || n.id, 'BGD', '14', 'services', 'active', n.id::text, now(), now()
       FROM unnest($3::uuid[], $4::uuid[]) AS n (id, supplier_id)`,
      [tenantId, name, sites.map(({ id }) => id), sites.map(({ supplierId }) => supplierId)],
    );
    await vault.storeKeys(
      db,
      tenantId,
      firms.map(({ key }) => key),
    );
    await db.query(
      `INSERT INTO contact (tenant_id, id, supplier_id, key_id, name_sealed, email_sealed, email_hash, language, status, created_at)
       SELECT $1, n.id, n.supplier_id, n.key_id, n.name_sealed, n.email_sealed, n.email_hash, 'en', 'active', now()
       FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bytea[], $6::bytea[], $7::text[]) AS n (id, supplier_id, key_id, name_sealed, email_sealed, email_hash)`,
      [
        tenantId,
        firms.map(() => newId<string>()),
        firms.map(({ id }) => id),
        firms.map(({ key }) => key.id),
        firms.map(({ key }) => key.ring.seal(key.id, 'A contact')),
        firms.map(({ key, email }) => key.ring.seal(key.id, email)),
        firms.map(({ email }) => vault.hash(tenantId, email)),
      ],
    );
  });
  return { supplierIds: firms.map(({ id }) => id), siteIds: sites.map(({ id }) => id), emails: firms.map(({ email }) => email) };
}
