import type { EntityManager } from 'typeorm';
import type { AssessmentState } from '../../domain/assessment/assessment-states.js';
import type { Depth } from '../../domain/manual/manual.js';
import type { SiteFacts } from '../../domain/questionnaire/answer.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { IsoDate } from '../../domain/shared/instant.js';
import type { Cursor } from '../../platform/db/pages.js';
import type { Audience } from './sending.queries.js';

/** An assessment without its questions, with the names one needs to read it. */
export interface AssessmentSummaryRow {
  readonly id: string;
  readonly supplier_id: string;
  readonly supplier_name: string;
  readonly site_id: string;
  readonly site_name: string;
  readonly audience: Audience;
  readonly state: AssessmentState;
  readonly depth: Depth;
  readonly manual_id: string;
  readonly manual_version: string;
  readonly manual_family: string;
  readonly due_on: IsoDate;
  readonly origin: 'officer' | 'reassessment';
  readonly key_id: string;
  readonly sent_at: Date;
  readonly opened_at: Date | null;
  readonly submitted_at: Date | null;
  readonly decided_at: Date | null;
  readonly version: number;
}

/** An assessment with the hash of its frozen questions and the site it is about. */
export interface AssessmentRow extends AssessmentSummaryRow {
  readonly questionnaire_sha256: string;
  /** When its questions were last exchanged for those of a newer manual. */
  readonly moved_at: Date | null;
  readonly country: string;
  readonly region: string | null;
  readonly address: string | null;
  readonly isic: string | null;
  readonly goods_mode: 'services' | 'declared' | 'undeclared';
  readonly goods: readonly { readonly good: string }[];
  readonly goods_unmatched: readonly unknown[];
  readonly workers: number | null;
}

const SUMMARY = `a.id, a.supplier_id, p.name AS supplier_name, a.site_id, s.name AS site_name, a.audience, a.state, a.depth, a.manual_id, a.manual_version, a.manual_family,
  a.due_on::text, a.origin, a.key_id, a.sent_at, a.opened_at, a.submitted_at, a.decided_at, a.version`;
const WHOLE = `${SUMMARY}, a.questionnaire_sha256, a.moved_at, s.country, s.region, s.address, s.isic, s.goods_mode, s.goods, s.goods_unmatched, s.workers`;
const FROM = `FROM assessment a
  JOIN site s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
  JOIN supplier p ON p.tenant_id = a.tenant_id AND p.id = a.supplier_id`;

const one = (rows: readonly AssessmentRow[]): AssessmentRow => {
  if (rows[0] === undefined) throw new DomainError('ASSESSMENT_NOT_FOUND', 'not_found', 'There is no such assessment.');
  return rows[0];
};

/** @throws DomainError ASSESSMENT_NOT_FOUND */
export async function findAssessment(db: EntityManager, tenantId: string, id: string): Promise<AssessmentRow> {
  return one(await db.query(`SELECT ${WHOLE} ${FROM} WHERE a.tenant_id = $1 AND a.id = $2`, [tenantId, id]));
}

/** Those of the ids that there are. */
export function findAssessments(db: EntityManager, tenantId: string, ids: readonly string[]): Promise<AssessmentRow[]> {
  return db.query(`SELECT ${WHOLE} ${FROM} WHERE a.tenant_id = $1 AND a.id = ANY ($2::uuid[]) ORDER BY a.id`, [tenantId, ids]);
}

/** For whoever is about to change it: two changes to one assessment take turns. @throws DomainError ASSESSMENT_NOT_FOUND */
export async function lockAssessment(db: EntityManager, tenantId: string, id: string): Promise<AssessmentRow> {
  return one(await db.query(`SELECT ${WHOLE} ${FROM} WHERE a.tenant_id = $1 AND a.id = $2 FOR NO KEY UPDATE OF a`, [tenantId, id]));
}

/**
 * For whoever saves answers: any number may at the same moment, each question being guarded by its own version, but nobody submits or returns
 * the assessment meanwhile. @throws DomainError ASSESSMENT_NOT_FOUND
 */
export async function shareAssessment(db: EntityManager, tenantId: string, id: string): Promise<AssessmentRow> {
  return one(await db.query(`SELECT ${WHOLE} ${FROM} WHERE a.tenant_id = $1 AND a.id = $2 FOR SHARE OF a`, [tenantId, id]));
}

/** What conditions may read of the site; goods that are not all known are not known. */
export const siteFactsOf = (row: AssessmentRow): SiteFacts => ({
  country: row.country,
  sector: row.isic,
  workers: row.workers,
  goods: row.goods_mode === 'undeclared' || row.goods_unmatched.length > 0 ? null : row.goods.map(({ good }) => good),
});

export interface StateChange {
  readonly state: AssessmentState;
  readonly openedAt?: Date;
  readonly submittedAt?: Date;
  readonly decidedAt?: Date;
  readonly dueOn?: IsoDate;
}

/** Writes only the columns that change: a respondent may write fewer than an officer. Another due date has other reminders. */
export async function changeState(db: EntityManager, tenantId: string, id: string, change: StateChange): Promise<void> {
  const columns = {
    state: change.state,
    opened_at: change.openedAt,
    submitted_at: change.submittedAt,
    decided_at: change.decidedAt,
    due_on: change.dueOn,
    remind_at: change.dueOn === undefined ? undefined : '-infinity',
  };
  const changed = Object.entries(columns).filter(([, value]) => value !== undefined);
  await db.query(
    `UPDATE assessment SET ${changed.map(([column], i) => `${column} = $${i + 3}`).join(', ')}, version = version + 1 WHERE tenant_id = $1 AND id = $2`,
    [tenantId, id, ...changed.map(([, value]) => value)],
  );
}

export interface AssessmentFilter {
  readonly state?: AssessmentState;
  readonly audience?: Audience;
  readonly siteId?: string;
  readonly supplierId?: string;
  readonly dueBefore?: IsoDate;
}

/** Newest first; one row more than `limit`, to tell whether there is another page. */
export function listAssessments(
  db: EntityManager,
  tenantId: string,
  filter: AssessmentFilter,
  after: Cursor | null,
  limit: number,
): Promise<AssessmentSummaryRow[]> {
  const conditions: readonly (readonly [sql: string, value: unknown])[] = [
    ['a.state =', filter.state],
    ['a.audience =', filter.audience],
    ['a.site_id =', filter.siteId],
    ['a.supplier_id =', filter.supplierId],
    ['a.due_on <', filter.dueBefore],
    ['a.id <', after?.id],
  ];
  const set = conditions.filter(([, value]) => value !== undefined);
  const where = set.map(([sql], i) => `AND ${sql} $${i + 3}`).join(' ');
  return db.query(`SELECT ${SUMMARY} ${FROM} WHERE a.tenant_id = $1 ${where} ORDER BY a.id DESC LIMIT $2`, [
    tenantId,
    limit + 1,
    ...set.map(([, value]) => value),
  ]);
}
