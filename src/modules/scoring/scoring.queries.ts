import type { EntityManager } from 'typeorm';
import type { CountedAnswer, OpenRound } from '../../domain/scoring/counted-answer.js';
import type { Band } from '../../domain/scoring/methodology.js';
import { readCountedAnswers } from './counted-answers.queries.js';
import { profileOf, type SiteProfile, type StoredProfile } from '../../domain/scoring/site-facts.js';

/** A site with everything its score depends on, as it stands in the rows. */
export interface SiteToScore {
  readonly siteId: string;
  readonly supplierId: string;
  readonly createdOn: string;
  readonly band: Band | null;
  readonly profile: SiteProfile;
  readonly answers: readonly CountedAnswer[];
  /** The answers without what only held findings showed, the same list where that is nothing; null: nothing about this site is held. */
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
  // Only verifications can be held among answers: where none counts, what is released is the same.
  const held = sites.flatMap(({ site_id: id, something_held: isHeld }) =>
    isHeld && answers.get(id)?.some(isVerified) === true ? [id] : [],
  );
  const released = held.length === 0 ? null : await readCountedAnswers(db, held, family, 'released');
  const isOther = new Set(held);
  return sites.map((row) => {
    const own = answers.get(row.site_id) ?? [];
    return toSite(row, own, !row.something_held ? null : isOther.has(row.site_id) ? (released?.get(row.site_id) ?? []) : own);
  });
}

const isVerified = ({ source }: CountedAnswer): boolean => source.startsWith('verification:');

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
