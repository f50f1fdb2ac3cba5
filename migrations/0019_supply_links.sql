-- Up Migration
-- Who supplies whom. A labour agency is a supplier of labour. The ends and the kind never change: another link is another row.
CREATE TABLE supply_link (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Who is supplied; with a site, that one alone.
  supplied_id uuid NOT NULL,
  supplied_site_id uuid,
  -- By whom; without a site, by which of its sites is not known.
  upstream_id uuid NOT NULL,
  upstream_site_id uuid,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('goods', 'services', 'labour')),
  -- [{ "good": code, "iso3": origin or null }]
  goods jsonb NOT NULL DEFAULT '[]',
  -- [{ "words", "iso3": origin or null }]: not in the vocabulary, so unknown and never safe.
  goods_unmatched jsonb NOT NULL DEFAULT '[]',
  -- For labour: countries the workers come from, and those of the agencies they come through.
  recruited_from text[] NOT NULL DEFAULT '{}',
  recruited_via text[] NOT NULL DEFAULT '{}',
  -- Percent of what the supplied one gets of it.
  share float8 CHECK (share > 0 AND share <= 100),
  -- A year.
  volume float8 CHECK (volume > 0),
  volume_unit text COLLATE "C" CHECK (volume_unit IN ('kg', 't', 'm', 'm2', 'm3', 'l', 'pieces', 'workers', 'hours')),
  source text COLLATE "C" NOT NULL CHECK (source IN ('declared', 'document', 'research')),
  -- Whether the supplied company knows that we know.
  shared boolean NOT NULL,
  since date,
  until date,
  entered_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  CONSTRAINT supply_link_between_two CHECK (supplied_id <> upstream_id),
  CHECK (until >= since),
  CHECK ((volume IS NULL) = (volume_unit IS NULL)),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
  FOREIGN KEY (tenant_id, supplied_id) REFERENCES supplier,
  FOREIGN KEY (tenant_id, supplied_site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, upstream_id) REFERENCES supplier,
  FOREIGN KEY (tenant_id, upstream_site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, entered_by) REFERENCES person,
  FOREIGN KEY (tenant_id, withdrawn_by) REFERENCES person
);
CREATE UNIQUE INDEX supply_link_once ON supply_link (tenant_id, supplied_id, supplied_site_id, upstream_id, upstream_site_id, kind)
  NULLS NOT DISTINCT WHERE withdrawn_at IS NULL;
CREATE INDEX supply_link_by_supplied ON supply_link (tenant_id, supplied_id, id);
CREATE INDEX supply_link_by_upstream ON supply_link (tenant_id, upstream_id, id);
CALL protect_tenant_rows('supply_link');
GRANT SELECT, INSERT ON supply_link TO plumbline_app;
GRANT UPDATE (goods, goods_unmatched, recruited_from, recruited_via, share, volume, volume_unit, source, shared, since, until, updated_at, withdrawn_at,
  withdrawn_by, version) ON supply_link TO plumbline_app;

-- By which suppliers behind the site a score was what it was. Kept beside the score, whose receipt names no other company.
CREATE TABLE score_path (
  tenant_id uuid NOT NULL,
  score_id uuid NOT NULL,
  -- [{ "supplierId", "siteId": or null, "linkId" }] from the next step upstream to the gravest.
  steps jsonb NOT NULL,
  -- The gravest one's own risk at that time.
  own_point float8 NOT NULL,
  PRIMARY KEY (tenant_id, score_id),
  FOREIGN KEY (tenant_id, score_id) REFERENCES score
);
CALL protect_tenant_rows('score_path');
GRANT SELECT, INSERT ON score_path TO plumbline_app;

-- Its risk on public facts alone, without any answer: what another company may be told or may time by it.
ALTER TABLE site ADD COLUMN public_point float8;
ALTER TABLE site ADD COLUMN public_best float8;
ALTER TABLE site ADD COLUMN public_worst float8;
