import type { EntityManager } from 'typeorm';

export interface TenantRow {
  readonly tenant_id: string;
  readonly slug: string;
  readonly name: string;
  readonly created_at: Date;
}

/** null where the slug is taken, by whichever tenant. */
export async function insertTenant(db: EntityManager, tenant: TenantRow): Promise<TenantRow | null> {
  const rows: TenantRow[] = await db.query(
    `INSERT INTO tenant (tenant_id, slug, name, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (slug) DO NOTHING RETURNING tenant_id, slug, name, created_at`,
    [tenant.tenant_id, tenant.slug, tenant.name, tenant.created_at],
  );
  return rows[0] ?? null;
}

/** Every tenant begins with the methodology's periods, in months, and a month to answer. */
export async function insertDefaultPolicy(db: EntityManager, tenantId: string): Promise<void> {
  await db.query(
    `INSERT INTO reassessment_policy (tenant_id, critical_months, high_months, medium_months, low_months, answer_days)
     VALUES ($1, 3, 6, 12, 24, 30)`,
    [tenantId],
  );
}

export async function readTenant(db: EntityManager, tenantId: string): Promise<TenantRow | null> {
  const rows: TenantRow[] = await db.query('SELECT tenant_id, slug, name, created_at FROM tenant WHERE tenant_id = $1', [tenantId]);
  return rows[0] ?? null;
}
