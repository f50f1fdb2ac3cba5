-- Up Migration
-- A survey of the workers of a site by a link that many people use. Nothing of it exists for the supplier: no grant to plumbline_respondent,
-- here or on its answers.
CREATE TABLE worker_survey (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  -- Who hands the link out. There is no employer among them, and there shall be none.
  channel text COLLATE "C" NOT NULL CHECK (channel IN ('union', 'ngo', 'community', 'hotline', 'visit', 'post')),
  languages text[] NOT NULL CHECK (cardinality(languages) >= 1),
  opens_on date NOT NULL,
  -- The last day on which answers are taken.
  closes_on date NOT NULL,
  -- The manual in whose words it asks.
  manual_id text COLLATE "C" NOT NULL,
  manual_version text COLLATE "C" NOT NULL,
  secret_hash text NOT NULL,
  -- `too_few`: it ended, and fewer answered than may be told apart.
  state text COLLATE "C" NOT NULL CHECK (state IN ('open', 'counted', 'too_few', 'withdrawn')),
  -- While it is open; afterwards 0, so that nobody can find out how many there were.
  respondents integer NOT NULL DEFAULT 0 CHECK (respondents >= 0),
  most_respondents integer NOT NULL CHECK (most_respondents >= 1),
  -- Whether enough have answered, and the day on which that was last looked at: once a day.
  enough boolean NOT NULL DEFAULT false,
  looked_on date,
  outcome text COLLATE "C" CHECK (outcome IN ('confirms', 'contradicts', 'mixed')),
  -- What is kept of the answers: words without numbers. See src/domain/worker-survey/outcome.ts.
  result jsonb,
  -- What came of it.
  signal_id uuid,
  opened_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  ended_at timestamptz,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, signal_id) REFERENCES signal,
  FOREIGN KEY (tenant_id, opened_by) REFERENCES person,
  CHECK (closes_on >= opens_on),
  CHECK ((state = 'open') = (ended_at IS NULL)),
  CHECK (state = 'open' OR respondents = 0),
  CHECK ((outcome IS NULL) = (result IS NULL)),
  CHECK (state IN ('counted', 'withdrawn') OR outcome IS NULL),
  CHECK (state <> 'counted' OR outcome IS NOT NULL)
);
-- One at a time, so that the same people are not split into groups that could be told apart.
CREATE UNIQUE INDEX worker_survey_open ON worker_survey (tenant_id, site_id) WHERE state = 'open';
CREATE INDEX worker_survey_by_site ON worker_survey (tenant_id, site_id, id DESC);
CREATE INDEX worker_survey_to_count ON worker_survey (closes_on, tenant_id) WHERE state = 'open';
CALL protect_tenant_rows('worker_survey');
CALL open_to_system('worker_survey');
GRANT SELECT, INSERT, UPDATE ON worker_survey TO plumbline_app;
GRANT SELECT (tenant_id, state, closes_on) ON worker_survey TO plumbline_system;

-- How often each choice was made, and nothing of who made which, together with what, or when: no row stands for a person. Emptied when the
-- survey ends.
CREATE TABLE worker_survey_tally (
  tenant_id uuid NOT NULL,
  survey_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  -- An option; '' for everyone who picked something, '?' for those who said that they do not know.
  choice text COLLATE "C" NOT NULL,
  people integer NOT NULL CHECK (people >= 1),
  PRIMARY KEY (tenant_id, survey_id, question_id, choice),
  FOREIGN KEY (tenant_id, survey_id) REFERENCES worker_survey
);
CALL protect_tenant_rows('worker_survey_tally');
GRANT SELECT, INSERT, UPDATE, DELETE ON worker_survey_tally TO plumbline_app;
