import type { EntityManager } from 'typeorm';
import type { Band, Range } from '../../domain/scoring/methodology.js';

/** A score about to be stored. */
export interface NewScore {
  readonly id: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly asOf: string;
  readonly inherent: number;
  readonly controls: number;
  readonly residual: number;
  readonly best: number;
  readonly worst: number;
  readonly band: Band;
  readonly confidence: number;
  readonly nextChangeAt: string | null;
  readonly methodId: string;
  readonly methodVersion: string;
  readonly inputsSha256: string;
  readonly receiptSha256: string;
  /** Canonical JSON, so it holds no line break. */
  readonly receipt: string;
  /** JSON. */
  readonly editions: string;
}

/**
 * Stores scores in one statement. The long texts go as lines of one text: as members of an array every quote in them would be escaped and read
 * again, which takes longer than all the rest.
 */
export async function storeScores(db: EntityManager, tenantId: string, scores: readonly NewScore[]): Promise<void> {
  if (scores.length === 0) return;
  const lines = (textOf: (score: NewScore) => string): string => scores.map(textOf).join('\n');
  await db.query(
    `INSERT INTO score (tenant_id, id, supplier_id, site_id, as_of, inherent, controls, residual, best, worst, band, confidence, next_change_at,
                        method_id, method_version, inputs_sha256, receipt_sha256, editions, receipt)
     SELECT $1, n.id, n.supplier_id, n.site_id, n.as_of, n.inherent, n.controls, n.residual, n.best, n.worst, n.band, n.confidence, n.next_change_at,
            n.method_id, n.method_version, n.inputs_sha256, n.receipt_sha256, n.editions::jsonb, n.receipt
     FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[], $11::text[],
                 $12::float8[], $13::timestamptz[], $14::text[], $15::text[], $16::text[], $17::text[],
                 string_to_array($18, E'\\n'), string_to_array($19, E'\\n'))
       AS n (id, supplier_id, site_id, as_of, inherent, controls, residual, best, worst, band, confidence, next_change_at,
             method_id, method_version, inputs_sha256, receipt_sha256, editions, receipt)`,
    [
      tenantId,
      ...COLUMNS.map((column) => scores.map((score) => score[column])),
      lines(({ editions }) => editions),
      lines(({ receipt }) => receipt),
    ],
  );
}

/** In the order of the statement above. */
const COLUMNS = [
  'id',
  'supplierId',
  'siteId',
  'asOf',
  'inherent',
  'controls',
  'residual',
  'best',
  'worst',
  'band',
  'confidence',
  'nextChangeAt',
  'methodId',
  'methodVersion',
  'inputsSha256',
  'receiptSha256',
] as const satisfies readonly (keyof NewScore)[];

/** What others see of a site's risk: those it supplies its own risk, the supplier itself nothing but the dates that its band sets. */
export interface Standing {
  readonly siteId: string;
  readonly own: Range;
  readonly supplierBand: Band;
}

/** Makes each score its site's latest, in one go with the band that its supplier may know of: a reader sees the old or the new. */
export async function makeLatest(
  db: EntityManager,
  scores: readonly { readonly row: NewScore; readonly standing: Standing }[],
): Promise<void> {
  if (scores.length === 0) return;
  const rows = scores.map(({ row }) => row);
  await db.query(
    `UPDATE site s SET score_id = n.score_id, inherent = n.inherent, residual = n.residual, best = n.best, worst = n.worst, band = n.band,
            confidence = n.confidence, scored_at = n.as_of, supplier_band = n.supplier_band
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::text[], $9::float8[],
                 $10::text[])
       AS n (site_id, score_id, as_of, inherent, residual, best, worst, band, confidence, supplier_band)
     WHERE s.id = n.site_id`,
    [
      rows.map(({ siteId }) => siteId),
      rows.map(({ id }) => id),
      rows.map(({ asOf }) => asOf),
      rows.map(({ inherent }) => inherent),
      rows.map(({ residual }) => residual),
      rows.map(({ best }) => best),
      rows.map(({ worst }) => worst),
      rows.map(({ band }) => band),
      rows.map(({ confidence }) => confidence),
      scores.map(({ standing }) => standing.supplierBand),
    ],
  );
  await updateSuppliers(db, [...new Set(rows.map(({ supplierId }) => supplierId))]);
}

/** For sites whose score stays as it is. */
export async function storeStandings(db: EntityManager, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return;
  await db.query(
    `UPDATE site s SET supplier_band = n.band FROM unnest($1::uuid[], $2::text[]) AS n (id, band)
     WHERE s.id = n.id AND s.supplier_band IS DISTINCT FROM n.band`,
    [standings.map(({ siteId }) => siteId), standings.map(({ supplierBand }) => supplierBand)],
  );
}

/** A supplier's score is that of its worst active site. Suppliers are locked in order, so that two workers never wait for each other. */
async function updateSuppliers(db: EntityManager, supplierIds: readonly string[]): Promise<void> {
  await db.query('SELECT id FROM supplier WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [supplierIds]);
  await db.query(
    `UPDATE supplier u SET worst_site_id = w.id, residual = w.residual, band = w.band
     FROM (SELECT DISTINCT ON (supplier_id) supplier_id, id, residual, band FROM site
           WHERE supplier_id = ANY ($1::uuid[]) AND status = 'active' AND residual IS NOT NULL ORDER BY supplier_id, residual DESC, worst DESC, id) w
     WHERE u.id = w.supplier_id AND (u.worst_site_id, u.residual, u.band) IS DISTINCT FROM (w.id, w.residual, w.band)`,
    [supplierIds],
  );
}
