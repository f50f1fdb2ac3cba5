-- Up Migration
-- Questions and texts as they were when they were sent, once for each content however many sites got it; never changed, never taken away.
CREATE TABLE questionnaire (
  tenant_id uuid NOT NULL REFERENCES tenant,
  -- Of the body's canonical JSON.
  sha256 text COLLATE "C" NOT NULL,
  body jsonb NOT NULL,
  -- Ids of the questions in it, in their order.
  asked text[] NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, sha256)
);
CALL protect_tenant_rows('questionnaire');
GRANT SELECT, INSERT ON questionnaire TO plumbline_app;
GRANT SELECT ON questionnaire TO plumbline_respondent;

CREATE TABLE assessment (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  audience text NOT NULL CHECK (audience IN ('supplier', 'buyer')),
  state text COLLATE "C" NOT NULL CHECK (state IN ('sent', 'in_progress', 'submitted', 'returned', 'accepted', 'cancelled')),
  manual_id text COLLATE "C" NOT NULL,
  manual_version text COLLATE "C" NOT NULL,
  manual_sha256 text NOT NULL,
  depth text NOT NULL CHECK (depth IN ('core', 'extended', 'full')),
  questionnaire_sha256 text COLLATE "C" NOT NULL,
  due_on date NOT NULL,
  origin text NOT NULL CHECK (origin IN ('officer', 'reassessment')),
  -- Which planned reassessment this is: at most one a site and date.
  reassessment_due_on date,
  contact_id uuid,
  -- Key of the free text and file names in it.
  key_id uuid NOT NULL,
  sent_at timestamptz NOT NULL,
  opened_at timestamptz,
  submitted_at timestamptz,
  decided_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier,
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contact,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key,
  FOREIGN KEY (tenant_id, questionnaire_sha256) REFERENCES questionnaire
);
-- However many ask at once, a site has one open assessment an audience.
CREATE UNIQUE INDEX assessment_open ON assessment (tenant_id, site_id, audience) WHERE state IN ('sent', 'in_progress', 'submitted', 'returned');
CREATE UNIQUE INDEX assessment_of_reassessment ON assessment (tenant_id, site_id, reassessment_due_on) WHERE reassessment_due_on IS NOT NULL;
CREATE INDEX assessment_by_site ON assessment (tenant_id, site_id, id);
CREATE INDEX assessment_by_supplier ON assessment (tenant_id, supplier_id, id);
CREATE INDEX assessment_by_state ON assessment (tenant_id, state, id);
CALL protect_tenant_rows('assessment');
CALL limit_to_one_supplier('assessment');
GRANT SELECT, INSERT, UPDATE ON assessment TO plumbline_app;
GRANT SELECT ON assessment TO plumbline_respondent;
GRANT UPDATE (state, opened_at, submitted_at, version) ON assessment TO plumbline_respondent;

-- Questions that come back tell what somebody failed: a supplier sees only what it was asked itself.
CREATE POLICY one_supplier ON questionnaire AS RESTRICTIVE TO plumbline_respondent USING (EXISTS (
  SELECT FROM assessment a
  WHERE a.tenant_id = questionnaire.tenant_id AND a.supplier_id = (SELECT current_supplier()) AND a.questionnaire_sha256 = questionnaire.sha256));

-- A contact's way in: the secret itself is in the mail alone. Opening never consumes it.
CREATE TABLE assessment_link (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  secret_hash text NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment,
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contact
);
CREATE INDEX assessment_link_by_assessment ON assessment_link (tenant_id, assessment_id);
CALL protect_tenant_rows('assessment_link');
GRANT SELECT, INSERT, UPDATE ON assessment_link TO plumbline_app;

