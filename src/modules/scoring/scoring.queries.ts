import type { EntityManager } from 'typeorm';
import type { CountedAnswer, OpenRound } from '../../domain/scoring/counted-answers.js';
import type { Band, Range } from '../../domain/scoring/methodology.js';
import { profileOf, type SiteProfile, type StoredProfile } from '../../domain/scoring/site-facts.js';

/** A site with everything its score depends on, as it stands in the rows. */
export interface SiteToScore {
  readonly siteId: string;
  readonly supplierId: string;
  readonly createdOn: string;
  readonly band: Band | null;
  readonly profile: SiteProfile;
  readonly answers: readonly CountedAnswer[];
  /** The answers without what only held findings showed; null: nothing about this site is held. */
  readonly releasedAnswers: readonly CountedAnswer[] | null;
  readonly openRound: OpenRound | null;
  /** Day of the last submission by the supplier; null: never. */
  readonly lastSubmittedOn: string | null;
  /** Inputs and figures of the latest score, to tell whether anything changed. */
  readonly latest: {
    readonly inputsSha256: string;
    readonly residual: number;
    readonly best: number;
    readonly worst: number;
    readonly confidence: number;
  } | null;
}

/**
 * Takes up to `limit` sites that are due, leaving those that another worker has in hand. The sites are locked with them, since sending locks a
 * site before it asks for its score: so neither waits for the other.
 */
export async function takeDueSites(db: EntityManager, now: Date, limit: number): Promise<readonly string[]> {
  const rows: { site_id: string }[] = await db.query(
    `SELECT d.site_id FROM scoring_due d JOIN site s ON s.tenant_id = d.tenant_id AND s.id = d.site_id
     WHERE d.due_at <= $1 ORDER BY d.due_at LIMIT $2 FOR UPDATE OF d SKIP LOCKED FOR NO KEY UPDATE OF s SKIP LOCKED`,
    [now, limit],
  );
  return rows.map((row) => row.site_id);
}

interface SiteRow extends StoredProfile {
  site_id: string;
  supplier_id: string;
  created_on: string;
  band: Band | null;
  open_due_on: string | null;
  open_asked: string[] | null;
  last_submitted_on: string | null;
  something_held: boolean;
  inputs_sha256: string | null;
  residual: number;
  best: number;
  worst: number;
  confidence: number;
}

/** `family` is that of the manual in force: what was answered in another family's words says nothing in this one's. */
export async function readSitesToScore(db: EntityManager, siteIds: readonly string[], family: string): Promise<readonly SiteToScore[]> {
  const sites: SiteRow[] = await db.query(
    `SELECT s.id AS site_id, s.supplier_id, to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS created_on, s.band, s.country, s.region, s.isic,
            s.goods_mode AS "goodsMode", s.goods, s.goods_unmatched AS "goodsUnmatched", s.workers,
            to_char(o.due_on, 'YYYY-MM-DD') AS open_due_on, o.asked AS open_asked,
            to_char(l.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS last_submitted_on,
            EXISTS (SELECT FROM finding f WHERE f.tenant_id = s.tenant_id AND f.site_id = s.id AND f.visibility = 'held')
              OR EXISTS (SELECT FROM signal g WHERE g.tenant_id = s.tenant_id AND g.site_id = s.id AND g.visibility = 'held') AS something_held,
            c.inputs_sha256, c.residual, c.best, c.worst, c.confidence
     FROM site s
     LEFT JOIN score c ON c.tenant_id = s.tenant_id AND c.id = s.score_id
     LEFT JOIN LATERAL (
       SELECT a.due_on, CASE WHEN a.manual_family = $2 THEN q.asked ELSE '{}'::text[] END AS asked
       FROM assessment a JOIN questionnaire q ON q.tenant_id = a.tenant_id AND q.sha256 = a.questionnaire_sha256
       WHERE a.tenant_id = s.tenant_id AND a.site_id = s.id AND a.audience = 'supplier' AND a.state IN ('sent', 'in_progress')
     ) o ON true
     LEFT JOIN LATERAL (
       SELECT max(a.submitted_at) AS at
       FROM assessment a WHERE a.tenant_id = s.tenant_id AND a.site_id = s.id AND a.audience = 'supplier'
     ) l ON true
     WHERE s.id = ANY ($1::uuid[]) AND s.status = 'active'`,
    [siteIds, family],
  );
  const answers = await readCountedAnswers(db, siteIds, family, 'all');
  const held = sites.flatMap(({ site_id: id, something_held: isHeld }) => (isHeld ? [id] : []));
  const released = held.length === 0 ? null : await readCountedAnswers(db, held, family, 'released');
  return sites.map((row) => toSite(row, answers.get(row.site_id) ?? [], row.something_held ? (released?.get(row.site_id) ?? []) : null));
}

const toSite = (row: SiteRow, answers: readonly CountedAnswer[], releasedAnswers: readonly CountedAnswer[] | null): SiteToScore => ({
  siteId: row.site_id,
  supplierId: row.supplier_id,
  createdOn: row.created_on,
  band: row.band,
  profile: profileOf(row),
  answers,
  releasedAnswers,
  openRound: row.open_due_on === null ? null : { dueOn: row.open_due_on, asked: row.open_asked ?? [] },
  lastSubmittedOn: row.last_submitted_on,
  latest:
    row.inputs_sha256 === null
      ? null
      : { inputsSha256: row.inputs_sha256, residual: row.residual, best: row.best, worst: row.worst, confidence: row.confidence },
});

