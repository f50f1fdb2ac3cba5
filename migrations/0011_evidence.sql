-- Up Migration
-- A document lies here once for each supplier, however many answers it proves: `evidence` is what ties it to a question.
CREATE TABLE document (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  -- Who brought it. What the buyer has of a supplier is not for the supplier to see.
  owner text COLLATE "C" NOT NULL CHECK (owner IN ('supplier', 'buyer')),
  sha256 text COLLATE "C" NOT NULL,
  size integer NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  -- What a look into it found and an officer should know before opening it.
  remarks text[] NOT NULL DEFAULT '{}',
  -- Key of its name and of the reason for its removal.
  key_id uuid NOT NULL,
  name_sealed bytea,
  -- null: the bytes are gone. The hash stays.
  storage_key text COLLATE "C",
  uploaded_by_kind text NOT NULL CHECK (uploaded_by_kind IN ('person', 'contact')),
  uploaded_by uuid NOT NULL,
  uploaded_at timestamptz NOT NULL,
  removed_at timestamptz,
  removed_by uuid,
  removed_as text CHECK (removed_as IN ('removed', 'redacted')),
  reason_sealed bytea,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, supplier_id, owner, sha256),
  FOREIGN KEY (tenant_id, supplier_id) REFERENCES supplier,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key,
  CHECK ((removed_at IS NULL) = (removed_as IS NULL)),
  CHECK (removed_at IS NULL OR storage_key IS NULL)
);
CREATE INDEX document_by_file ON document (tenant_id, storage_key);

-- Files that were sent before: one document for the same bytes of one supplier, known since the first of them.
ALTER TABLE evidence NO FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE questionnaire NO FORCE ROW LEVEL SECURITY;
ALTER TABLE supplier NO FORCE ROW LEVEL SECURITY;
ALTER TABLE data_key NO FORCE ROW LEVEL SECURITY;
INSERT INTO document (tenant_id, id, supplier_id, owner, sha256, size, media_type, key_id, name_sealed, storage_key, uploaded_by_kind, uploaded_by, uploaded_at)
SELECT DISTINCT ON (e.tenant_id, e.supplier_id, a.audience, e.sha256)
       e.tenant_id, e.id, e.supplier_id, a.audience, e.sha256, e.size, e.media_type, a.key_id, e.name_sealed,
       CASE WHEN e.withdrawn_at IS NULL THEN e.storage_key END, e.uploaded_by_kind, e.uploaded_by, e.uploaded_at
FROM evidence e JOIN assessment a ON a.tenant_id = e.tenant_id AND a.id = e.assessment_id
ORDER BY e.tenant_id, e.supplier_id, a.audience, e.sha256, (e.withdrawn_at IS NOT NULL), e.id;

ALTER TABLE evidence ADD COLUMN document_id uuid;
ALTER TABLE evidence ADD COLUMN origin text COLLATE "C" NOT NULL DEFAULT 'uploaded' CHECK (origin IN ('uploaded', 'reused', 'carried_over', 'third_party'));
-- When it was put beside this question. `uploaded_at` is since when the document is known: putting it somewhere again renews nothing.
ALTER TABLE evidence ADD COLUMN added_at timestamptz;
-- The last day on which it proves its answer, by what it says itself or by the age its rule allows; null: no end.
ALTER TABLE evidence ADD COLUMN proves_until date;
ALTER TABLE evidence ADD COLUMN redacted_at timestamptz;
-- The third-party result whose report it is.
ALTER TABLE evidence ADD COLUMN result_id uuid;
UPDATE evidence e SET document_id = d.id, added_at = e.uploaded_at
FROM assessment a, document d
WHERE a.tenant_id = e.tenant_id AND a.id = e.assessment_id
  AND d.tenant_id = e.tenant_id AND d.supplier_id = e.supplier_id AND d.owner = a.audience AND d.sha256 = e.sha256;
