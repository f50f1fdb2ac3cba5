import type { EntityManager } from 'typeorm';

/** null where there is no such site. */
export async function supplierOfSite(db: EntityManager, tenantId: string, siteId: string): Promise<string | null> {
  const rows: { supplier_id: string }[] = await db.query('SELECT supplier_id FROM site WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    siteId,
  ]);
  return rows[0]?.supplier_id ?? null;
}
