import type { EntityManager } from 'typeorm';

export async function tenantName(db: EntityManager, tenantId: string): Promise<string> {
  const rows: { name: string }[] = await db.query('SELECT name FROM tenant WHERE tenant_id = $1', [tenantId]);
  return rows[0]?.name ?? '';
}

export async function contactLanguage(db: EntityManager, tenantId: string, contactId: string): Promise<string | null> {
  const rows: { language: string }[] = await db.query('SELECT language FROM contact WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    contactId,
  ]);
  return rows[0]?.language ?? null;
}