UPDATE evidence e SET proves_until = coalesce(e.valid_until, (coalesce(e.issued_on, (e.uploaded_at AT TIME ZONE 'UTC')::date) + make_interval(months => (
  SELECT CASE WHEN bool_or(r ->> 'id' = e.rule_id) THEN min((r ->> 'maxAgeMonths')::integer) FILTER (WHERE r ->> 'id' = e.rule_id)
              ELSE min((r ->> 'maxAgeMonths')::integer) END
  FROM assessment a JOIN questionnaire w ON w.tenant_id = a.tenant_id AND w.sha256 = a.questionnaire_sha256,
       jsonb_array_elements(w.body -> 'chapters') c, jsonb_array_elements(c -> 'questions') q, jsonb_array_elements(q -> 'evidence') r
  WHERE a.tenant_id = e.tenant_id AND a.id = e.assessment_id AND q ->> 'id' = e.question_id
)))::date);
ALTER TABLE evidence ALTER COLUMN document_id SET NOT NULL;
ALTER TABLE evidence ALTER COLUMN added_at SET NOT NULL;
ALTER TABLE evidence ALTER COLUMN origin DROP DEFAULT;
ALTER TABLE evidence ADD CONSTRAINT evidence_of_document FOREIGN KEY (tenant_id, document_id) REFERENCES document;
ALTER TABLE evidence DROP COLUMN name_sealed, DROP COLUMN media_type, DROP COLUMN size, DROP COLUMN sha256, DROP COLUMN storage_key;
-- The same document beside the same question for the same rule is the same evidence.
CREATE UNIQUE INDEX evidence_once ON evidence (tenant_id, assessment_id, question_id, document_id, coalesce(rule_id, '')) WHERE withdrawn_at IS NULL;
CREATE INDEX evidence_by_document ON evidence (tenant_id, document_id);
ALTER TABLE evidence FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment FORCE ROW LEVEL SECURITY;
ALTER TABLE questionnaire FORCE ROW LEVEL SECURITY;
ALTER TABLE supplier FORCE ROW LEVEL SECURITY;
ALTER TABLE data_key FORCE ROW LEVEL SECURITY;

CALL protect_tenant_rows('document');
CALL limit_to_one_supplier('document');
CREATE POLICY own_documents ON document AS RESTRICTIVE TO plumbline_respondent USING (owner = 'supplier');
GRANT SELECT, INSERT, UPDATE ON document TO plumbline_app;
GRANT SELECT, INSERT ON document TO plumbline_respondent;
GRANT UPDATE (storage_key, key_id, name_sealed, uploaded_by_kind, uploaded_by, uploaded_at) ON document TO plumbline_respondent;

-- Which document took the place of which: a newer edition, or the same one with names blacked out.
CREATE TABLE document_version (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  document_id uuid NOT NULL,
  replaces_id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('newer', 'redacted')),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, document_id, replaces_id),
  FOREIGN KEY (tenant_id, document_id) REFERENCES document,
  FOREIGN KEY (tenant_id, replaces_id) REFERENCES document,
  CHECK (document_id <> replaces_id)
);
CALL protect_tenant_rows('document_version');
CALL limit_to_one_supplier('document_version');
GRANT SELECT, INSERT ON document_version TO plumbline_app, plumbline_respondent;

-- What an audit scheme or a rating found at a site. It answers questions in advance while it is valid, and only where the supplier knows of it.
CREATE TABLE third_party_result (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  scheme text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  audited_on date NOT NULL,
  valid_until date NOT NULL CHECK (valid_until >= audited_on),
  -- [{ "question", "severity", "closed" }]; their words are sealed, in the same order.
  findings jsonb NOT NULL,
  texts_sealed bytea NOT NULL,
  key_id uuid NOT NULL,
  document_id uuid NOT NULL,
  -- Whether the supplier knows of it; only then may its questionnaire show anything of it.
  shared boolean NOT NULL,
  entered_by_kind text NOT NULL CHECK (entered_by_kind IN ('person', 'contact')),
  entered_by uuid NOT NULL,
  entered_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, document_id) REFERENCES document,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key,
  CHECK (shared OR entered_by_kind = 'person')
);
CREATE INDEX third_party_result_by_site ON third_party_result (tenant_id, site_id, id);
CREATE INDEX third_party_result_by_document ON third_party_result (tenant_id, document_id);
CALL protect_tenant_rows('third_party_result');
CALL limit_to_one_supplier('third_party_result');
CREATE POLICY shared_only ON third_party_result AS RESTRICTIVE TO plumbline_respondent USING (shared);
GRANT SELECT, INSERT ON third_party_result TO plumbline_app, plumbline_respondent;
GRANT UPDATE (withdrawn_at, document_id) ON third_party_result TO plumbline_app;
GRANT UPDATE (withdrawn_at) ON third_party_result TO plumbline_respondent;

ALTER TABLE content_version DROP CONSTRAINT content_version_kind_check;
ALTER TABLE content_version ADD CONSTRAINT content_version_kind_check CHECK (kind IN ('manual', 'methodology', 'indices', 'remediation', 'third_party'));

-- Where an answer comes from is a matter of the product's code.
ALTER TABLE answer DROP CONSTRAINT answer_origin_check;
ALTER TABLE answer ADD CONSTRAINT answer_origin_check CHECK (origin ~ '^[a-z][a-z_]{1,39}$');

-- For finding what ends soon.
CREATE INDEX counted_answer_by_end ON counted_answer (tenant_id, documented_until) WHERE documented_until IS NOT NULL;
-- The day on which a tenant's documents were last looked through for those that end soon.
ALTER TABLE tenant ADD COLUMN documents_seen_on date;
GRANT SELECT (documents_seen_on) ON tenant TO plumbline_system;
