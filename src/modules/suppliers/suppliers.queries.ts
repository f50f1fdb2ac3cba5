import type { EntityManager } from 'typeorm';
import type { RelationshipState } from '../../domain/relationships/relationship-states.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { RelationshipRow } from './relationships.queries.js';
import type { ScoreColumns } from './score-summary.js';

export interface SupplierRow {
  readonly id: string;
  readonly name: string;
  readonly name_key: string;
  readonly country: string;
  readonly registration_number: string | null;
  readonly status: 'active' | 'archived';
  readonly residual: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly version: number;
}

/** A supplier with its worst site's score and its relationship, as lists and views show it. */
export type SupplierWithScore = SupplierRow &
  ScoreColumns & {
    readonly worst_site_id: string | null;
    readonly worst_site_name: string | null;
    readonly worst_site_country: string | null;
    readonly relationship: RelationshipRow | null;
    readonly relationship_state: RelationshipState | null;
    readonly relationship_until: IsoDate | null;
  };

const COLUMNS = 's.id, s.name, s.name_key, s.country, s.registration_number, s.status, s.created_at, s.updated_at, s.version';

/** Everything that a view of a supplier needs; conditions follow. */
export const SELECT_SUPPLIERS = `SELECT ${COLUMNS}, s.relationship_state, s.relationship_until::text, s.residual, w.id AS worst_site_id, w.name AS worst_site_name, w.country AS worst_site_country,
    w.score_id, w.inherent, w.best, w.worst, w.band, w.confidence, w.scored_at,
    CASE WHEN r.supplier_id IS NOT NULL THEN jsonb_build_object('buys', r.buys, 'yearlySpend', r.yearly_spend, 'currency', r.currency, 'tier', r.tier,
      'ownerId', r.owner_id, 'reference', r.reference, 'version', r.version, 'tags',
      (SELECT coalesce(jsonb_agg(t.tag ORDER BY t.tag), '[]') FROM relationship_tag t WHERE t.tenant_id = s.tenant_id AND t.supplier_id = s.id)) END AS relationship
  FROM supplier s
  LEFT JOIN site w ON w.tenant_id = s.tenant_id AND w.id = s.worst_site_id
  LEFT JOIN relationship r ON r.tenant_id = s.tenant_id AND r.supplier_id = s.id`;

export async function readSupplier(db: EntityManager, tenantId: string, id: string): Promise<SupplierWithScore | null> {
  const rows: SupplierWithScore[] = await db.query(`${SELECT_SUPPLIERS} WHERE s.tenant_id = $1 AND s.id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

export async function lockSupplier(db: EntityManager, tenantId: string, id: string): Promise<SupplierRow | null> {
  const rows: SupplierRow[] = await db.query(
    `SELECT ${COLUMNS}, s.residual FROM supplier s WHERE s.tenant_id = $1 AND s.id = $2 FOR NO KEY UPDATE`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}

/** Another supplier of this name and country. One with another registration number is another company; a number against none may be the same. */
export async function findNamesake(
  db: EntityManager,
  tenantId: string,
  supplier: { readonly id: string; readonly nameKey: string; readonly country: string; readonly registrationNumber: string | null },
): Promise<string | null> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM supplier WHERE tenant_id = $1 AND name_key = $2 AND country = $3 AND id <> $4
       AND ($5::text IS NULL OR registration_number IS NULL OR registration_number = $5) ORDER BY id LIMIT 1`,
    [tenantId, supplier.nameKey, supplier.country, supplier.id, supplier.registrationNumber],
  );
  return rows[0]?.id ?? null;
}

/** Imports take the identities of a tenant alone; single changes take them together and then only the name they need. Held until the transaction ends. */
export async function lockIdentities(db: EntityManager, tenantId: string, who: 'import' | 'one', name = ''): Promise<void> {
  const key = `supplier-identities/${tenantId}`;
  await db.query(`SELECT pg_advisory_xact_lock${who === 'one' ? '_shared' : ''}(hashtextextended($1, 0))`, [key]);
  if (name !== '') await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${key}/${name}`]);
}

export interface SupplierWrite {
  readonly id: string;
  readonly name: string;
  readonly nameKey: string;
  readonly country: string;
  readonly registrationNumber: string | null;
}

export async function insertSupplier(db: EntityManager, tenantId: string, supplier: SupplierWrite, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO supplier (tenant_id, id, name, name_key, country, registration_number, status, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'active', $7, $7)`,
    [tenantId, supplier.id, supplier.name, supplier.nameKey, supplier.country, supplier.registrationNumber, now],
  );
}

export async function updateSupplier(db: EntityManager, tenantId: string, supplier: SupplierWrite, now: Date): Promise<void> {
  await db.query(
    `UPDATE supplier SET name = $3, name_key = $4, country = $5, registration_number = $6, updated_at = $7, version = version + 1
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, supplier.id, supplier.name, supplier.nameKey, supplier.country, supplier.registrationNumber, now],
  );
}

export async function setSupplierStatus(
  db: EntityManager,
  tenantId: string,
  id: string,
  status: 'active' | 'archived',
  now: Date,
): Promise<void> {
  await db.query('UPDATE supplier SET status = $3, updated_at = $4, version = version + 1 WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
    status,
    now,
  ]);
}

/** Ids of its active sites. */
export async function activeSites(db: EntityManager, tenantId: string, supplierId: string): Promise<readonly string[]> {
  const rows: { id: string }[] = await db.query(`SELECT id FROM site WHERE tenant_id = $1 AND supplier_id = $2 AND status = 'active'`, [
    tenantId,
    supplierId,
  ]);
  return rows.map(({ id }) => id);
}

/** The supplier's risk is that of its gravest active site; of none when it has none. */
export async function refreshWorstSite(db: EntityManager, tenantId: string, supplierId: string): Promise<void> {
  await db.query(
    `UPDATE supplier s SET worst_site_id = w.id, residual = w.residual, band = w.band
     FROM (VALUES ($1::uuid, $2::uuid)) AS one (tenant_id, supplier_id)
     LEFT JOIN LATERAL (SELECT id, residual, band FROM site WHERE tenant_id = one.tenant_id AND supplier_id = one.supplier_id AND status = 'active'
       AND residual IS NOT NULL ORDER BY residual DESC, worst DESC, id LIMIT 1) w ON true
     WHERE s.tenant_id = one.tenant_id AND s.id = one.supplier_id`,
    [tenantId, supplierId],
  );
}
