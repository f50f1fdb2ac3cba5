import type { EntityManager } from 'typeorm';
import { COUNTED_SEVERITY } from './repayment.queries.js';
import type { NewFinding } from '../../domain/findings/new-finding.js';
import type { Deadlines } from '../../domain/remediation/deadlines.js';

/** A finding that has just come into being. */
export interface RaisedFinding {
  readonly id: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly ruleId: string;
  readonly severity: NewFinding['severity'];
  readonly zeroTolerance: boolean;
  readonly isCase: boolean;
  readonly visibility: NewFinding['visibility'];
}

/** Inserts the findings that are not open already, in one statement; rows are taken in the same order by all, so that two never wait for each other. */
export async function insertFindings(
  db: EntityManager,
  tenantId: string,
  findings: readonly (NewFinding & { readonly id: string })[],
  now: Date,
): Promise<readonly RaisedFinding[]> {
  return db.query(
    `INSERT INTO finding (tenant_id, id, supplier_id, site_id, rule_id, question_id, kind, severity, zero_tolerance, is_case, title, state, visibility, source, signal_id, opened_at, released_at)
     SELECT $1, n.id, n."supplierId", n."siteId", n."ruleId", n."questionId", n.kind, n.severity, n."zeroTolerance", n."isCase", n.title, 'open', n.visibility, n.source, n."signalId", $2, CASE WHEN n.visibility = 'released' THEN $2::timestamptz END
     FROM jsonb_to_recordset($3::jsonb) AS n (
       id uuid, "supplierId" uuid, "siteId" uuid, "ruleId" text, "questionId" text, kind text, severity text, "zeroTolerance" boolean, "isCase" boolean,
       title jsonb, visibility text, source text, "signalId" uuid)
     ORDER BY n."siteId", n."ruleId" COLLATE "C"
     ON CONFLICT (tenant_id, site_id, rule_id) WHERE state = 'open' DO NOTHING
     RETURNING id, site_id AS "siteId", supplier_id AS "supplierId", rule_id AS "ruleId", severity, zero_tolerance AS "zeroTolerance",
               is_case AS "isCase", visibility`,
    [tenantId, now, JSON.stringify(findings)],
  );
}

/** A corrective action about to be opened for its finding. */
export interface NewAction extends Deadlines {
  readonly id: string;
  readonly findingId: string;
  readonly siteId: string;
  readonly supplierId: string;
  readonly libraryId: string;
  readonly libraryVersion: string;
  readonly severity: NewFinding['severity'];
  readonly visibility: NewFinding['visibility'];
  readonly keyId: string;
}

export async function insertActions(db: EntityManager, tenantId: string, actions: readonly NewAction[], now: Date): Promise<void> {
  await db.query(
    `INSERT INTO corrective_action (tenant_id, id, supplier_id, site_id, finding_id, library_id, library_version, severity, state, visibility,
                                    contain_by, plan_due_on, due_on, key_id, created_at, updated_at)
     SELECT $1, n.id, n."supplierId", n."siteId", n."findingId", n."libraryId", n."libraryVersion", n.severity, 'open', n.visibility,
            n."containBy", n."planDueOn", n."dueOn", n."keyId", $2, $2
     FROM jsonb_to_recordset($3::jsonb) AS n (
       id uuid, "supplierId" uuid, "siteId" uuid, "findingId" uuid, "libraryId" text, "libraryVersion" text, severity text, visibility text,
       "containBy" timestamptz, "planDueOn" date, "dueOn" date, "keyId" uuid)`,
    [tenantId, now, JSON.stringify(actions)],
  );
}

/** A finding that is open, as scoring needs it: with the severity that counts. */
export interface OpenFinding {
  readonly id: string;
  readonly siteId: string;
  readonly ruleId: string;
  readonly questionId: string | null;
  readonly severity: NewFinding['severity'];
  readonly zeroTolerance: boolean;
  readonly isCase: boolean;
  readonly visibility: NewFinding['visibility'];
  readonly signalId: string | null;
}

export async function readOpenFindings(db: EntityManager, siteIds: readonly string[]): Promise<readonly OpenFinding[]> {
  return db.query(
    `SELECT f.id, f.site_id AS "siteId", f.rule_id AS "ruleId", f.question_id AS "questionId", ${COUNTED_SEVERITY} AS severity,
            f.zero_tolerance AS "zeroTolerance", f.is_case AS "isCase", f.visibility, f.signal_id AS "signalId"
     FROM finding f WHERE f.site_id = ANY ($1::uuid[]) AND f.state = 'open' ORDER BY f.id`,
    [siteIds],
  );
}
