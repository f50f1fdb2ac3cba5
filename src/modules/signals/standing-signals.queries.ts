import type { EntityManager } from 'typeorm';
import type { SiteSignal } from '../../domain/signals/site-signal.js';

export type StandingSignal = SiteSignal & { readonly siteId: string };

/** All signals of the sites that are not taken back, in order of id. Observations in another family's words are left out. */
export function readStandingSignals(db: EntityManager, siteIds: readonly string[], family: string): Promise<readonly StandingSignal[]> {
  return db.query(
    `SELECT g.id, g.site_id AS "siteId", g.kind, g.outcome, g.level, to_char(g.observed_on, 'YYYY-MM-DD') AS "observedOn",
            CASE WHEN g.manual_family = $2 THEN g.observations ELSE '[]'::jsonb END AS observations, g.visibility,
            f.open AS "findingOpen", to_char(f.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "findingClosedOn",
            EXISTS (
              SELECT FROM evidence e
              JOIN counted_answer c ON c.tenant_id = e.tenant_id AND c.source = 'assessment:' || e.assessment_id AND c.question_id = e.question_id
              WHERE e.tenant_id = g.tenant_id AND (e.document_id = g.document_id OR e.result_id = g.third_party_result_id)
                AND e.withdrawn_at IS NULL AND c.site_id = g.site_id AND c.evidence = 'verified'
            ) AS "verifiesAnswers"
     FROM signal g
     LEFT JOIN LATERAL (
       SELECT bool_or(f.state = 'open') AS open, max(f.closed_at) AS closed_at
       FROM finding f WHERE f.tenant_id = g.tenant_id AND f.signal_id = g.id
     ) f ON true
     WHERE g.site_id = ANY ($1::uuid[]) AND g.withdrawn_at IS NULL ORDER BY g.id`,
    [siteIds, family],
  );
}
