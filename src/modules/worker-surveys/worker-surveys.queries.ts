import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { SurveyOutcome, SurveyResult } from '../../domain/worker-survey/outcome.js';
import type { Cursor } from '../../platform/db/pages.js';
import type { Channel } from './words/handing-out.js';

export type SurveyState = 'open' | 'counted' | 'too_few' | 'withdrawn';

/** A survey without anything that tells how many have answered. */
export interface SurveyRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly site_id: string;
  readonly channel: Channel;
  readonly languages: readonly string[];
  readonly opens_on: IsoDate;
  readonly closes_on: IsoDate;
  readonly manual_id: string;
  readonly manual_version: string;
  readonly secret_hash: string;
  readonly state: SurveyState;
  readonly enough: boolean;
  readonly looked_on: IsoDate | null;
  readonly outcome: SurveyOutcome | null;
  readonly result: SurveyResult | null;
  readonly signal_id: string | null;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  readonly version: number;
}

const COLUMNS = `s.id, s.supplier_id, s.site_id, s.channel, s.languages, s.opens_on::text, s.closes_on::text, s.manual_id, s.manual_version, s.secret_hash, s.state,
  s.enough, s.looked_on::text, s.outcome, s.result, s.signal_id, s.created_at, s.ended_at, s.version`;

export interface NewSurvey {
  readonly id: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly channel: Channel;
  readonly languages: readonly string[];
  readonly opensOn: IsoDate;
  readonly closesOn: IsoDate;
  readonly manualId: string;
  readonly manualVersion: string;
  readonly secretHash: string;
  readonly mostRespondents: number;
  readonly openedBy: string;
  readonly at: Date;
}

/** false where a survey of the site is open already. */
export async function insertSurvey(db: EntityManager, tenantId: string, survey: NewSurvey): Promise<boolean> {
  const rows: unknown[] = await db.query(
    `INSERT INTO worker_survey (tenant_id, id, supplier_id, site_id, channel, languages, opens_on, closes_on, manual_id, manual_version, secret_hash, state,
                                most_respondents, opened_by, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open', $12, $13, $14)
     ON CONFLICT (tenant_id, site_id) WHERE state = 'open' DO NOTHING RETURNING id`,
    [
      tenantId,
      survey.id,
      survey.supplierId,
      survey.siteId,
      survey.channel,
      survey.languages,
      survey.opensOn,
      survey.closesOn,
      survey.manualId,
      survey.manualVersion,
      survey.secretHash,
      survey.mostRespondents,
      survey.openedBy,
      survey.at,
    ],
  );
  return rows.length > 0;
}

export interface SurveyedSite {
  readonly supplier_id: string;
  readonly status: 'active' | 'archived';
  readonly workers: number | null;
}

export async function findSite(db: EntityManager, tenantId: string, id: string): Promise<SurveyedSite | null> {
  const rows: SurveyedSite[] = await db.query('SELECT supplier_id, status, workers FROM site WHERE tenant_id = $1 AND id = $2', [
    tenantId,
    id,
  ]);
  return rows[0] ?? null;
}

export async function findSurvey(db: EntityManager, tenantId: string, id: string): Promise<SurveyRow | null> {
  const rows: SurveyRow[] = await db.query(`SELECT ${COLUMNS} FROM worker_survey s WHERE s.tenant_id = $1 AND s.id = $2`, [tenantId, id]);
  return rows[0] ?? null;
}

/** Locked against everyone who would add an answer, end it or look at it. */
export async function lockSurvey(
  db: EntityManager,
  tenantId: string,
  id: string,
): Promise<(SurveyRow & { readonly respondents: number }) | null> {
  const rows: (SurveyRow & { respondents: number })[] = await db.query(
    `SELECT ${COLUMNS}, s.respondents FROM worker_survey s WHERE s.tenant_id = $1 AND s.id = $2 FOR NO KEY UPDATE`,
    [tenantId, id],
  );
  return rows[0] ?? null;
}

/** Newest first; one row more than `limit`, to tell whether there is another page. */
export function listSurveys(
  db: EntityManager,
  tenantId: string,
  siteId: string,
  after: Cursor | null,
  limit: number,
): Promise<SurveyRow[]> {
  return db.query(
    `SELECT ${COLUMNS} FROM worker_survey s WHERE s.tenant_id = $1 AND s.site_id = $2 AND ($3::uuid IS NULL OR s.id < $3) ORDER BY s.id DESC LIMIT $4`,
    [tenantId, siteId, after?.id ?? null, limit + 1],
  );
}

export async function noteLook(db: EntityManager, tenantId: string, id: string, enough: boolean, on: IsoDate): Promise<void> {
  await db.query('UPDATE worker_survey SET enough = $3, looked_on = $4 WHERE tenant_id = $1 AND id = $2', [tenantId, id, enough, on]);
}

/** Ends a survey: the figures go with it. */
export async function endSurvey(
  db: EntityManager,
  tenantId: string,
  id: string,
  end: { readonly state: SurveyState; readonly result: SurveyResult | null; readonly at: Date },
): Promise<void> {
  await db.query(
    `UPDATE worker_survey SET state = $3, outcome = $4, result = $5, ended_at = coalesce(ended_at, $6), respondents = 0, enough = enough OR $4::text IS NOT NULL,
            version = version + 1
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, end.state, end.result?.outcome ?? null, end.result === null ? null : JSON.stringify(end.result), end.at],
  );
}

/** Open surveys whose last day is over. */
export async function surveysToCount(db: EntityManager, tenantId: string, today: IsoDate): Promise<readonly string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM worker_survey WHERE tenant_id = $1 AND state = 'open' AND closes_on < $2 ORDER BY id`,
    [tenantId, today],
  );
  return rows.map(({ id }) => id);
}

export async function buyerName(db: EntityManager, tenantId: string): Promise<string> {
  const rows: { name: string }[] = await db.query('SELECT name FROM tenant WHERE tenant_id = $1', [tenantId]);
  return rows[0]?.name ?? '';
}
