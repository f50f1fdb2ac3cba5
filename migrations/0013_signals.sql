-- Up Migration
-- What somebody else than the supplier says of a site: audits, workers, reports, media, and how we buy. Never updated but in these three:
-- whether the supplier knows of it, whether it was taken back, and its version.
CREATE TABLE signal (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  kind text COLLATE "C" NOT NULL CHECK (kind IN ('audit', 'worker_survey', 'report', 'authority_finding', 'adverse_media', 'buyer_practices')),
  -- What it says, in the words of its kind: `clean`, `contradicts`, …
  outcome text COLLATE "C" NOT NULL CHECK (outcome ~ '^[a-z][a-z_]{1,39}$'),
  -- How bad our own practices are: 0 not at all, 1 at their worst; null for other kinds.
  level float8 CHECK (level BETWEEN 0 AND 1),
  observed_on date NOT NULL,
  -- [{ "question", "meaning", "value" }]: what was seen or said about a question of the manual.
  observations jsonb NOT NULL DEFAULT '[]',
  -- Family of the manual whose questions are meant.
  manual_family text COLLATE "C" NOT NULL,
  -- ILO indicators of forced labour that it shows, 1..11.
  ilo integer[] NOT NULL DEFAULT '{}',
  visibility text NOT NULL CHECK (visibility IN ('held', 'released')),
  document_id uuid,
  third_party_result_id uuid,
  key_id uuid NOT NULL,
  text_sealed bytea,
  entered_by_kind text NOT NULL CHECK (entered_by_kind IN ('person', 'system')),
  entered_by uuid,
  entered_at timestamptz NOT NULL,
  withdrawn_at timestamptz,
  withdrawn_by uuid,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, document_id) REFERENCES document,
  FOREIGN KEY (tenant_id, third_party_result_id) REFERENCES third_party_result,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key
);
CREATE INDEX signal_by_site ON signal (tenant_id, site_id, id);
CALL protect_tenant_rows('signal');
CALL limit_to_one_supplier('signal');
CREATE POLICY released_only ON signal AS RESTRICTIVE TO plumbline_respondent USING (visibility = 'released');
GRANT SELECT, INSERT ON signal TO plumbline_app;
GRANT UPDATE (visibility, withdrawn_at, withdrawn_by, version) ON signal TO plumbline_app;
GRANT SELECT (tenant_id, id, supplier_id, site_id, kind, outcome, level, observed_on, observations, manual_family, ilo, visibility, withdrawn_at)
  ON signal TO plumbline_respondent;

ALTER TABLE finding NO FORCE ROW LEVEL SECURITY;
ALTER TABLE signal NO FORCE ROW LEVEL SECURITY;
-- The signal that raised it: both count once.
ALTER TABLE finding ADD COLUMN signal_id uuid;
ALTER TABLE finding ADD FOREIGN KEY (tenant_id, signal_id) REFERENCES signal;
-- What a report or an authority found need not be about a question of the manual.
ALTER TABLE finding ALTER COLUMN question_id DROP NOT NULL;
ALTER TABLE finding DROP CONSTRAINT finding_kind_check;
ALTER TABLE finding ADD CONSTRAINT finding_kind_check CHECK (kind IN ('red_flag', 'failed_control', 'undetermined', 'say_do_gap', 'signal'));
ALTER TABLE signal FORCE ROW LEVEL SECURITY;
ALTER TABLE finding FORCE ROW LEVEL SECURITY;
CREATE INDEX finding_by_signal ON finding (tenant_id, signal_id) WHERE signal_id IS NOT NULL;

-- Its risk before anything of its own suppliers is added, for those it supplies itself.
ALTER TABLE site ADD COLUMN own_point float8;
ALTER TABLE site ADD COLUMN own_best float8;
ALTER TABLE site ADD COLUMN own_worst float8;
-- The band on what is released to the supplier alone: everything the supplier can time goes by it.
ALTER TABLE site ADD COLUMN supplier_band text COLLATE "C" CHECK (supplier_band IN ('low', 'medium', 'high', 'critical'));
ALTER TABLE site NO FORCE ROW LEVEL SECURITY;
UPDATE site SET supplier_band = band;
ALTER TABLE site FORCE ROW LEVEL SECURITY;
