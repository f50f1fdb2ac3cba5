-- Up Migration
-- Under which id the supplier knows an action and its finding: one that does not tell when it was opened, since that may be long before it was released.
ALTER TABLE corrective_action NO FORCE ROW LEVEL SECURITY;
ALTER TABLE finding NO FORCE ROW LEVEL SECURITY;
ALTER TABLE corrective_action ADD COLUMN supplier_ref uuid NOT NULL DEFAULT gen_random_uuid();
-- When the supplier first learnt of it: its deadlines run from then on. null: never yet.
ALTER TABLE finding ADD COLUMN released_at timestamptz;
UPDATE finding SET released_at = opened_at WHERE visibility = 'released';
ALTER TABLE finding FORCE ROW LEVEL SECURITY;
ALTER TABLE corrective_action FORCE ROW LEVEL SECURITY;
CREATE UNIQUE INDEX corrective_action_by_ref ON corrective_action (tenant_id, supplier_ref);
GRANT UPDATE (contain_by, plan_due_on, due_on) ON corrective_action TO plumbline_app;

-- A supplier reads what counts for its own score, but not what a verification of a held finding found: it sees only released actions, so no others match.
CREATE POLICY released_only ON counted_answer AS RESTRICTIVE FOR SELECT TO plumbline_respondent USING (
  source NOT LIKE 'verification:%' OR EXISTS (
    SELECT FROM corrective_action v
    WHERE v.tenant_id = counted_answer.tenant_id AND v.site_id = counted_answer.site_id AND 'verification:' || v.id = counted_answer.source));
GRANT SELECT ON counted_answer TO plumbline_respondent;
GRANT SELECT (document_id, third_party_result_id) ON signal TO plumbline_respondent;

-- What counts without what only held findings showed. Whoever asks sees no more of it than of the table itself.
CREATE VIEW released_answer WITH (security_invoker = true) AS
SELECT c.* FROM counted_answer c
WHERE c.source NOT LIKE 'verification:%' OR EXISTS (
  SELECT FROM corrective_action v
  WHERE v.tenant_id = c.tenant_id AND v.site_id = c.site_id AND 'verification:' || v.id = c.source AND v.visibility = 'released');
GRANT SELECT ON released_answer TO plumbline_app, plumbline_respondent;
