import type { EntityManager } from 'typeorm';

/** Where an export begins: below every id. */
export const FIRST = '00000000-0000-0000-0000-000000000000';

/** The latest score of a site, with what must be shown beside its figures. */
export interface ScoreColumns {
  readonly inherent: number | null;
  readonly residual: number | null;
  readonly best: number | null;
  readonly worst: number | null;
  readonly band: string | null;
  readonly confidence: number | null;
  readonly as_of: Date | null;
  readonly method_id: string | null;
  readonly method_version: string | null;
  readonly receipt_sha256: string | null;
  readonly country_parts: { id: string; edition: string }[] | null;
  readonly sector_edition: string | null;
  readonly goods_editions: string[] | null;
  readonly drivers: { factor: string; ref: string | null; points: number }[] | null;
}

const SCORE_COLUMNS = `
  c.inherent, c.residual, c.best, c.worst, c.band, c.confidence, c.as_of, c.method_id, c.method_version, c.receipt_sha256,
  r.body #> '{inputs,country,parts}' AS country_parts, r.body #>> '{inputs,sector,edition}' AS sector_edition,
  jsonb_path_query_array(r.body, '$.inputs.goods.items[*].edition') AS goods_editions,
  (SELECT jsonb_agg(d.one) FROM (
     SELECT one FROM jsonb_array_elements(r.body #> '{result,contributions}') AS one
     WHERE (one ->> 'points')::float8 > 0 ORDER BY (one ->> 'points')::float8 DESC LIMIT 3) d) AS drivers`;

/** The receipt is parsed once a row: OFFSET 0 keeps the planner from repeating it for every column. */
const RECEIPT = 'LEFT JOIN LATERAL (SELECT c.receipt::jsonb AS body OFFSET 0) r ON c.id IS NOT NULL';

