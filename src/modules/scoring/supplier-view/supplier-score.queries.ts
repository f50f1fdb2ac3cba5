import type { EntityManager } from 'typeorm';
import type { FindingThatCounts } from '../../../domain/findings/open-cases.js';
import type { Text } from '../../../domain/manual/manual.js';
import type { OpenRound } from '../../../domain/scoring/counted-answer.js';
import { profileOf, type SiteProfile, type StoredProfile } from '../../../domain/scoring/site-facts.js';
import { SEVERITY_THAT_COUNTS } from '../../remediation/plans.service.js';

/** The site of a respondent's assessment, as far as its supplier may read it. */
export interface OwnSite {
  readonly siteId: string;
  readonly supplierId: string;
  readonly profile: SiteProfile;
  readonly openRound: OpenRound | null;
}

interface OwnSiteRow extends StoredProfile {
  readonly id: string;
  readonly supplier_id: string;
  readonly due_on: string | null;
  readonly asked: string[] | null;
}

export async function readOwnSite(db: EntityManager, assessmentId: string, family: string): Promise<OwnSite | null> {
  const rows: OwnSiteRow[] = await db.query(
    `SELECT s.id, s.supplier_id, s.country, s.region, s.isic, s.goods_mode AS "goodsMode", s.goods, s.goods_unmatched AS "goodsUnmatched", s.workers,
            to_char(o.due_on, 'YYYY-MM-DD') AS due_on, o.asked
     FROM assessment a JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
     LEFT JOIN LATERAL (
       SELECT n.due_on, CASE WHEN n.manual_family = $2 THEN q.asked ELSE '{}'::text[] END AS asked
       FROM assessment n JOIN questionnaire q ON q.tenant_id = n.tenant_id AND q.sha256 = n.questionnaire_sha256
       WHERE n.tenant_id = s.tenant_id AND n.site_id = s.id AND n.audience = 'supplier' AND n.state IN ('sent', 'in_progress')
     ) o ON true
     WHERE a.id = $1`,
    [assessmentId, family],
  );
  const row = rows[0];
  if (row === undefined) return null;
  return {
    siteId: row.id,
    supplierId: row.supplier_id,
    profile: profileOf(row),
    openRound: row.due_on === null ? null : { dueOn: row.due_on, asked: row.asked ?? [] },
  };
}

/** An open finding that its supplier knows of, with the severity that counts. */
export interface OwnFinding extends FindingThatCounts {
  /** The id under which the supplier knows its action. */
  readonly ref: string;
  readonly title: Text;
}

/** Run as the respondent: the database shows nothing that is held. */
export function readOwnFindings(db: EntityManager, siteId: string): Promise<readonly OwnFinding[]> {
  return db.query(
    `SELECT f.id, f.rule_id AS "ruleId", ${SEVERITY_THAT_COUNTS} AS severity, f.zero_tolerance AS "zeroTolerance", f.is_case AS "isCase", f.visibility,
            f.signal_id AS "signalId", f.question_id AS "questionId",
            f.title, a.supplier_ref AS ref
     FROM finding f JOIN corrective_action a ON a.tenant_id = f.tenant_id AND a.finding_id = f.id
     WHERE f.site_id = $1 AND f.state = 'open' ORDER BY f.id`,
    [siteId],
  );
}
