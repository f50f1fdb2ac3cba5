import type { EntityManager } from 'typeorm';
import type { SiteSignal } from '../../domain/signals/site-signal.js';

/** Of its findings also what the supplier knows. */
export type StandingSignal = SiteSignal & { readonly siteId: string };

/** What was observed, each with whether an answer was verified since: the supplier may know of that or not. */
const OBSERVATIONS = `
  SELECT coalesce(jsonb_agg(CASE WHEN v.settled IS NULL THEN o.one ELSE o.one || jsonb_build_object('settled', v.settled) END ORDER BY o.place), '[]'::jsonb)
  FROM jsonb_array_elements(g.observations) WITH ORDINALITY AS o (one, place)
  LEFT JOIN LATERAL (
    SELECT CASE WHEN bool_or(c.source NOT LIKE 'verification:%' OR EXISTS (
             SELECT FROM corrective_action a
             WHERE a.tenant_id = c.tenant_id AND 'verification:' || a.id = c.source AND a.site_id = c.site_id AND a.visibility = 'released'
           )) THEN 'released' ELSE 'held' END AS settled
    FROM counted_answer c
    WHERE c.tenant_id = g.tenant_id AND c.site_id = g.site_id AND c.manual_family = g.manual_family AND c.question_id = o.one ->> 'question'
      AND c.meaning = (o.one ->> 'meaning')::integer AND c.evidence = 'verified' AND c.dated >= g.observed_on
    HAVING count(*) > 0
  ) v ON true`;

/** Its report, or the same bytes brought by somebody else, stands beside an answer of this site that counts, or counted, as verified. */
const VERIFIED_BY_IT = `
  SELECT FROM counted_answer c
  JOIN evidence e ON e.tenant_id = c.tenant_id AND 'assessment:' || e.assessment_id = c.source AND e.question_id = c.question_id
  JOIN document d ON d.tenant_id = e.tenant_id AND d.id = e.document_id AND d.owner = 'supplier'
  WHERE c.tenant_id = g.tenant_id AND c.site_id = g.site_id AND c.evidence = 'verified' AND e.withdrawn_at IS NULL
    AND (e.result_id = g.third_party_result_id OR e.document_id = g.document_id OR d.sha256 = g.document_sha256)`;

/** All signals of the sites that are not taken back, in order of id. Observations in another family's words are left out. */
export function readStandingSignals(db: EntityManager, siteIds: readonly string[], family: string): Promise<readonly StandingSignal[]> {
  return db.query(
    `SELECT g.id, g.site_id AS "siteId", g.kind, g.outcome, g.level, to_char(g.observed_on, 'YYYY-MM-DD') AS "observedOn",
            CASE WHEN g.manual_family = $2 THEN (${OBSERVATIONS}) ELSE '[]'::jsonb END AS observations, g.visibility,
            f.open AS "findingOpen", to_char(f.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "findingClosedOn",
            f.known_open AS "knownOpen", to_char(f.known_closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "knownClosedOn",
            g.outcome IN ('clean', 'confirms') AND EXISTS (${VERIFIED_BY_IT}) AS "verifiesAnswers"
     FROM signal g
     LEFT JOIN LATERAL (
       SELECT bool_or(f.state = 'open') AS open, max(f.closed_at) AS closed_at, bool_or(f.state = 'open') FILTER (WHERE f.visibility = 'released') AS known_open,
              max(f.closed_at) FILTER (WHERE f.visibility = 'released') AS known_closed_at
       FROM finding f WHERE f.tenant_id = g.tenant_id AND f.signal_id = g.id
     ) f ON true
     WHERE g.site_id = ANY ($1::uuid[]) AND g.withdrawn_at IS NULL ORDER BY g.id`,
    [siteIds, family],
  );
}
