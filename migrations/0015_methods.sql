-- Up Migration
-- The methods that a tenant goes by: a shipped version with the tenant's own adjustments. A draft may change; one with a day is fixed, and
-- which of them is in force on a day follows from the days alone: the latest that is not after it.
CREATE TABLE tenant_method (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  -- From 0, which is the shipped version that the tenant began with; part of the label.
  number integer NOT NULL CHECK (number >= 0),
  name text NOT NULL,
  base_id text COLLATE "C" NOT NULL,
  base_version text COLLATE "C" NOT NULL,
  -- `1.1.0+t3`; that of the shipped version where nothing is adjusted.
  label text COLLATE "C" NOT NULL,
  -- Of the whole method: what scores by it name.
  sha256 text COLLATE "C" NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- { "sectorValues", "floors", "cadence" }
  adjustments jsonb NOT NULL,
  version integer NOT NULL DEFAULT 1,
  created_by uuid,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  -- From when on it is in force; null: a draft.
  adopt_on date,
  decided_by uuid,
  decided_at timestamptz,
  -- Whether all that follows from its coming into force was done.
  settled boolean NOT NULL DEFAULT true,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, created_by) REFERENCES person,
  FOREIGN KEY (tenant_id, decided_by) REFERENCES person,
  CHECK ((adopt_on IS NULL) = (decided_at IS NULL)),
  CHECK (settled OR adopt_on IS NOT NULL)
);
CREATE INDEX tenant_method_in_force ON tenant_method (tenant_id, adopt_on DESC, decided_at DESC) WHERE adopt_on IS NOT NULL;
CREATE INDEX tenant_method_unsettled ON tenant_method (adopt_on) WHERE NOT settled;

-- Tenants that are there stay at the method they go by now, until they adopt another.
ALTER TABLE tenant NO FORCE ROW LEVEL SECURITY;
INSERT INTO tenant_method (tenant_id, id, number, name, base_id, base_version, label, sha256, adjustments, created_at, updated_at, adopt_on, decided_at)
SELECT t.tenant_id, gen_random_uuid(), 0, 'As shipped', v.id, v.version, v.version, v.sha256, '{"sectorValues":[],"floors":[],"cadence":null}',
       t.created_at, t.created_at, (t.created_at AT TIME ZONE 'UTC')::date, t.created_at
FROM tenant t, (SELECT id, version, sha256 FROM content_version WHERE kind = 'methodology' AND id = 'plumbline'
                ORDER BY string_to_array(version, '.')::integer[] DESC LIMIT 1) v;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;

CALL protect_tenant_rows('tenant_method');
CALL open_to_system('tenant_method');
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_method TO plumbline_app;
GRANT SELECT (tenant_id, adopt_on, settled) ON tenant_method TO plumbline_system;
-- A supplier's transaction may know which shipped figures its answers count by, and nothing of what a tenant has in mind.
GRANT SELECT (tenant_id, base_id, base_version, adopt_on, decided_at) ON tenant_method TO plumbline_respondent;
CREATE POLICY decided_only ON tenant_method AS RESTRICTIVE TO plumbline_respondent USING (adopt_on IS NOT NULL);

-- What a draft would do to a tenant's portfolio, computed site by site; no score is stored.
CREATE TABLE method_impact (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  method_id uuid NOT NULL,
  -- Of the draft and of all it was compared under: the method in force, the manual, the indices. Where one is another by now, it says nothing.
  method_sha256 text COLLATE "C" NOT NULL,
  against_id uuid NOT NULL,
  against_sha256 text COLLATE "C" NOT NULL,
  manual_sha256 text COLLATE "C" NOT NULL,
  indices_sha256 text COLLATE "C" NOT NULL,
  -- Both sides are computed for this day, so that only the method differs.
  as_of date NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('running', 'done')),
  -- Sites there were when it began, and sites done so far; equal when it is done.
  total integer NOT NULL,
  done integer NOT NULL DEFAULT 0,
  -- Up to which site it has come.
  after_site uuid,
  result jsonb,
  started_by uuid NOT NULL,
  started_at timestamptz NOT NULL,
  finished_at timestamptz,
  keep_until timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, method_id),
  FOREIGN KEY (tenant_id, method_id) REFERENCES tenant_method,
  FOREIGN KEY (tenant_id, against_id) REFERENCES tenant_method,
  FOREIGN KEY (tenant_id, started_by) REFERENCES person,
  CHECK ((state = 'done') = (finished_at IS NOT NULL)),
  CHECK ((state = 'done') = (result IS NOT NULL))
);
CREATE INDEX method_impact_running ON method_impact (tenant_id) WHERE state = 'running';
CREATE INDEX method_impact_to_drop ON method_impact (keep_until);
CALL protect_tenant_rows('method_impact');
CALL open_to_system('method_impact');
GRANT SELECT, INSERT, UPDATE, DELETE ON method_impact TO plumbline_app;
GRANT SELECT (tenant_id, state, keep_until) ON method_impact TO plumbline_system;

CREATE TABLE method_impact_row (
  tenant_id uuid NOT NULL,
  impact_id uuid NOT NULL,
  site_id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  residual_before float8 NOT NULL,
  residual_after float8 NOT NULL,
  band_before text COLLATE "C" NOT NULL CHECK (band_before IN ('low', 'medium', 'high', 'critical')),
  band_after text COLLATE "C" NOT NULL CHECK (band_after IN ('low', 'medium', 'high', 'critical')),
  -- How far the residual moves, whichever way: what lists begin with.
  move float8 NOT NULL,
  -- [{ "cause", "ref", "points" }]
  causes jsonb NOT NULL,
  -- The contributions that differ most: [{ "factor", "ref", "before", "after" }]
  contributions jsonb NOT NULL,
  -- The floor that binds, if one does.
  floor_before text COLLATE "C",
  floor_after text COLLATE "C",
  zero_tolerance_before boolean NOT NULL,
  zero_tolerance_after boolean NOT NULL,
  due_before date NOT NULL,
  due_after date NOT NULL,
  PRIMARY KEY (tenant_id, impact_id, site_id),
  FOREIGN KEY (tenant_id, impact_id) REFERENCES method_impact,
  FOREIGN KEY (tenant_id, site_id) REFERENCES site
);
CREATE INDEX method_impact_row_by_move ON method_impact_row (tenant_id, impact_id, move DESC, site_id);
CREATE INDEX method_impact_row_of_bands ON method_impact_row (tenant_id, impact_id, move DESC, site_id) WHERE band_before <> band_after;
CALL protect_tenant_rows('method_impact_row');
GRANT SELECT, INSERT, DELETE ON method_impact_row TO plumbline_app;