export interface SupplierRow extends ScoreColumns {
  readonly id: string;
  readonly name: string;
  readonly country: string;
  readonly registration_number: string | null;
  readonly status: string;
  readonly buys: string | null;
  readonly yearly_spend: number | null;
  readonly currency: string | null;
  readonly tier: number | null;
  readonly owner_id: string | null;
  readonly reference: string | null;
  readonly tags: string[];
  readonly sites: number;
  readonly worst_site_id: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Suppliers after the id given, each with its relationship and the score of its worst site. */
export const supplierBatch = (db: EntityManager, tenantId: string, after: string, limit: number): Promise<SupplierRow[]> =>
  db.query(
    `SELECT u.id, u.name, u.country, u.registration_number, u.status, l.buys, l.yearly_spend, l.currency, l.tier, l.owner_id, l.reference,
            ARRAY(SELECT t.tag FROM relationship_tag t WHERE t.tenant_id = u.tenant_id AND t.supplier_id = u.id ORDER BY t.tag) AS tags,
            (SELECT count(*)::integer FROM site n WHERE n.tenant_id = u.tenant_id AND n.supplier_id = u.id AND n.status = 'active') AS sites,
            u.worst_site_id, u.created_at, u.updated_at, ${SCORE_COLUMNS}
     FROM supplier u
     LEFT JOIN relationship l ON l.tenant_id = u.tenant_id AND l.supplier_id = u.id
     LEFT JOIN site s ON s.tenant_id = u.tenant_id AND s.id = u.worst_site_id
     LEFT JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id
     ${RECEIPT}
     WHERE u.tenant_id = $1 AND u.id > $2 ORDER BY u.id LIMIT $3`,
    [tenantId, after, limit],
  );

export interface SiteRow extends ScoreColumns {
  readonly id: string;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly name: string;
  readonly country: string;
  readonly region: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly isic: string | null;
  readonly goods_mode: string;
  readonly goods: { good: string; iso3: string }[];
  readonly goods_unmatched: string[];
  readonly workers: number | null;
  readonly status: string;
  readonly next_assessment_on: string | null;
  readonly next_assessment_reason: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/** Sites after the id given, each with its latest score and the day on which it is next due. */
export const siteBatch = (db: EntityManager, tenantId: string, after: string, limit: number): Promise<SiteRow[]> =>
  db.query(
    `SELECT s.id, s.supplier_id, u.name AS supplier_name, s.name, s.country, s.region, s.address, s.latitude, s.longitude, s.isic, s.goods_mode,
            s.goods, s.goods_unmatched, s.workers, s.status, to_char(n.due_on, 'YYYY-MM-DD') AS next_assessment_on, n.reason AS next_assessment_reason,
            s.created_at, s.updated_at, ${SCORE_COLUMNS}
     FROM site s
     JOIN supplier u ON u.tenant_id = s.tenant_id AND u.id = s.supplier_id
     LEFT JOIN reassessment n ON n.tenant_id = s.tenant_id AND n.site_id = s.id AND n.state IN ('planned', 'blocked')
     LEFT JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id
     ${RECEIPT}
     WHERE s.tenant_id = $1 AND s.id > $2 ORDER BY s.id LIMIT $3`,
    [tenantId, after, limit],
  );

export interface FindingRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly site_id: string;
  readonly site_name: string;
  readonly rule_id: string;
  readonly question_id: string | null;
  readonly kind: string;
  readonly severity: string;
  readonly zero_tolerance: boolean;
  readonly is_case: boolean;
  readonly title: Readonly<Record<string, string>>;
  readonly state: string;
  readonly visibility: string;
  readonly source: string;
  readonly opened_at: Date;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
}

export const findingBatch = (db: EntityManager, tenantId: string, after: string, limit: number): Promise<FindingRow[]> =>
  db.query(
    `SELECT f.id, f.supplier_id, u.name AS supplier_name, f.site_id, s.name AS site_name, f.rule_id, f.question_id, f.kind, f.severity,
            f.zero_tolerance, f.is_case, f.title, f.state, f.visibility, f.source, f.opened_at, f.closed_at, f.closed_by
     FROM finding f
     JOIN site s ON s.tenant_id = f.tenant_id AND s.id = f.site_id
     JOIN supplier u ON u.tenant_id = s.tenant_id AND u.id = s.supplier_id
     WHERE f.tenant_id = $1 AND f.id > $2 ORDER BY f.id LIMIT $3`,
    [tenantId, after, limit],
  );

export interface ActionRow {
  readonly id: string;
  readonly finding_id: string;
  readonly rule_id: string;
  readonly finding_title: Readonly<Record<string, string>>;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly site_id: string;
  readonly site_name: string;
  readonly library_id: string;
  readonly library_version: string;
  readonly severity: string;
  readonly state: string;
  readonly visibility: string;
  readonly contain_by: Date | null;
  readonly plan_due_on: string;
  readonly due_on: string;
  readonly submitted_at: Date | null;
  readonly verification: string | null;
  readonly verified_by: string | null;
  readonly verified_at: Date | null;
  readonly confirmed_by: string | null;
  readonly confirmed_at: Date | null;
  readonly report: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export const actionBatch = (db: EntityManager, tenantId: string, after: string, limit: number): Promise<ActionRow[]> =>
  db.query(
    `SELECT a.id, a.finding_id, f.rule_id, f.title AS finding_title, a.supplier_id, u.name AS supplier_name, a.site_id, s.name AS site_name,
            a.library_id, a.library_version, a.severity, a.state, a.visibility, a.contain_by, to_char(a.plan_due_on, 'YYYY-MM-DD') AS plan_due_on,
            to_char(a.due_on, 'YYYY-MM-DD') AS due_on, a.submitted_at, a.verification, a.verified_by, a.verified_at, a.confirmed_by,
            a.confirmed_at, a.report, a.created_at, a.updated_at
     FROM corrective_action a
     JOIN finding f ON f.tenant_id = a.tenant_id AND f.id = a.finding_id
     JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
     JOIN supplier u ON u.tenant_id = s.tenant_id AND u.id = s.supplier_id
     WHERE a.tenant_id = $1 AND a.id > $2 ORDER BY a.id LIMIT $3`,
    [tenantId, after, limit],
  );

export interface ReceiptRow {
  /** Of the site. */
  readonly id: string;
  readonly receipt: string;
}

/** Receipts of the latest scores as the text that was hashed, by site. */
export const receiptBatch = (db: EntityManager, tenantId: string, after: string, limit: number): Promise<ReceiptRow[]> =>
  db.query(
    `SELECT s.id, c.receipt FROM site s JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id
     WHERE s.tenant_id = $1 AND s.id > $2 ORDER BY s.id LIMIT $3`,
    [tenantId, after, limit],
  );
