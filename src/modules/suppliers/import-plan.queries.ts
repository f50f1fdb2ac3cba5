import type { EntityManager } from 'typeorm';

const note = (path: string, code: string, message: string): string => `r.notes || '${JSON.stringify([{ path, code, message }])}'::jsonb`;

/** Facts of a site that a file can tell. */
const SITE_FACTS = ['region', 'latitude', 'longitude', 'isic', 'goods_mode', 'goods', 'goods_unmatched', 'workers'];
const FACTS = [...SITE_FACTS, 'spend', 'currency', 'tier', 'email_hash'];

/** Rows of one name, country and address are one place: the first counts. */
const FIND_REPEATED_LINES = `
  UPDATE import_row r SET outcome = 'duplicate', duplicate_of_line = f.line,
    notes = CASE WHEN (${FACTS.map((fact) => `r.${fact}`).join(', ')}) IS DISTINCT FROM (${FACTS.map((fact) => `f.${fact}`).join(', ')})
      THEN ${note('', 'DIFFERS_FROM_EARLIER_LINE', 'says something else than the line it repeats; the earlier line was taken')} ELSE r.notes END
  FROM (SELECT line, first_value(line) OVER (PARTITION BY identity_key ORDER BY line) AS first FROM import_row WHERE outcome IS NULL) o
  JOIN import_row f ON f.line = o.first
  WHERE r.line = o.line AND o.line <> o.first`;

/** A place that is archived, or whose supplier is, is known and stays as it is. */
const FIND_KNOWN_SITES = `
  UPDATE import_row r SET site_id = m.id, supplier_id = m.supplier_id, outcome = CASE WHEN m.archived THEN 'duplicate' END,
    notes = CASE WHEN m.archived THEN ${note('', 'ARCHIVED', 'this site is archived; restore it to change it')} ELSE r.notes END
  FROM (SELECT DISTINCT ON (s.identity_key) s.identity_key, s.id, s.supplier_id, s.status = 'archived' OR p.status = 'archived' AS archived
        FROM site s JOIN supplier p ON p.tenant_id = s.tenant_id AND p.id = s.supplier_id
        WHERE s.tenant_id = $1 AND s.identity_key IN (SELECT identity_key FROM import_row WHERE outcome IS NULL)
        ORDER BY s.identity_key, s.status = 'archived', s.id) m
  WHERE r.outcome IS NULL AND r.identity_key = m.identity_key`;

/** Same name and country, another address: another site of the same supplier. */
const FIND_KNOWN_SUPPLIERS = `
  UPDATE import_row r SET supplier_id = m.id, outcome = CASE WHEN m.archived THEN 'rejected' END,
    notes = CASE WHEN m.archived THEN ${note('name', 'SUPPLIER_ARCHIVED', 'the supplier is archived; restore it to give it a new site')} ELSE r.notes END
  FROM (SELECT DISTINCT ON (p.name_key, p.country) p.name_key, p.country, p.id, p.status = 'archived' AS archived
        FROM supplier p JOIN (SELECT DISTINCT name_key, country FROM import_row WHERE outcome IS NULL AND site_id IS NULL) n
          ON n.name_key = p.name_key AND n.country = p.country
        WHERE p.tenant_id = $1 ORDER BY p.name_key, p.country, p.status = 'archived', p.id) m
  WHERE r.outcome IS NULL AND r.site_id IS NULL AND r.name_key = m.name_key AND r.country = m.country`;

const MAKE_SITES = `
  UPDATE import_row r SET outcome = 'created', site_id = r.new_site_id, supplier_id = coalesce(r.supplier_id, o.first_supplier),
    makes_supplier = r.supplier_id IS NULL AND o.first = r.line
  FROM (SELECT line, first_value(line) OVER same_name AS first, first_value(new_supplier_id) OVER same_name AS first_supplier
        FROM import_row WHERE outcome IS NULL AND site_id IS NULL WINDOW same_name AS (PARTITION BY name_key, country ORDER BY line)) o
  WHERE r.line = o.line`;

/** What the file does not tell changes nothing. */
const FIND_CHANGED_SITES = `
  UPDATE import_row r SET changes_site = true FROM site s
  WHERE r.outcome IS NULL AND s.tenant_id = $1 AND s.id = r.site_id
    AND (${SITE_FACTS.map((fact) => `(r.${fact} IS NOT NULL AND r.${fact} IS DISTINCT FROM s.${fact})`).join(' OR ')})`;

