-- Up Migration
-- What was said of an answer in review, by whom and when: rows are added, never changed.
CREATE TABLE review_entry (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  supplier_id uuid NOT NULL,
  -- How often it had been submitted by then.
  round integer NOT NULL CHECK (round >= 0),
  kind text NOT NULL CHECK (kind IN ('accepted', 'returned', 'comment', 'reply')),
  -- Whether it is addressed to the supplier; an officer's own notes are not.
  shown boolean NOT NULL,
  text_sealed bytea,
  by_kind text NOT NULL CHECK (by_kind IN ('person', 'contact')),
  by_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment,
  CHECK (kind IN ('accepted', 'returned') OR text_sealed IS NOT NULL),
  CHECK ((kind = 'reply') = (by_kind = 'contact')),
  CHECK (kind <> 'reply' OR shown)
);
CREATE INDEX review_entry_by_assessment ON review_entry (tenant_id, assessment_id, id);
CREATE INDEX review_entry_by_question ON review_entry (tenant_id, assessment_id, question_id, id DESC);
CALL protect_tenant_rows('review_entry');
CALL limit_to_one_supplier('review_entry');
GRANT SELECT, INSERT ON review_entry TO plumbline_app, plumbline_respondent;
-- A supplier sees what is addressed to it, and can tell neither from a count nor from a refusal that there is more.
CREATE POLICY shown_only ON review_entry AS RESTRICTIVE TO plumbline_respondent USING (shown);
CREATE POLICY replies_only ON review_entry AS RESTRICTIVE FOR INSERT TO plumbline_respondent WITH CHECK (kind = 'reply');

-- The answers of a round as they were each time it was submitted, words sealed as in the answer itself: rows are added, never changed.
CREATE TABLE submission_snapshot (
  tenant_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  round integer NOT NULL CHECK (round >= 1),
  question_id text COLLATE "C" NOT NULL,
  supplier_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('answered', 'unknown')),
  value jsonb,
  text_sealed bytea,
  comment_sealed bytea,
  -- Keyed hash of the words without case, marks and blanks: finds the same words at other suppliers without reading them. null: too few words.
  text_hash text COLLATE "C",
  comment_hash text COLLATE "C",
  origin text COLLATE "C" NOT NULL,
  answered_by_kind text NOT NULL CHECK (answered_by_kind IN ('person', 'contact', 'system')),
  answered_by uuid,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL,
  submitted_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, assessment_id, round, question_id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CREATE INDEX submission_snapshot_same_text ON submission_snapshot (tenant_id, question_id, text_hash, supplier_id) WHERE text_hash IS NOT NULL;
CREATE INDEX submission_snapshot_same_comment ON submission_snapshot (tenant_id, question_id, comment_hash, supplier_id) WHERE comment_hash IS NOT NULL;
CALL protect_tenant_rows('submission_snapshot');
CALL limit_to_one_supplier('submission_snapshot');
GRANT SELECT, INSERT ON submission_snapshot TO plumbline_app;
GRANT INSERT ON submission_snapshot TO plumbline_respondent;
GRANT SELECT (tenant_id, supplier_id, assessment_id, round) ON submission_snapshot TO plumbline_respondent;

-- The report behind `verified`, sealed; `report` holds what earlier releases wrote.
ALTER TABLE answer_review ADD COLUMN report_sealed bytea;
-- The day of which the report verifies the answer; `awaiting`: it does not count yet, a second person has to confirm it.
ALTER TABLE answer_review ADD COLUMN verified_on date;
ALTER TABLE answer_review ADD COLUMN awaiting boolean NOT NULL DEFAULT false;
-- The answer that was judged: a later version is another answer.
ALTER TABLE answer_review ADD COLUMN answer_version integer;
ALTER TABLE answer_review ADD COLUMN confirmed_by uuid;
ALTER TABLE answer_review ADD COLUMN confirmed_at timestamptz;
ALTER TABLE answer_review ADD CONSTRAINT answer_review_confirmed CHECK (
  (confirmed_by IS NULL) = (confirmed_at IS NULL) AND confirmed_by IS DISTINCT FROM reviewed_by AND NOT (awaiting AND verified_on IS NULL));

-- What an officer thinks of an answer that was accepted is not for the supplier; what was returned is.
CREATE POLICY returned_only ON answer_review AS RESTRICTIVE TO plumbline_respondent USING (decision = 'returned');

-- How we stand to a supplier, decision by decision: rows are added, never changed. Suppliers see nothing of it.
CREATE TABLE relationship_state (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  -- Of this supplier, from 1: the next decision names the last one that it knows.
  number integer NOT NULL CHECK (number >= 1),
  -- An exit is proposed and then approved or declined by somebody else; everything else is decided at once.
  step text NOT NULL CHECK (step IN ('decided', 'proposed', 'approved', 'declined')),
  state text COLLATE "C" NOT NULL CHECK (state IN ('approved', 'conditional', 'on_hold', 'responsible_exit')),
  -- The proposal that is approved or declined.
  proposal_id uuid,
  key_id uuid NOT NULL,
  reason_sealed bytea NOT NULL,
  -- The harm assessment of an exit, as JSON.
  harm_sealed bytea,
  expires_on date,
  no_expiry_reason_sealed bytea,
  by_id uuid NOT NULL,
  at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, supplier_id, number),
  FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier,
  FOREIGN KEY (tenant_id, proposal_id) REFERENCES relationship_state,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key,
  FOREIGN KEY (tenant_id, by_id) REFERENCES person,
  CHECK ((step = 'decided') = (state <> 'responsible_exit')),
  CHECK ((step IN ('approved', 'declined')) = (proposal_id IS NOT NULL)),
  CHECK ((step = 'proposed') = (harm_sealed IS NOT NULL)),
  CHECK (state NOT IN ('conditional', 'on_hold') OR expires_on IS NOT NULL OR no_expiry_reason_sealed IS NOT NULL)
);
CREATE UNIQUE INDEX relationship_state_settled ON relationship_state (tenant_id, proposal_id) WHERE proposal_id IS NOT NULL;
CALL protect_tenant_rows('relationship_state');
GRANT SELECT, INSERT ON relationship_state TO plumbline_app;

-- The decision in force, for lists; null: none yet.
ALTER TABLE supplier ADD COLUMN relationship_state text COLLATE "C" CHECK (relationship_state IN ('approved', 'conditional', 'on_hold', 'responsible_exit'));
ALTER TABLE supplier ADD COLUMN relationship_until date;
CREATE INDEX supplier_by_relationship ON supplier (tenant_id, status, relationship_state, name_key, id);
