-- Up Migration
CREATE TABLE supplier (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  name text NOT NULL,
  -- Normalised for search and for finding the same company again: lower case, no marks, single blanks.
  name_key text COLLATE "C" NOT NULL,
  country text COLLATE "C" NOT NULL CHECK (country ~ '^[A-Z]{3}$'),
  registration_number text,
  status text COLLATE "C" NOT NULL CHECK (status IN ('active', 'archived')),
  -- The score of its worst site, written together with that site's score.
  worst_site_id uuid,
  residual float8,
  band text COLLATE "C" CHECK (band IN ('low', 'medium', 'high', 'critical')),
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX supplier_by_name ON supplier (tenant_id, status, name_key, id);
CREATE INDEX supplier_by_risk ON supplier (tenant_id, status, residual, id);
CREATE INDEX supplier_by_band ON supplier (tenant_id, status, band, name_key, id);
CREATE INDEX supplier_by_country ON supplier (tenant_id, status, country, name_key, id);
CREATE INDEX supplier_by_identity ON supplier (tenant_id, name_key, country);
CALL protect_tenant_rows('supplier');
CALL limit_to_one_supplier('supplier', 'id');
GRANT SELECT, INSERT, UPDATE ON supplier TO plumbline_app;
GRANT SELECT (tenant_id, id, name, country, status) ON supplier TO plumbline_respondent;

CREATE TABLE site (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  name text NOT NULL,
  country text COLLATE "C" NOT NULL CHECK (country ~ '^[A-Z]{3}$'),
  region text,
  address text,
  latitude float8 CHECK (latitude BETWEEN -90 AND 90),
  longitude float8 CHECK (longitude BETWEEN -180 AND 180),
  -- ISIC Rev.4 division; null: not known.
  isic text COLLATE "C" CHECK (isic ~ '^[0-9]{2}$'),
  goods_mode text NOT NULL CHECK (goods_mode IN ('services', 'declared', 'undeclared')),
  -- [{ "good": code, "iso3": origin }]
  goods jsonb NOT NULL DEFAULT '[]',
  -- Goods as the supplier named them that are not in the vocabulary: unknown, never safe.
  goods_unmatched jsonb NOT NULL DEFAULT '[]',
  workers integer CHECK (workers >= 0),
  status text COLLATE "C" NOT NULL CHECK (status IN ('active', 'archived')),
  -- Normalised name, country and address: the same place in a second file is found again.
  identity_key text COLLATE "C" NOT NULL,
  -- Its latest score; null until the first one is computed.
  score_id uuid,
  inherent float8,
  residual float8,
  best float8,
  worst float8,
  band text COLLATE "C" CHECK (band IN ('low', 'medium', 'high', 'critical')),
  confidence float8,
  scored_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier
);
CREATE UNIQUE INDEX site_by_identity ON site (tenant_id, identity_key) WHERE status = 'active';
CREATE INDEX site_by_supplier ON site (tenant_id, supplier_id, id);
CREATE INDEX site_by_risk ON site (tenant_id, status, residual, id);
CALL protect_tenant_rows('site');
CALL limit_to_one_supplier('site');
GRANT SELECT, INSERT, UPDATE ON site TO plumbline_app;
GRANT SELECT (tenant_id, id, supplier_id, name, country, region, address, isic, goods_mode, goods, goods_unmatched, workers, status)
  ON site TO plumbline_respondent;

-- What we buy from a supplier, and who answers for it in our firm. One a supplier.
CREATE TABLE relationship (
  tenant_id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  buys text,
  yearly_spend float8 CHECK (yearly_spend >= 0),
  currency text COLLATE "C" CHECK (currency ~ '^[A-Z]{3}$'),
  tier integer CHECK (tier BETWEEN 1 AND 9),
  owner_id uuid,
  reference text COLLATE "C",
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, supplier_id),
  FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier,
  FOREIGN KEY (tenant_id, owner_id) REFERENCES person
);
CREATE INDEX relationship_by_owner ON relationship (tenant_id, owner_id);
CREATE UNIQUE INDEX relationship_by_reference ON relationship (tenant_id, reference) WHERE reference IS NOT NULL;
CALL protect_tenant_rows('relationship');
GRANT SELECT, INSERT, UPDATE ON relationship TO plumbline_app;

CREATE TABLE relationship_tag (
  tenant_id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  tag text COLLATE "C" NOT NULL CHECK (length(tag) BETWEEN 1 AND 60),
  PRIMARY KEY (tenant_id, supplier_id, tag),
  FOREIGN KEY (tenant_id, supplier_id) REFERENCES relationship
);
CREATE INDEX relationship_tag_by_tag ON relationship_tag (tenant_id, tag, supplier_id);
CALL protect_tenant_rows('relationship_tag');
GRANT SELECT, INSERT, DELETE ON relationship_tag TO plumbline_app;

-- A person at the supplier. The address stays readable until the key is wiped.
CREATE TABLE contact (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  key_id uuid NOT NULL,
  name_sealed bytea,
  email_sealed bytea,
  email_hash text COLLATE "C",
  language text COLLATE "C" NOT NULL,
  status text NOT NULL CHECK (status IN ('active', 'archived', 'erased')),
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key,
  UNIQUE (tenant_id, supplier_id, email_hash)
);
CALL protect_tenant_rows('contact');
CALL limit_to_one_supplier('contact');
GRANT SELECT, INSERT, UPDATE ON contact TO plumbline_app;
GRANT SELECT ON contact TO plumbline_respondent;

CREATE TABLE supplier_import (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  file_sha256 text NOT NULL,
  dry_run boolean NOT NULL,
  mapping jsonb NOT NULL,
  rows integer NOT NULL,
  created integer NOT NULL,
  updated integer NOT NULL,
  duplicates integer NOT NULL,
  rejected integer NOT NULL,
  imported_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, imported_by) REFERENCES person
);
CALL protect_tenant_rows('supplier_import');
GRANT SELECT, INSERT ON supplier_import TO plumbline_app;

CREATE TABLE supplier_import_row (
  tenant_id uuid NOT NULL,
  import_id uuid NOT NULL,
  -- Line of the file on which the row begins, the header being line 1.
  line integer NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('created', 'updated', 'duplicate', 'rejected')),
  supplier_id uuid,
  site_id uuid,
  -- For a duplicate in the same file: the line it repeats.
  duplicate_of_line integer,
  -- [{ "path": column, "code", "message" }]: reasons of a rejection, or remarks on an accepted row.
  notes jsonb NOT NULL DEFAULT '[]',
  PRIMARY KEY (tenant_id, import_id, line),
  FOREIGN KEY (tenant_id, import_id) REFERENCES supplier_import
);
CALL protect_tenant_rows('supplier_import_row');
GRANT SELECT, INSERT ON supplier_import_row TO plumbline_app;