/** One relationship a supplier, however many of its sites the file names: the first line that tells counts. */
const firstTold = (column: string): string => `(array_agg(${column} ORDER BY line) FILTER (WHERE ${column} IS NOT NULL))[1] AS ${column}`;
const GATHER_RELATIONSHIPS = `
  CREATE TEMP TABLE import_relationship ON COMMIT DROP AS
  SELECT supplier_id, ${['spend', 'currency', 'tier'].map(firstTold).join(', ')}, min(line) AS line
  FROM import_row WHERE (outcome IS NULL OR outcome = 'created') AND coalesce(spend::text, currency, tier::text) IS NOT NULL GROUP BY supplier_id`;

const DROP_KNOWN_RELATIONSHIPS = `
  DELETE FROM import_relationship i USING relationship k WHERE k.tenant_id = $1 AND k.supplier_id = i.supplier_id
    AND (coalesce(i.spend, k.yearly_spend), coalesce(i.currency, k.currency), coalesce(i.tier, k.tier)) IS NOT DISTINCT FROM (k.yearly_spend, k.currency, k.tier)`;

const MARK_RELATIONSHIPS = 'UPDATE import_row r SET changes_relationship = true FROM import_relationship i WHERE i.line = r.line';

/** Whoever was erased does not come back through an old file; only the log still knows the keyed hash of the address. */
const LEAVE_OUT_ERASED = `
  UPDATE import_row r SET email_hash = NULL, notes = ${note('contact_email', 'CONTACT_ERASED', 'this person was erased and was not stored again')}
  FROM contact k JOIN audit_event e ON e.tenant_id = k.tenant_id AND e.subject_id = k.id AND e.action = 'contact.erased'
  WHERE k.tenant_id = $1 AND k.status = 'erased' AND k.supplier_id = r.supplier_id AND e.before ->> 'emailHash' = r.email_hash
    AND (r.outcome IS NULL OR r.outcome = 'created')`;

const FIND_NEW_CONTACTS = `
  UPDATE import_row r SET adds_contact = true
  FROM (SELECT DISTINCT ON (supplier_id, email_hash) line, supplier_id, email_hash FROM import_row
        WHERE email_hash IS NOT NULL AND (outcome IS NULL OR outcome = 'created') ORDER BY supplier_id, email_hash, line) c
  WHERE r.line = c.line
    AND NOT EXISTS (SELECT FROM contact k WHERE k.tenant_id = $1 AND k.supplier_id = c.supplier_id AND k.email_hash = c.email_hash)`;

const DECIDE_THE_REST = `
  UPDATE import_row SET outcome = CASE WHEN changes_site OR changes_relationship OR adds_contact THEN 'updated' ELSE 'duplicate' END WHERE outcome IS NULL`;

/** Decides for every staged row what becomes of it. Nothing but the temporary tables is written, so that a dry run ends here. */
export async function planImport(db: EntityManager, tenantId: string): Promise<void> {
  // Right after a large import the statistics still say that there are few rows, and rows would be compared one by one.
  await db.query('SET LOCAL enable_nestloop = off');
  await db.query(FIND_REPEATED_LINES);
  await db.query(FIND_KNOWN_SITES, [tenantId]);
  await db.query(FIND_KNOWN_SUPPLIERS, [tenantId]);
  await db.query(MAKE_SITES);
  await db.query(FIND_CHANGED_SITES, [tenantId]);
  await db.query(GATHER_RELATIONSHIPS);
  await db.query(DROP_KNOWN_RELATIONSHIPS, [tenantId]);
  await db.query(MARK_RELATIONSHIPS);
  await db.query(LEAVE_OUT_ERASED, [tenantId]);
  await db.query(FIND_NEW_CONTACTS, [tenantId]);
  await db.query(DECIDE_THE_REST);
  await db.query('ANALYZE import_row');
  await db.query('CREATE INDEX ON import_relationship (line)');
  await db.query('ANALYZE import_relationship');
  await db.query('SET LOCAL enable_nestloop = on');
}

export interface ImportCounts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  readonly duplicates: number;
  readonly rejected: number;
}

export async function countOutcomes(db: EntityManager): Promise<ImportCounts> {
  const rows: ImportCounts[] = await db.query(
    `SELECT count(*)::integer AS rows, count(*) FILTER (WHERE outcome = 'created')::integer AS created, count(*) FILTER (WHERE outcome = 'updated')::integer AS updated,
       count(*) FILTER (WHERE outcome = 'duplicate')::integer AS duplicates, count(*) FILTER (WHERE outcome = 'rejected')::integer AS rejected FROM import_row`,
  );
  return rows[0] ?? { rows: 0, created: 0, updated: 0, duplicates: 0, rejected: 0 };
}
