-- Up Migration
-- Who may do what. The application signs in as plumbline_app, which owns nothing and cannot bypass row-level security; for a
-- respondent it becomes plumbline_respondent (one supplier), for relay and sweeps plumbline_system (no tenant data).
-- Roles belong to the cluster, so they may be there already. Passwords are set by the migrate command, never here.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['plumbline_app LOGIN NOINHERIT', 'plumbline_queue LOGIN', 'plumbline_respondent NOLOGIN', 'plumbline_system NOLOGIN'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = split_part(wanted, ' ', 1)) THEN
      EXECUTE 'CREATE ROLE ' || wanted || ' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE';
    END IF;
  END LOOP;
END $$;
GRANT plumbline_respondent, plumbline_system TO plumbline_app;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO plumbline_app, plumbline_respondent, plumbline_system;

-- Forgetting to name the tenant is an error, not an empty list and not every tenant's rows.
CREATE FUNCTION current_tenant() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  tenant text := current_setting('app.tenant_id', true);
BEGIN
  IF coalesce(tenant, '') = '' THEN RAISE EXCEPTION 'no tenant in this transaction'; END IF;
  RETURN tenant::uuid;
END $$;

CREATE FUNCTION current_supplier() RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
  supplier text := current_setting('app.supplier_id', true);
BEGIN
  IF coalesce(supplier, '') = '' THEN RAISE EXCEPTION 'no supplier in this transaction'; END IF;
  RETURN supplier::uuid;
END $$;

-- Every table of tenants' rows is protected by this one procedure.
CREATE PROCEDURE protect_tenant_rows(target regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant_isolation ON %s TO plumbline_app, plumbline_respondent
                  USING (tenant_id = (SELECT current_tenant()))', target);
END $$;

-- What a respondent may touch at all is further limited to the one supplier named in the transaction.
CREATE PROCEDURE limit_to_one_supplier(target regclass, supplier_column text DEFAULT 'supplier_id') LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY one_supplier ON %s AS RESTRICTIVE TO plumbline_respondent
                  USING (%I = (SELECT current_supplier()))', target, supplier_column);
END $$;

-- Relay and sweeps see these rows of every tenant, and no others.
CREATE PROCEDURE open_to_system(target regclass) LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE POLICY every_tenant ON %s TO plumbline_system USING (true)', target);
END $$;

-- Shipped reference content, the same for every tenant and readable by all: loaded by the migrate command, never changed.
CREATE TABLE content_version (
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('manual', 'methodology', 'indices', 'remediation')),
  id text COLLATE "C" NOT NULL,
  version text COLLATE "C" NOT NULL,
  sha256 text NOT NULL,
  body jsonb NOT NULL,
  loaded_at timestamptz NOT NULL,
  PRIMARY KEY (kind, id, version)
);
GRANT SELECT ON content_version TO plumbline_app, plumbline_respondent;

CREATE TABLE tenant (
  tenant_id uuid PRIMARY KEY,
  slug text COLLATE "C" NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$'),
  name text NOT NULL,
  created_at timestamptz NOT NULL
);
CALL protect_tenant_rows('tenant');
CALL open_to_system('tenant');
GRANT SELECT, INSERT, UPDATE ON tenant TO plumbline_app;
GRANT SELECT (tenant_id, name) ON tenant TO plumbline_respondent;
GRANT SELECT (tenant_id, slug) ON tenant TO plumbline_system;

-- One key for each person, contact or case; wiping `wrapped` erases what was sealed with it, everywhere and for good.
CREATE TABLE data_key (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  subject text NOT NULL CHECK (subject IN ('person', 'contact', 'case')),
  supplier_id uuid,
  wrapped bytea,
  created_at timestamptz NOT NULL,
  erased_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK ((wrapped IS NULL) = (erased_at IS NOT NULL))
);
CALL protect_tenant_rows('data_key');
CALL limit_to_one_supplier('data_key');
GRANT SELECT, INSERT, UPDATE ON data_key TO plumbline_app;
GRANT SELECT ON data_key TO plumbline_respondent;

-- Written in the transaction of the change it tells of; the application can add to it and read it, nothing else.
CREATE TABLE audit_event (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  at timestamptz NOT NULL,
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'contact', 'system')),
  actor_id uuid,
  action text COLLATE "C" NOT NULL,
  subject_kind text COLLATE "C" NOT NULL,
  subject_id uuid NOT NULL,
  before jsonb,
  after jsonb,
  request_id text,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX audit_event_by_subject ON audit_event (tenant_id, subject_id, id);
CALL protect_tenant_rows('audit_event');
GRANT SELECT, INSERT ON audit_event TO plumbline_app;
GRANT INSERT ON audit_event TO plumbline_respondent;

-- What is to be done after this transaction's commit; the relay hands it to the queue.
CREATE TABLE outbox (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  job text COLLATE "C" NOT NULL,
  payload jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  attempts integer NOT NULL DEFAULT 0,
  set_aside_at timestamptz,
  error text,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX outbox_waiting ON outbox (id) WHERE sent_at IS NULL AND set_aside_at IS NULL;
CALL protect_tenant_rows('outbox');
CALL open_to_system('outbox');
GRANT SELECT, INSERT ON outbox TO plumbline_app;
GRANT INSERT ON outbox TO plumbline_respondent;
GRANT SELECT, UPDATE, DELETE ON outbox TO plumbline_system;
