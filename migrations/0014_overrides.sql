-- Up Migration
-- An officer's own judgement beside the computed score of a site, never in its place. Rows are steps of a history: only what becomes of one is
-- ever written to it. A supplier's contacts have no right to this table at all.
CREATE TABLE score_override (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  -- null: the band alone is overridden.
  residual float8 CHECK (residual BETWEEN 0 AND 100),
  band text COLLATE "C" NOT NULL CHECK (band IN ('low', 'medium', 'high', 'critical')),
  direction text COLLATE "C" NOT NULL CHECK (direction IN ('up', 'down')),
  -- The score it was set beside.
  score_id uuid NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'in_force', 'declined', 'withdrawn', 'expired')),
  key_id uuid NOT NULL,
  reason_sealed bytea NOT NULL,
  -- The last day on which it holds.
  until date NOT NULL,
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL,
  approved_by uuid,
  approved_at timestamptz,
  -- Who declined or withdrew it, and why; nobody ends one that expired.
  ended_by uuid,
  ended_at timestamptz,
  ended_reason_sealed bytea,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, site_id) REFERENCES site,
  FOREIGN KEY (tenant_id, score_id) REFERENCES score,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key,
  CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
  CHECK (direction = 'up' OR state <> 'in_force' OR approved_by IS NOT NULL),
  CHECK (approved_by IS DISTINCT FROM proposed_by)
);
-- One a site, proposed or in force; two at the same moment are told apart here.
CREATE UNIQUE INDEX score_override_open ON score_override (tenant_id, site_id) WHERE state IN ('proposed', 'in_force');
CREATE INDEX score_override_by_site ON score_override (tenant_id, site_id, id);
CALL protect_tenant_rows('score_override');
GRANT SELECT, INSERT ON score_override TO plumbline_app;
GRANT UPDATE (state, approved_by, approved_at, ended_by, ended_at, ended_reason_sealed, version) ON score_override TO plumbline_app;

-- How recruitment fees are paid back, as agreed with the workers: while it runs, the finding counts as major.
CREATE TABLE repayment_plan (
  tenant_id uuid NOT NULL,
  id uuid NOT NULL,
  supplier_id uuid NOT NULL,
  site_id uuid NOT NULL,
  finding_id uuid NOT NULL,
  action_id uuid NOT NULL,
  workers integer NOT NULL CHECK (workers > 0),
  amount float8 NOT NULL CHECK (amount > 0),
  currency text COLLATE "C" NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  agreed_on date NOT NULL,
  first_payment_on date NOT NULL,
  last_payment_on date NOT NULL CHECK (last_payment_on >= first_payment_on),
  state text COLLATE "C" NOT NULL CHECK (state IN ('running', 'missed', 'withdrawn')),
  key_id uuid NOT NULL,
  -- How the workers agreed.
  agreement_sealed bytea NOT NULL,
  entered_by uuid NOT NULL,
  entered_at timestamptz NOT NULL,
  ended_by uuid,
  ended_at timestamptz,
  ended_reason_sealed bytea,
  version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, finding_id) REFERENCES finding,
  FOREIGN KEY (tenant_id, action_id) REFERENCES corrective_action,
  FOREIGN KEY (tenant_id, key_id) REFERENCES data_key
);
CREATE UNIQUE INDEX repayment_plan_running ON repayment_plan (tenant_id, finding_id) WHERE state = 'running';
CREATE INDEX repayment_plan_by_action ON repayment_plan (tenant_id, action_id, id);
CALL protect_tenant_rows('repayment_plan');
CALL limit_to_one_supplier('repayment_plan');
-- A supplier's own score counts its findings as ours does; of a held finding there is no plan either.
CREATE POLICY of_released_findings ON repayment_plan AS RESTRICTIVE TO plumbline_respondent
  USING (EXISTS (SELECT FROM finding f WHERE f.tenant_id = repayment_plan.tenant_id AND f.id = repayment_plan.finding_id));
GRANT SELECT, INSERT ON repayment_plan TO plumbline_app;
GRANT UPDATE (state, ended_by, ended_at, ended_reason_sealed, version) ON repayment_plan TO plumbline_app;
GRANT SELECT (tenant_id, supplier_id, finding_id, state) ON repayment_plan TO plumbline_respondent;
