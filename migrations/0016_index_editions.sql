-- Up Migration
-- Editions of the indices that a tenant loaded itself. What stands in one never changes; a withdrawn one is kept, because scores name it.
CREATE TABLE index_edition (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  index_id text COLLATE "C" NOT NULL CHECK (index_id IN ('governance', 'trafficking', 'child_labour', 'goods', 'sectors', 'state_imposed')),
  edition text NOT NULL,
  year integer NOT NULL CHECK (year BETWEEN 1990 AND 2100),
  title text NOT NULL,
  source text NOT NULL,
  attribution text NOT NULL,
  licence text NOT NULL,
  -- How many lines it has.
  lines integer NOT NULL CHECK (lines > 0),
  body jsonb NOT NULL,
  -- Of the body's canonical JSON.
  sha256 text COLLATE "C" NOT NULL,
  loaded_by uuid NOT NULL,
  loaded_at timestamptz NOT NULL,
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, loaded_by) REFERENCES person,
  FOREIGN KEY (tenant_id, withdrawn_by) REFERENCES person,
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL))
);
-- Nothing is loaded twice, however often it is sent at the same moment.
CREATE UNIQUE INDEX index_edition_name ON index_edition (tenant_id, index_id, edition) WHERE withdrawn_at IS NULL;
CREATE UNIQUE INDEX index_edition_body ON index_edition (tenant_id, index_id, sha256) WHERE withdrawn_at IS NULL;
CREATE INDEX index_edition_by_year ON index_edition (tenant_id, index_id, year DESC, id DESC);
CALL protect_tenant_rows('index_edition');
GRANT SELECT, INSERT ON index_edition TO plumbline_app;
GRANT UPDATE (withdrawn_by, withdrawn_at, version) ON index_edition TO plumbline_app;

-- By which method and indices a tenant's scores were last asked for: other ones in force ask for all of them, once.
CREATE TABLE tenant_scored_with (
  tenant_id uuid PRIMARY KEY REFERENCES tenant,
  -- Of the method and the indices together.
  content_sha256 text COLLATE "C" NOT NULL,
  -- The shipped ones that they were chosen from: where these are the newest nothing has changed by an update of the product.
  shipped text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  -- When to look again in any case: the day on which something else is in force.
  look_at timestamptz
);
-- What has been scored so far was scored by who knows what.
ALTER TABLE tenant NO FORCE ROW LEVEL SECURITY;
INSERT INTO tenant_scored_with (tenant_id, content_sha256, shipped, at) SELECT tenant_id, '', '', created_at FROM tenant;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CALL protect_tenant_rows('tenant_scored_with');
CALL open_to_system('tenant_scored_with');
GRANT SELECT, INSERT, UPDATE ON tenant_scored_with TO plumbline_app;
GRANT SELECT (tenant_id, shipped, look_at) ON tenant_scored_with TO plumbline_system;
GRANT SELECT (kind, id, version, sha256) ON content_version TO plumbline_system;