-- The answer of a round while it is being written; the version guards against two people overwriting each other.
CREATE TABLE answer (
  tenant_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  supplier_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('answered', 'unknown')),
  -- Choices, numbers, dates; null for free text, which is sealed.
  value jsonb,
  text_sealed bytea,
  comment_sealed bytea,
  origin text NOT NULL CHECK (origin IN ('given', 'prefilled')),
  -- The day on which it was claimed: a prefilled answer keeps its day until someone confirms it.
  answered_on date NOT NULL,
  answered_by_kind text NOT NULL CHECK (answered_by_kind IN ('person', 'contact', 'system')),
  answered_by uuid,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (tenant_id, assessment_id, question_id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CALL protect_tenant_rows('answer');
CALL limit_to_one_supplier('answer');
GRANT SELECT, INSERT, UPDATE ON answer TO plumbline_app, plumbline_respondent;

CREATE TABLE answer_review (
  tenant_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  supplier_id uuid NOT NULL,
  decision text NOT NULL CHECK (decision IN ('accepted', 'returned')),
  comment_sealed bytea,
  evidence text NOT NULL CHECK (evidence IN ('declared', 'documented', 'verified')),
  -- Who saw it: the visit or third-party report behind `verified`.
  report text,
  reviewed_by uuid NOT NULL,
  reviewed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, assessment_id, question_id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CALL protect_tenant_rows('answer_review');
CALL limit_to_one_supplier('answer_review');
GRANT SELECT, INSERT, UPDATE ON answer_review TO plumbline_app;
GRANT SELECT (tenant_id, assessment_id, question_id, supplier_id, decision, comment_sealed, reviewed_at) ON answer_review TO plumbline_respondent;

CREATE TABLE evidence (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  rule_id text COLLATE "C",
  name_sealed bytea NOT NULL,
  media_type text NOT NULL,
  size integer NOT NULL,
  sha256 text NOT NULL,
  storage_key text NOT NULL,
  issued_on date,
  valid_until date,
  uploaded_by_kind text NOT NULL CHECK (uploaded_by_kind IN ('person', 'contact')),
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CREATE INDEX evidence_by_assessment ON evidence (tenant_id, assessment_id, question_id);
CALL protect_tenant_rows('evidence');
CALL limit_to_one_supplier('evidence');
GRANT SELECT, INSERT, UPDATE ON evidence TO plumbline_app;
GRANT SELECT, INSERT ON evidence TO plumbline_respondent;
GRANT UPDATE (withdrawn_at) ON evidence TO plumbline_respondent;

-- What counts for a site: appended at submission, acceptance and verification. The latest id a question is the one in force.
CREATE TABLE counted_answer (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  state text NOT NULL CHECK (state IN ('answered', 'unknown')),
  value jsonb,
  evidence text NOT NULL CHECK (evidence IN ('declared', 'documented', 'verified')),
  -- The day of what counts: the document's or visit's where there is one, else the claim's.
  dated date NOT NULL,
  -- Until when the document proves it; afterwards it counts as declared.
  documented_until date,
  -- `assessment:<id>` or `verification:<corrective action id>`.
  source text NOT NULL,
  -- The manual in whose words it was answered.
  manual_id text COLLATE "C" NOT NULL,
  manual_version text COLLATE "C" NOT NULL,
  counted_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site
);
CREATE INDEX counted_answer_latest ON counted_answer (tenant_id, site_id, question_id, id DESC);
CALL protect_tenant_rows('counted_answer');
CALL limit_to_one_supplier('counted_answer');
GRANT SELECT, INSERT ON counted_answer TO plumbline_app;
GRANT INSERT ON counted_answer TO plumbline_respondent;

-- One mail to one person. The text is composed when it is sent; nothing readable lies here.
CREATE TABLE mail (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  kind text NOT NULL CHECK (kind IN ('person_invitation', 'assessment_invitation', 'assessment_returned', 'reassessment_due')),
  contact_id uuid,
  person_id uuid,
  -- Assessment link or invitation the mail carries.
  link_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  sent_at timestamptz,
  dropped_reason text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contact,
  FOREIGN KEY (tenant_id, person_id) REFERENCES person,
  CHECK ((contact_id IS NULL) <> (person_id IS NULL))
);
CALL protect_tenant_rows('mail');
GRANT SELECT, INSERT, UPDATE ON mail TO plumbline_app;