/** Run as the respondent the database itself shows only what is released. */
export async function readCountedAnswers(
  db: EntityManager,
  siteIds: readonly string[],
  family: string,
  view: 'all' | 'released',
): Promise<ReadonlyMap<string, readonly CountedAnswer[]>> {
  const rows: (CountedAnswer & { site_id: string })[] = await db.query(
    `SELECT DISTINCT ON (site_id, question_id) site_id, question_id AS question, meaning, state, value, evidence,
            to_char(dated, 'YYYY-MM-DD') AS dated, to_char(documented_until, 'YYYY-MM-DD') AS "documentedUntil", source
     FROM ${view === 'released' ? 'released_answer' : 'counted_answer'} WHERE site_id = ANY ($1::uuid[]) AND manual_family = $2 ORDER BY site_id, question_id, id DESC`,
    [siteIds, family],
  );
  const bySite = new Map<string, CountedAnswer[]>();
  for (const { site_id: siteId, ...answer } of rows) {
    const known = bySite.get(siteId);
    if (known === undefined) bySite.set(siteId, [answer]);
    else known.push(answer);
  }
  return bySite;
}

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
  readonly receipt: string;
}

/** Stores scores and makes each its site's latest, and each supplier's that of its worst site, in one go: a reader sees the old or the new. */
export async function storeScores(db: EntityManager, tenantId: string, scores: readonly NewScore[]): Promise<void> {
  if (scores.length === 0) return;
  await db.query(
    `INSERT INTO score (tenant_id, id, supplier_id, site_id, as_of, inherent, controls, residual, best, worst, band, confidence, next_change_at,
                        method_id, method_version, inputs_sha256, receipt_sha256, receipt)
     SELECT $1, n.* FROM jsonb_to_recordset($2::jsonb) AS n (
       id uuid, "supplierId" uuid, "siteId" uuid, "asOf" timestamptz, inherent float8, controls float8, residual float8, best float8, worst float8, band text,
       confidence float8, "nextChangeAt" timestamptz, "methodId" text, "methodVersion" text, "inputsSha256" text, "receiptSha256" text, receipt text)`,
    [tenantId, JSON.stringify(scores)],
  );
  await db.query(
    `UPDATE site s SET score_id = c.id, inherent = c.inherent, residual = c.residual, best = c.best, worst = c.worst, band = c.band,
            confidence = c.confidence, scored_at = c.as_of
     FROM score c WHERE c.tenant_id = s.tenant_id AND c.site_id = s.id AND c.id = ANY ($1::uuid[])`,
    [scores.map(({ id }) => id)],
  );
  await updateSuppliers(db, [...new Set(scores.map(({ supplierId }) => supplierId))]);
}

/** What others see of a site's risk: those it supplies its own risk, the supplier itself nothing but the dates that its band sets. */
export interface Standing {
  readonly siteId: string;
  readonly own: Range;
  readonly supplierBand: Band;
}

export async function storeStandings(db: EntityManager, standings: readonly Standing[]): Promise<void> {
  await db.query(
    `UPDATE site s SET own_point = n.point, own_best = n.best, own_worst = n.worst, supplier_band = n.band
     FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::float8[], $5::text[]) AS n (id, point, best, worst, band)
     WHERE s.id = n.id AND (s.own_point, s.own_best, s.own_worst, s.supplier_band) IS DISTINCT FROM (n.point, n.best, n.worst, n.band)`,
    [
      standings.map(({ siteId }) => siteId),
      standings.map(({ own }) => own.point),
      standings.map(({ own }) => own.best),
      standings.map(({ own }) => own.worst),
      standings.map(({ supplierBand }) => supplierBand),
    ],
  );
}

/** A supplier's score is that of its worst active site. Suppliers are locked in order, so that two workers never wait for each other. */
async function updateSuppliers(db: EntityManager, supplierIds: readonly string[]): Promise<void> {
  await db.query('SELECT id FROM supplier WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE', [supplierIds]);
  await db.query(
    `UPDATE supplier u SET worst_site_id = w.id, residual = w.residual, band = w.band
     FROM (SELECT DISTINCT ON (supplier_id) supplier_id, id, residual, band FROM site
           WHERE supplier_id = ANY ($1::uuid[]) AND status = 'active' AND residual IS NOT NULL ORDER BY supplier_id, residual DESC, worst DESC, id) w
     WHERE u.id = w.supplier_id`,
    [supplierIds],
  );
}

/** Notes when each site is next due by time alone; sites without such a date leave the list. */
export async function rescheduleSites(
  db: EntityManager,
  taken: readonly string[],
  next: ReadonlyMap<string, string | null>,
): Promise<void> {
  const dated = taken.filter((id) => (next.get(id) ?? null) !== null);
  await db.query('DELETE FROM scoring_due WHERE site_id = ANY ($1::uuid[])', [taken.filter((id) => !dated.includes(id))]);
  await db.query(
    'UPDATE scoring_due d SET due_at = n.due_at FROM unnest($1::uuid[], $2::timestamptz[]) AS n (site_id, due_at) WHERE d.site_id = n.site_id',
    [dated, dated.map((id) => next.get(id))],
  );
}
