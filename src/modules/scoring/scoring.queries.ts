import type { EntityManager } from 'typeorm';
import type { CountedAnswer, OpenRound } from '../../domain/scoring/counted-answers.js';
import type { Band } from '../../domain/scoring/methodology.js';
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
