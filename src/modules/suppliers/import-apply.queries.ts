import type { EntityManager } from 'typeorm';

/** Each of these is one statement, however many rows there are. */
const INSERT_SUPPLIERS = `
  INSERT INTO supplier (tenant_id, id, name, name_key, country, status, created_at, updated_at)
  SELECT $1, supplier_id, name, name_key, country, 'active', $2, $2 FROM import_row WHERE makes_supplier ORDER BY line`;

const INSERT_SITES = `
  INSERT INTO site (tenant_id, id, supplier_id, name, country, region, address, latitude, longitude, isic, goods_mode, goods, goods_unmatched, workers,
    status, identity_key, created_at, updated_at)
  SELECT $1, site_id, supplier_id, name, country, region, address, latitude, longitude, isic, coalesce(goods_mode, 'undeclared'), coalesce(goods, '[]'),
    coalesce(goods_unmatched, '[]'), workers, 'active', identity_key, $2, $2 FROM import_row WHERE outcome = 'created' ORDER BY line`;

const UPDATE_SITES = `
  UPDATE site s SET region = coalesce(r.region, s.region), latitude = coalesce(r.latitude, s.latitude), longitude = coalesce(r.longitude, s.longitude),
    isic = coalesce(r.isic, s.isic), goods_mode = coalesce(r.goods_mode, s.goods_mode), goods = coalesce(r.goods, s.goods),
    goods_unmatched = coalesce(r.goods_unmatched, s.goods_unmatched), workers = coalesce(r.workers, s.workers), updated_at = $2, version = s.version + 1
  FROM import_row r WHERE r.changes_site AND s.tenant_id = $1 AND s.id = r.site_id`;

const PUT_RELATIONSHIPS = `
  INSERT INTO relationship (tenant_id, supplier_id, yearly_spend, currency, tier) SELECT $1, supplier_id, spend, currency, tier FROM import_relationship
  ON CONFLICT (tenant_id, supplier_id) DO UPDATE SET yearly_spend = coalesce(EXCLUDED.yearly_spend, relationship.yearly_spend),
    currency = coalesce(EXCLUDED.currency, relationship.currency), tier = coalesce(EXCLUDED.tier, relationship.tier), version = relationship.version + 1`;

const INSERT_KEYS = `
  INSERT INTO data_key (tenant_id, id, subject, supplier_id, wrapped, created_at)
  SELECT $1, key_id, 'contact', supplier_id, wrapped, $2 FROM import_row WHERE adds_contact`;

const INSERT_CONTACTS = `
  INSERT INTO contact (tenant_id, id, supplier_id, key_id, name_sealed, email_sealed, email_hash, language, status, created_at)
  SELECT $1, new_contact_id, supplier_id, key_id, name_sealed, email_sealed, email_hash, language, 'active', $2 FROM import_row WHERE adds_contact
  ON CONFLICT (tenant_id, supplier_id, email_hash) DO NOTHING`;

/** Suppliers and sites come into being first: what follows points to them. */
export async function insertPlanned(db: EntityManager, tenantId: string, now: Date): Promise<void> {
  await db.query(INSERT_SUPPLIERS, [tenantId, now]);
  await db.query(INSERT_SITES, [tenantId, now]);
}

/** Changes what was there before. */
export async function updatePlanned(db: EntityManager, tenantId: string, now: Date): Promise<void> {
  await db.query(UPDATE_SITES, [tenantId, now]);
  await db.query(PUT_RELATIONSHIPS, [tenantId]);
  await db.query(INSERT_KEYS, [tenantId, now]);
  await db.query(INSERT_CONTACTS, [tenantId, now]);
}

type Facts = Readonly<Record<string, unknown>>;

/** A row that changed something, with what was there before it. */
export interface PlannedRow {
  readonly line: number;
  readonly outcome: 'created' | 'updated';
  readonly supplier_id: string;
  readonly site_id: string;
  readonly name: string;
  readonly country: string;
  readonly makes_supplier: boolean;
  readonly changes_site: boolean;
  readonly contact_id: string | null;
  readonly email_hash: string | null;
  readonly language: string | null;
  readonly site_before: Facts | null;
  readonly site_told: Facts;
  readonly relationship_before: Facts | null;
  readonly relationship_told: Facts | null;
}

/** Looked up row by row through the keys: a join would read whole tables for every part of a large file. */
const SITE_BEFORE = `(SELECT jsonb_build_object('region', s.region, 'latitude', s.latitude, 'longitude', s.longitude, 'isic', s.isic,
    'goods', jsonb_build_object('mode', s.goods_mode, 'items', s.goods, 'unmatched', s.goods_unmatched), 'workers', s.workers)
  FROM site s WHERE s.tenant_id = $1 AND s.id = r.site_id)`;
const SITE_TOLD = `jsonb_build_object('region', r.region, 'latitude', r.latitude, 'longitude', r.longitude, 'isic', r.isic, 'workers', r.workers,
  'goods', CASE WHEN r.goods_mode IS NOT NULL THEN jsonb_build_object('mode', r.goods_mode, 'items', r.goods, 'unmatched', r.goods_unmatched) END)`;
const RELATIONSHIP_BEFORE = `(SELECT jsonb_build_object('yearlySpend', k.yearly_spend, 'currency', k.currency, 'tier', k.tier)
  FROM relationship k WHERE k.tenant_id = $1 AND k.supplier_id = r.supplier_id)`;
const RELATIONSHIP_TOLD = `(SELECT jsonb_build_object('yearlySpend', i.spend, 'currency', i.currency, 'tier', i.tier) FROM import_relationship i WHERE i.line = r.line)`;

/** Created and updated rows after a line, in order, as they stand before `updatePlanned`. */
export function readPlanned(db: EntityManager, tenantId: string, afterLine: number, limit: number): Promise<PlannedRow[]> {
  return db.query(
    `SELECT r.line, r.outcome, r.supplier_id, r.site_id, r.name, r.country, r.makes_supplier, r.changes_site, r.language,
       CASE WHEN r.adds_contact THEN r.new_contact_id END AS contact_id, r.email_hash, ${SITE_TOLD} AS site_told,
       CASE WHEN r.changes_site THEN ${SITE_BEFORE} END AS site_before,
       CASE WHEN r.changes_relationship THEN ${RELATIONSHIP_BEFORE} END AS relationship_before,
       CASE WHEN r.changes_relationship THEN ${RELATIONSHIP_TOLD} END AS relationship_told
     FROM import_row r WHERE r.line > $2 AND r.outcome IN ('created', 'updated') ORDER BY r.line LIMIT $3`,
    [tenantId, afterLine, limit],
  );
}
