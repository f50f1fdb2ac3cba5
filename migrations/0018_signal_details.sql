-- Up Migration
-- How an audit looked at the site; null for other kinds.
ALTER TABLE signal ADD COLUMN manner text COLLATE "C" CHECK (manner IN ('third_party', 'on_site'));
-- What it shows beside the ILO indicators, each of which decides how grave it is.
ALTER TABLE signal ADD COLUMN shows text[] COLLATE "C" NOT NULL DEFAULT '{}'
  CHECK (shows <@ ARRAY['debt_ties', 'repayment_agreed', 'child_below_legal_age', 'identified_victim', 'state_imposed']);
-- What it was made from: `entered`, `survey:<id>`, `assessment:<id>`.
ALTER TABLE signal ADD COLUMN origin text COLLATE "C" NOT NULL DEFAULT 'entered' CHECK (origin ~ '^(entered|(survey|assessment):[0-9a-f-]{36})$');
-- Keyed hash of all that was entered: the same thing is not entered twice. null: it cannot be.
ALTER TABLE signal ADD COLUMN entry_hash text COLLATE "C";
ALTER TABLE signal ADD COLUMN withdrawal_sealed bytea;
-- Of its document: the same bytes may have been brought twice, and a supplier does not see ours.
ALTER TABLE signal ADD COLUMN document_sha256 text COLLATE "C";
GRANT SELECT (document_sha256) ON signal TO plumbline_respondent;
ALTER TABLE signal ADD CONSTRAINT signal_manner CHECK (kind = 'audit' OR manner IS NULL);
ALTER TABLE signal ADD CONSTRAINT signal_level CHECK (kind = 'buyer_practices' OR level IS NULL);
ALTER TABLE signal ADD CONSTRAINT signal_ilo CHECK (ilo <@ ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
GRANT UPDATE (withdrawal_sealed) ON signal TO plumbline_app;
CREATE UNIQUE INDEX signal_entered_once ON signal (tenant_id, site_id, entry_hash) WHERE withdrawn_at IS NULL AND entry_hash IS NOT NULL;
CREATE UNIQUE INDEX signal_of_result ON signal (tenant_id, third_party_result_id) WHERE withdrawn_at IS NULL AND third_party_result_id IS NOT NULL;
CREATE INDEX signal_of_document ON signal (tenant_id, document_id) WHERE document_id IS NOT NULL;
