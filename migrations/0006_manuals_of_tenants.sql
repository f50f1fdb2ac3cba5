-- Up Migration
-- Manuals that a tenant wrote or copied: a draft may change, a published version never does, a retired one is sent no more.
CREATE TABLE tenant_manual (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  manual_id text COLLATE "C" NOT NULL CHECK (manual_id ~ '^[a-z][a-z0-9_-]{0,59}$'),
  version text COLLATE "C" NOT NULL CHECK (version ~ '^[0-9]{1,5}[.][0-9]{1,5}[.][0-9]{1,5}$'),
  -- Question ids mean the same within a family: a copy stays in the family of what it was copied from.
  family text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
  -- { "id", "version", "sha256" } of the version it was begun from; null: from nothing, or from a file.
  based_on jsonb,
  body jsonb NOT NULL,
  -- Of the body's canonical JSON; null while it is a draft.
  sha256 text COLLATE "C",
  -- Guards against two officers overwriting each other's draft.
  revision integer NOT NULL DEFAULT 1,
  created_by uuid NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  published_at timestamptz,
  retired_at timestamptz,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, manual_id, version),
  FOREIGN KEY (tenant_id, created_by) REFERENCES person,
  CHECK ((state = 'draft') = (sha256 IS NULL)),
  CHECK ((state = 'draft') = (published_at IS NULL)),
  CHECK ((state = 'retired') = (retired_at IS NOT NULL))
);
CREATE UNIQUE INDEX tenant_manual_draft ON tenant_manual (tenant_id, manual_id) WHERE state = 'draft';
CALL protect_tenant_rows('tenant_manual');
GRANT SELECT, INSERT, UPDATE, DELETE ON tenant_manual TO plumbline_app;

-- Which manual the tenant's rounds and scores go by; without a row, the shipped one of the newest version.
CREATE TABLE manual_choice (
  tenant_id uuid PRIMARY KEY REFERENCES tenant,
  tenant_manual_id uuid NOT NULL,
  chosen_by uuid NOT NULL,
  chosen_at timestamptz NOT NULL,
  FOREIGN KEY (tenant_id, tenant_manual_id) REFERENCES tenant_manual,
  FOREIGN KEY (tenant_id, chosen_by) REFERENCES person
);
CALL protect_tenant_rows('manual_choice');
GRANT SELECT, INSERT, UPDATE, DELETE ON manual_choice TO plumbline_app;

-- One text of a manual in one language, as somebody wrote or reviewed it: rows are added, the latest of a place and language is in force
-- as long as the text it was made from still reads the same.
CREATE TABLE manual_translation (
  tenant_id uuid NOT NULL REFERENCES tenant,
  id uuid NOT NULL,
  family text COLLATE "C" NOT NULL,
  language text COLLATE "C" NOT NULL,
  place text COLLATE "C" NOT NULL,
  -- Of the text in the base language that was translated.
  source_sha256 text COLLATE "C" NOT NULL,
  text text NOT NULL,
  reviewed boolean NOT NULL,
  written_by uuid NOT NULL,
  written_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, written_by) REFERENCES person
);
CREATE INDEX manual_translation_latest ON manual_translation (tenant_id, family, language, place, id DESC);
CALL protect_tenant_rows('manual_translation');
GRANT SELECT, INSERT ON manual_translation TO plumbline_app;

-- Where question ids mean the same, and since when: an answer is taken for an answer to the same question only within these.
ALTER TABLE assessment NO FORCE ROW LEVEL SECURITY;
ALTER TABLE assessment ADD COLUMN manual_family text COLLATE "C";
UPDATE assessment SET manual_family = manual_id;
ALTER TABLE assessment ALTER COLUMN manual_family SET NOT NULL;
ALTER TABLE assessment FORCE ROW LEVEL SECURITY;

ALTER TABLE counted_answer NO FORCE ROW LEVEL SECURITY;
ALTER TABLE counted_answer ADD COLUMN manual_family text COLLATE "C";
UPDATE counted_answer SET manual_family = manual_id;
ALTER TABLE counted_answer ALTER COLUMN manual_family SET NOT NULL;
ALTER TABLE counted_answer ADD COLUMN meaning integer NOT NULL DEFAULT 1;
ALTER TABLE counted_answer FORCE ROW LEVEL SECURITY;

-- The kinds of letters are a matter of the product's code. A letter may tell an officer of an assessment, without a link to answer it by.
ALTER TABLE mail DROP CONSTRAINT mail_kind_check;
ALTER TABLE mail ALTER COLUMN link_id DROP NOT NULL;
ALTER TABLE mail ADD COLUMN assessment_id uuid;
ALTER TABLE mail ADD CONSTRAINT mail_of_assessment FOREIGN KEY (tenant_id, assessment_id) REFERENCES assessment NOT VALID;
-- A day that the letter tells of, where it is not the due date: until when a document is valid, a new due date.
ALTER TABLE mail ADD COLUMN day date;
