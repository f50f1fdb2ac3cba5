-- Up Migration
CREATE TABLE person (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  key_id uuid NOT NULL,
  role text NOT NULL CHECK (role IN ('admin', 'officer', 'auditor')),
  status text NOT NULL CHECK (status IN ('invited', 'active', 'disabled', 'erased')),
  email_hash text COLLATE "C",
  email_sealed bytea,
  name_sealed bytea,
  password_hash text,
  failed_sign_ins integer NOT NULL DEFAULT 0,
  locked_until timestamptz,
  created_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key,
  UNIQUE (tenant_id, email_hash)
);
CALL protect_tenant_rows('person');
GRANT SELECT, INSERT, UPDATE ON person TO plumbline_app;

CREATE TABLE invitation (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  secret_hash text NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person
);
CALL protect_tenant_rows('invitation');
GRANT SELECT, INSERT, UPDATE ON invitation TO plumbline_app;

-- A sign-in and the refresh tokens that follow from it; the use of a spent token ends the whole family.
CREATE TABLE session (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  person_id uuid NOT NULL,
  started_at timestamptz NOT NULL,
  ended_at timestamptz,
  end_reason text CHECK (end_reason IN ('signed_out', 'token_reused', 'person_disabled', 'password_changed')),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, person_id) REFERENCES person
);
CREATE INDEX session_by_person ON session (tenant_id, person_id);
CALL protect_tenant_rows('session');
GRANT SELECT, INSERT, UPDATE ON session TO plumbline_app;

CREATE TABLE refresh_token (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  session_id uuid NOT NULL,
  secret_hash text NOT NULL,
  issued_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, session_id) REFERENCES session
);
CALL protect_tenant_rows('refresh_token');
GRANT SELECT, INSERT, UPDATE ON refresh_token TO plumbline_app;
