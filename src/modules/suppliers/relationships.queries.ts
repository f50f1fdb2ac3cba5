import type { EntityManager } from 'typeorm';

/** As the database builds it for views. */
export interface RelationshipRow {
  readonly buys: string | null;
  readonly yearlySpend: number | null;
  readonly currency: string | null;
  readonly tier: number | null;
  readonly ownerId: string | null;
  readonly reference: string | null;
  readonly tags: readonly string[];
  readonly version: number;
}

export type RelationshipWrite = Omit<RelationshipRow, 'version'>;

/** Writes the relationship whole, with its tags. */
export async function putRelationship(
  db: EntityManager,
  tenantId: string,
  supplierId: string,
  relationship: RelationshipWrite,
): Promise<void> {
  const { buys, yearlySpend, currency, tier, ownerId, reference, tags } = relationship;
  await db.query(
    `INSERT INTO relationship (tenant_id, supplier_id, buys, yearly_spend, currency, tier, owner_id, reference) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (tenant_id, supplier_id) DO UPDATE SET buys = EXCLUDED.buys, yearly_spend = EXCLUDED.yearly_spend, currency = EXCLUDED.currency,
       tier = EXCLUDED.tier, owner_id = EXCLUDED.owner_id, reference = EXCLUDED.reference, version = relationship.version + 1`,
    [tenantId, supplierId, buys, yearlySpend, currency, tier, ownerId, reference],
  );
  await db.query('DELETE FROM relationship_tag WHERE tenant_id = $1 AND supplier_id = $2 AND NOT tag = ANY ($3::text[])', [
    tenantId,
    supplierId,
    tags,
  ]);
  await db.query('INSERT INTO relationship_tag (tenant_id, supplier_id, tag) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING', [
    tenantId,
    supplierId,
    tags,
  ]);
}

/** Whether someone of our firm has this id and has not left for good. */
export async function isPersonOfTenant(db: EntityManager, tenantId: string, personId: string): Promise<boolean> {
  const rows: unknown[] = await db.query(`SELECT 1 FROM person WHERE tenant_id = $1 AND id = $2 AND status <> 'erased'`, [
    tenantId,
    personId,
  ]);
  return rows.length > 0;
}
