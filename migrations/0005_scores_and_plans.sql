-- Up Migration
-- Which sites are to be scored, and when: now after a change, or at the first date on which time alone changes the score.
-- A thousand changes to one site are one row, so they make one score.
CREATE TABLE scoring_due (
  tenant_id uuid NOT NULL,
  site_id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  due_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, site_id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site
);
CREATE INDEX scoring_due_by_time ON scoring_due (due_at);
CREATE INDEX scoring_due_by_tenant ON scoring_due (tenant_id, due_at);
CALL protect_tenant_rows('scoring_due');
CALL limit_to_one_supplier('scoring_due');
CALL open_to_system('scoring_due');
GRANT SELECT, INSERT, UPDATE, DELETE ON scoring_due TO plumbline_app;
GRANT SELECT, INSERT, UPDATE ON scoring_due TO plumbline_respondent;
GRANT SELECT (tenant_id, due_at) ON scoring_due TO plumbline_system;

-- Stored once, never updated. The receipt is canonical JSON, kept as text so that its bytes and its hash stay the same.
CREATE TABLE score (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  as_of timestamptz NOT NULL,
  inherent float8 NOT NULL,
  controls float8 NOT NULL,
  residual float8 NOT NULL,
  best float8 NOT NULL,
  worst float8 NOT NULL,
  band text COLLATE "C" NOT NULL CHECK (band IN ('low', 'medium', 'high', 'critical')),
  confidence float8 NOT NULL,
  next_change_at timestamptz,
  method_id text COLLATE "C" NOT NULL,
  method_version text COLLATE "C" NOT NULL,
  -- Hash of the inputs without `asOf`: the same inputs with the same result are not stored again.
  inputs_sha256 text NOT NULL,
  receipt_sha256 text NOT NULL,
  receipt text NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site
);
CREATE INDEX score_by_site ON score (tenant_id, site_id, id DESC);
CALL protect_tenant_rows('score');
GRANT SELECT, INSERT ON score TO plumbline_app;
ALTER TABLE site ADD FOREIGN KEY (tenant_id, score_id) REFERENCES score;

CREATE TABLE finding (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  -- The red flag's id, or `<question>.failed` / `<question>.undetermined`.
  rule_id text COLLATE "C" NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  kind text NOT NULL CHECK (kind IN ('red_flag', 'failed_control', 'undetermined')),
  severity text COLLATE "C" NOT NULL CHECK (severity IN ('critical', 'major', 'minor')),
  zero_tolerance boolean NOT NULL,
  -- Only these add points to the score (cases).
  is_case boolean NOT NULL,
  title jsonb NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'closed')),
  -- Held findings do not exist for the supplier.
  visibility text NOT NULL CHECK (visibility IN ('held', 'released')),
  source text NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  closed_by uuid,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site
);
-- Scoring twice makes nothing twice.
CREATE UNIQUE INDEX finding_open ON finding (tenant_id, site_id, rule_id) WHERE state = 'open';
CREATE INDEX finding_by_site ON finding (tenant_id, site_id, id);
CREATE INDEX finding_by_gravity ON finding (tenant_id, state, severity, id);
CALL protect_tenant_rows('finding');
CALL limit_to_one_supplier('finding');
CREATE POLICY released_only ON finding AS RESTRICTIVE TO plumbline_respondent USING (visibility = 'released');
GRANT SELECT, INSERT, UPDATE ON finding TO plumbline_app;
GRANT SELECT ON finding TO plumbline_respondent;

CREATE TABLE corrective_action (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  library_id text COLLATE "C" NOT NULL,
  library_version text COLLATE "C" NOT NULL,
  severity text COLLATE "C" NOT NULL CHECK (severity IN ('critical', 'major', 'minor')),
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'in_progress', 'submitted', 'confirming', 'verified', 'rejected')),
  -- Follows its finding.
  visibility text NOT NULL CHECK (visibility IN ('held', 'released')),
  contain_by timestamptz,
  plan_due_on date NOT NULL,
  due_on date NOT NULL,
  key_id uuid NOT NULL,
  root_cause_sealed bytea,
  plan_sealed bytea,
  proof_sealed bytea,
  rejection_sealed bytea,
  submitted_by_kind text CHECK (submitted_by_kind IN ('person', 'contact')),
  submitted_by uuid,
  submitted_at timestamptz,
  -- First and, for zero tolerance, second person who verified it.
  verified_by uuid,
  verified_at timestamptz,
  verification text CHECK (verification IN ('documents', 'visit', 'third_party', 'workers')),
  -- The answer that the verification found: { state, value }; written into what counts when the finding closes.
  verified_answer jsonb,
  report text,
  confirmed_by uuid,
  confirmed_at timestamptz,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, finding_id),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES finding,
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key
);
CREATE INDEX corrective_action_by_site ON corrective_action (tenant_id, site_id, id);
CREATE INDEX corrective_action_by_state ON corrective_action (tenant_id, state, due_on, id);
CALL protect_tenant_rows('corrective_action');
CALL limit_to_one_supplier('corrective_action');
CREATE POLICY released_only ON corrective_action AS RESTRICTIVE TO plumbline_respondent USING (visibility = 'released');
GRANT SELECT, INSERT, UPDATE ON corrective_action TO plumbline_app;
GRANT SELECT ON corrective_action TO plumbline_respondent;
GRANT UPDATE (state, root_cause_sealed, plan_sealed, proof_sealed, submitted_by_kind, submitted_by, submitted_at, updated_at, version)
  ON corrective_action TO plumbline_respondent;

CREATE TABLE reassessment_policy (
  tenant_id uuid PRIMARY KEY REFERENCES tenant,
  critical_months integer NOT NULL CHECK (critical_months BETWEEN 1 AND 60),
  high_months integer NOT NULL CHECK (high_months BETWEEN 1 AND 60),
  medium_months integer NOT NULL CHECK (medium_months BETWEEN 1 AND 60),
  low_months integer NOT NULL CHECK (low_months BETWEEN 1 AND 60),
  -- Days a supplier has to answer.
  answer_days integer NOT NULL CHECK (answer_days BETWEEN 1 AND 365),
  version integer NOT NULL DEFAULT 1
);
CALL protect_tenant_rows('reassessment_policy');
GRANT SELECT, INSERT, UPDATE ON reassessment_policy TO plumbline_app;

-- When a site is next due, and why. The row itself is the promise: a sweep only looks which have come due.
CREATE TABLE reassessment (
  tenant_id uuid NOT NULL,
  site_id uuid NOT NULL,
  due_on date NOT NULL,
  supplier_id uuid NOT NULL,
  reason text NOT NULL,
  -- `blocked`: due, but nobody to send it to or a round is still open; shown to the officer and tried again.
  state text COLLATE "C" NOT NULL CHECK (state IN ('planned', 'blocked', 'sent', 'superseded')),
  blocked_reason text,
  assessment_id uuid,
  planned_at timestamptz NOT NULL,
  sent_at timestamptz,
  PRIMARY KEY (tenant_id, site_id, due_on),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CREATE UNIQUE INDEX reassessment_next ON reassessment (tenant_id, site_id) WHERE state IN ('planned', 'blocked');
CREATE INDEX reassessment_due ON reassessment (due_on) WHERE state IN ('planned', 'blocked');
CREATE INDEX reassessment_by_date ON reassessment (tenant_id, state, due_on, site_id);
CALL protect_tenant_rows('reassessment');
CALL open_to_system('reassessment');
GRANT SELECT, INSERT, UPDATE ON reassessment TO plumbline_app;
GRANT SELECT (tenant_id, due_on, state) ON reassessment TO plumbline_system;
