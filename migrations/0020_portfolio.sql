-- Up Migration
-- All sites of a tenant scored anew, because what their scores are computed by has changed. Counts are written with the scores that they count,
-- so that they are exact whatever happens to a worker.
CREATE TABLE rescoring (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  -- What changed: `manual_changed`, `method_changed`, …
  reason text COLLATE "C" NOT NULL CHECK (reason ~ '^[a-z][a-z_]{1,39}$'),
  requested_by_kind text NOT NULL CHECK (requested_by_kind IN ('person', 'contact', 'system')),
  requested_by uuid,
  total integer NOT NULL DEFAULT 0,
  done integer NOT NULL DEFAULT 0,
  -- Of those done: sites whose score came out another.
  changed integer NOT NULL DEFAULT 0,
  -- Sites that could not be scored and were set aside.
  failed integer NOT NULL DEFAULT 0,
  -- Sites that a later rescoring took over before their turn came.
  handed_over integer NOT NULL DEFAULT 0,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK (done + failed + handed_over <= total AND changed <= done),
  CHECK (finished_at IS NULL OR done + failed + handed_over = total)
);
CALL protect_tenant_rows('rescoring');
GRANT SELECT, INSERT, UPDATE ON rescoring TO plumbline_app;

ALTER TABLE scoring_due NO FORCE ROW LEVEL SECURITY;
ALTER TABLE rescoring NO FORCE ROW LEVEL SECURITY;
-- The rescoring that waits for it; null: it is due for itself.
ALTER TABLE scoring_due ADD COLUMN rescoring_id uuid;
ALTER TABLE scoring_due ADD FOREIGN KEY (tenant_id, rescoring_id) REFERENCES rescoring;
ALTER TABLE rescoring FORCE ROW LEVEL SECURITY;
ALTER TABLE scoring_due FORCE ROW LEVEL SECURITY;

-- A site that could not be scored: set aside, so that it stops nobody else, and tried again later. Apart from what respondents may read.
CREATE TABLE scoring_failure (
  tenant_id uuid NOT NULL,
  site_id uuid NOT NULL,
  -- Code of the refusal, and where in the inputs; never a value.
  code text COLLATE "C" NOT NULL,
  place text,
  attempts integer NOT NULL,
  failed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, site_id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site
);
CALL protect_tenant_rows('scoring_failure');
GRANT SELECT, INSERT, UPDATE, DELETE ON scoring_failure TO plumbline_app;

-- [{ "index", "edition" }]: on which editions it rests, so that a list can say so without opening receipts.
ALTER TABLE score ADD COLUMN editions jsonb NOT NULL DEFAULT '[]';
ALTER TABLE score NO FORCE ROW LEVEL SECURITY;
UPDATE score SET editions = (
  SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object('index', e.index, 'edition', e.edition)), '[]') FROM (
    SELECT part ->> 'id' AS index, part ->> 'edition' AS edition FROM jsonb_array_elements(receipt::jsonb #> '{inputs,country,parts}') AS part
    UNION ALL SELECT 'sector', receipt::jsonb #>> '{inputs,sector,edition}'
    UNION ALL SELECT 'goods', item ->> 'edition' FROM jsonb_array_elements(receipt::jsonb #> '{inputs,goods,items}') AS item
  ) e WHERE e.edition <> '');
ALTER TABLE score FORCE ROW LEVEL SECURITY;

-- Receipts are large and alike: lz4 packs them several times faster. A server built without it packs them as before.
DO $$
BEGIN
  ALTER TABLE score ALTER COLUMN receipt SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR invalid_parameter_value THEN
  RAISE NOTICE 'this server has no lz4; receipts are packed with pglz';
END $$;

-- The list of latest scores, in every order it has. The highest first is read backwards.
CREATE INDEX site_by_worst ON site (tenant_id, status, worst, id);
CREATE INDEX site_by_confidence ON site (tenant_id, status, confidence, id);
CREATE INDEX site_by_scored ON site (tenant_id, status, scored_at, id);
CREATE INDEX site_by_label ON site (tenant_id, status, (name COLLATE "C"), id);
CREATE INDEX site_by_band ON site (tenant_id, status, band, residual, id);
CREATE INDEX site_by_country ON site (tenant_id, status, country, residual, id);
CREATE INDEX site_by_sector ON site (tenant_id, status, isic, residual, id);
CREATE INDEX finding_zero_tolerance ON finding (tenant_id, site_id) WHERE state = 'open' AND zero_tolerance;
