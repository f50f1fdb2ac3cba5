-- Up Migration
-- Where a contact's clocks stand; null: as in the country of the site.
ALTER TABLE contact ADD COLUMN time_zone text COLLATE "C" CHECK (length(time_zone) BETWEEN 1 AND 60);

-- Who sent a round, for whoever is to be told that nobody answers; null: the product itself.
ALTER TABLE assessment ADD COLUMN sent_by uuid;
ALTER TABLE assessment ADD CONSTRAINT assessment_sent_by FOREIGN KEY (tenant_id, sent_by) REFERENCES person NOT VALID;
-- When its reminders are looked at next: at once for one that is new or has another due date, never once all are sent.
ALTER TABLE assessment ADD COLUMN remind_at timestamptz NOT NULL DEFAULT '-infinity';
CREATE INDEX assessment_to_remind ON assessment (remind_at) WHERE state IN ('sent', 'in_progress', 'returned');
CREATE INDEX assessment_to_remind_of_tenant ON assessment (tenant_id, remind_at) WHERE state IN ('sent', 'in_progress', 'returned');
CALL open_to_system('assessment');
GRANT SELECT (tenant_id, state, remind_at) ON assessment TO plumbline_system;

-- What was written to whom, in the transaction of the mail itself: nobody is written to twice for the same step of the same due date.
CREATE TABLE reminder (
  tenant_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  -- The day by which to answer, as it was when the letter was written.
  due_on date NOT NULL,
  step text COLLATE "C" NOT NULL CHECK (step IN ('before_7', 'before_3', 'before_1', 'overdue', 'second_contact', 'owner', 'officers')),
  -- Contact or person.
  recipient_id uuid NOT NULL,
  sent_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, assessment_id, due_on, step, recipient_id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CALL protect_tenant_rows('reminder');
GRANT SELECT, INSERT ON reminder TO plumbline_app;

-- A contact asks for more time, once at a time; an officer decides. Its texts are sealed with the round's key.
CREATE TABLE extension_request (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  contact_id uuid NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'approved', 'declined')),
  due_on date NOT NULL,
  until date NOT NULL,
  reason_sealed bytea NOT NULL,
  asked_at timestamptz NOT NULL,
  -- When the buyer's people were written to about it.
  told_at timestamptz,
  granted_until date,
  comment_sealed bytea,
  decided_by uuid,
  decided_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment,
  FOREIGN KEY (tenant_id, contact_id) REFERENCES contact,
  FOREIGN KEY (tenant_id, decided_by) REFERENCES person,
  CHECK ((state = 'open') = (decided_at IS NULL)),
  CHECK ((state = 'approved') = (granted_until IS NOT NULL))
);
CREATE UNIQUE INDEX extension_request_open ON extension_request (tenant_id, assessment_id) WHERE state = 'open';
CREATE INDEX extension_request_by_state ON extension_request (tenant_id, state, id);
CREATE INDEX extension_request_by_assessment ON extension_request (tenant_id, assessment_id, id);
CALL protect_tenant_rows('extension_request');
CALL limit_to_one_supplier('extension_request');
GRANT SELECT, INSERT, UPDATE ON extension_request TO plumbline_app;
GRANT SELECT (tenant_id, id, supplier_id, assessment_id, contact_id, state, due_on, until, reason_sealed, asked_at, granted_until, comment_sealed, decided_at),
  INSERT (tenant_id, id, supplier_id, assessment_id, contact_id, state, due_on, until, reason_sealed, asked_at)
  ON extension_request TO plumbline_respondent;

-- A tenant's own words for a kind of letter in a language: rows are added, the latest is in force; one without words is back to ours.
CREATE TABLE mail_template (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL,
  language text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  subject text,
  paragraphs text[],
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, kind, language, version),
  FOREIGN KEY (tenant_id, written_by) REFERENCES person,
  CHECK ((subject IS NULL) = (paragraphs IS NULL))
);
CALL protect_tenant_rows('mail_template');
GRANT SELECT, INSERT ON mail_template TO plumbline_app;
