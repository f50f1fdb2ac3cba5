-- Up Migration
-- Rounds sent to many sites at once: chosen by a filter, sent chunk by chunk, paused and closed as one.
CREATE TABLE campaign (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  name text NOT NULL,
  -- sending: rows are queued and taken; sent: none is left; reminders go out in these two states only.
  state text COLLATE "C" NOT NULL CHECK (state IN ('sending', 'paused', 'sent', 'closed')),
  audience text NOT NULL CHECK (audience IN ('supplier', 'buyer')),
  due_on date NOT NULL,
  -- Named when the campaign is made, so that all of its sites are asked in the same words.
  manual_id text COLLATE "C" NOT NULL,
  manual_version text COLLATE "C" NOT NULL,
  -- As it was asked for.
  filter jsonb NOT NULL,
  -- A request made twice with the same key is one campaign; the hash tells it from another request.
  request_key text COLLATE "C",
  request_sha256 text COLLATE "C" NOT NULL,
  -- Sites chosen, sent to and left out so far; written together with their rows.
  total integer NOT NULL,
  sent integer NOT NULL DEFAULT 0,
  skipped integer NOT NULL DEFAULT 0,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  finished_at timestamptz,
  closed_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, created_by) REFERENCES person,
  CHECK (sent + skipped <= total),
  CHECK ((state = 'closed') = (closed_at IS NOT NULL))
);
CREATE UNIQUE INDEX campaign_by_request ON campaign (tenant_id, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX campaign_sending ON campaign (tenant_id, id) WHERE state = 'sending';
CALL protect_tenant_rows('campaign');
CALL open_to_system('campaign');
GRANT SELECT, INSERT, UPDATE ON campaign TO plumbline_app;
GRANT SELECT (tenant_id, state) ON campaign TO plumbline_system;

-- A site of a campaign: taken once, whatever happens to the worker that takes it.
CREATE TABLE campaign_site (
  tenant_id uuid NOT NULL,
  campaign_id uuid NOT NULL,
  site_id uuid NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('queued', 'sent', 'skipped')),
  -- Why nothing was sent.
  code text COLLATE "C",
  assessment_id uuid,
  decided_at timestamptz,
  PRIMARY KEY (tenant_id, campaign_id, site_id),
  FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign,
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment,
  CHECK ((state = 'sent') = (assessment_id IS NOT NULL)),
  CHECK ((state = 'skipped') = (code IS NOT NULL)),
  CHECK ((state = 'queued') = (decided_at IS NULL))
);
CREATE INDEX campaign_site_queued ON campaign_site (tenant_id, campaign_id, site_id) WHERE state = 'queued';
CALL protect_tenant_rows('campaign_site');
GRANT SELECT, INSERT, UPDATE ON campaign_site TO plumbline_app;

-- `moved_at`: when its questions were last exchanged for those of a newer manual.
ALTER TABLE assessment ADD COLUMN campaign_id uuid;
ALTER TABLE assessment ADD COLUMN moved_at timestamptz;
ALTER TABLE assessment ADD CONSTRAINT assessment_of_campaign FOREIGN KEY (tenant_id, campaign_id) REFERENCES campaign NOT VALID;

-- Letters of a link, the latest last: whether its contact can be reached.
CREATE INDEX mail_by_link ON mail (tenant_id, link_id, id) WHERE link_id IS NOT NULL;

-- An unsubmitted round that went on with the questions of a newer manual, and what that changed for whoever answers.
CREATE TABLE assessment_move (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  assessment_id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  from_manual_id text COLLATE "C" NOT NULL,
  from_manual_version text COLLATE "C" NOT NULL,
  from_questionnaire_sha256 text COLLATE "C" NOT NULL,
  to_manual_id text COLLATE "C" NOT NULL,
  to_manual_version text COLLATE "C" NOT NULL,
  to_questionnaire_sha256 text COLLATE "C" NOT NULL,
  -- [{ "question", "reason" }]
  changes jsonb NOT NULL,
  moved_by uuid NOT NULL,
  moved_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment,
  FOREIGN KEY (tenant_id, moved_by) REFERENCES person
);
CREATE INDEX assessment_move_by_assessment ON assessment_move (tenant_id, assessment_id, id);
CALL protect_tenant_rows('assessment_move');
CALL limit_to_one_supplier('assessment_move');
GRANT SELECT, INSERT ON assessment_move TO plumbline_app;
GRANT SELECT (tenant_id, id, assessment_id, supplier_id, changes) ON assessment_move TO plumbline_respondent;

-- Answers that a move took out of a round, as they stood: kept, and never taken for an answer to anything else.
CREATE TABLE answer_set_aside (
  tenant_id uuid NOT NULL,
  move_id uuid NOT NULL,
  question_id text COLLATE "C" NOT NULL,
  assessment_id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  reason text NOT NULL CHECK (reason IN ('asks_something_else', 'answer_no_longer_fits', 'removed')),
  state text NOT NULL CHECK (state IN ('answered', 'unknown')),
  value jsonb,
  text_sealed bytea,
  comment_sealed bytea,
  origin text NOT NULL,
  answered_on date NOT NULL,
  answered_by_kind text NOT NULL,
  answered_by uuid,
  -- The contact for whom an officer entered it, by phone.
  on_behalf_of uuid,
  updated_at timestamptz NOT NULL,
  version integer NOT NULL,
  PRIMARY KEY (tenant_id, move_id, question_id),
  FOREIGN KEY (tenant_id, move_id) REFERENCES assessment_move,
  FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment
);
CREATE INDEX answer_set_aside_by_assessment ON answer_set_aside (tenant_id, assessment_id, move_id);
CALL protect_tenant_rows('answer_set_aside');
GRANT SELECT, INSERT ON answer_set_aside TO plumbline_app;
-- In one statement with the row that keeps it.
GRANT DELETE ON answer TO plumbline_app;
