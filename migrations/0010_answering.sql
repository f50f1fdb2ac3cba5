-- Up Migration
-- A colleague to whom a contact hands a part of the questions is known, and is never asked the whole.
ALTER TABLE contact ADD COLUMN role text COLLATE "C" NOT NULL DEFAULT 'main' CHECK (role IN ('main', 'delegate'));

-- A link may open some chapters alone; it says why it ended, and from which link it was renewed.
ALTER TABLE assessment_link ADD COLUMN chapters text[] CHECK (cardinality(chapters) > 0);
ALTER TABLE assessment_link ADD COLUMN delegated_by uuid;
ALTER TABLE assessment_link ADD COLUMN renewed_from uuid;
-- null on a link that ended before reasons were kept: as if an officer had ended it.
ALTER TABLE assessment_link ADD COLUMN revoked_reason text COLLATE "C" CHECK (revoked_reason IN ('officer', 'contact', 'delegation', 'rotation'));
ALTER TABLE assessment_link ADD CONSTRAINT assessment_link_delegated_by FOREIGN KEY (tenant_id, delegated_by) REFERENCES contact NOT VALID;
CREATE INDEX assessment_link_by_contact ON assessment_link (tenant_id, contact_id, assessment_id, created_at);

-- Where an answer comes from is a matter of the product's code: given, confirmed, carried over, copied from another site.
ALTER TABLE answer DROP CONSTRAINT answer_origin_check;
ALTER TABLE answer ADD CONSTRAINT answer_origin_check CHECK (origin ~ '^[a-z][a-z_]{1,39}$');
-- The contact for whom an officer entered it, by phone.
ALTER TABLE answer ADD COLUMN on_behalf_of uuid;
ALTER TABLE answer ADD CONSTRAINT answer_on_behalf_of FOREIGN KEY (tenant_id, on_behalf_of) REFERENCES contact NOT VALID;

-- Every answer that was ever saved, with who saved it: rows are added, never changed.
CREATE TABLE answer_change (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  version integer NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('answered', 'unknown')),
  value jsonb,
  text_sealed bytea,
  comment_sealed bytea,
  origin text COLLATE "C" NOT NULL CHECK (origin ~ '^[a-z][a-z_]{1,39}$'),
  changed_by_kind text COLLATE "C" NOT NULL CHECK (changed_by_kind IN ('person', 'contact', 'system')),
  changed_by uuid,
  link_id uuid,
  on_behalf_of uuid,
  -- The assessment it was copied from.
  copied_from uuid,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
-- Each version came into being once.
CREATE UNIQUE INDEX answer_change_of_version ON answer_change (tenant_id, assessment_id, question_id, version);
CREATE INDEX answer_change_by_assessment ON answer_change (tenant_id, assessment_id, id);
CALL protect_tenant_rows('answer_change');
CALL limit_to_one_supplier('answer_change');
GRANT SELECT, INSERT ON answer_change TO plumbline_app, plumbline_respondent;

-- What was submitted, word for word, and its hash; one for each submission.
CREATE TABLE submission_receipt (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  submitted_at timestamptz NOT NULL,
  submitted_by_kind text COLLATE "C" NOT NULL CHECK (submitted_by_kind IN ('person', 'contact')),
  submitted_by uuid NOT NULL,
  on_behalf_of uuid,
  -- Of the document's bytes in UTF-8.
  sha256 text COLLATE "C" NOT NULL,
  -- Canonical JSON of the visible answers.
  document_sealed bytea NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CREATE INDEX submission_receipt_by_assessment ON submission_receipt (tenant_id, assessment_id, id);
CALL protect_tenant_rows('submission_receipt');
CALL limit_to_one_supplier('submission_receipt');
GRANT SELECT, INSERT ON submission_receipt TO plumbline_app, plumbline_respondent;

-- A contact's submission promises the letter that carries its receipt; it reads no mail.
GRANT INSERT ON mail TO plumbline_respondent;
