import type { EntityManager } from 'typeorm';
import type { IsoDate } from '../../domain/shared/instant.js';
import { newId } from '../../platform/db/ids.js';

/** The last answer a site gave to a question. */
export interface LastAnswer {
  readonly siteId: string;
  readonly question: string;
  /** The meaning in which it was asked. */
  readonly meaning: number;
  readonly value: unknown;
  readonly dated: IsoDate;
  /** Where it was free text: the text as sealed then, and its key. */
  readonly text: { readonly sealed: Buffer; readonly keyId: string } | null;
}

interface LastAnswerRow {
  site_id: string;
  question_id: string;
  meaning: number;
  state: string;
  value: unknown;
  dated: string;
  text_sealed: Buffer | null;
  key_id: string | null;
}

/**
 * What counted last for each question of the sites. What a later round asked and did not count any more, because it was hidden then, was
 * withdrawn and is not carried over; nor is what was last "we do not know". What a verification found is carried over only where the supplier knows of it:
 * a form filled in from a held finding would betray it.
 */
export async function lastAnswers(
  db: EntityManager,
  tenantId: string,
  family: string,
  siteIds: readonly string[],
): Promise<readonly LastAnswer[]> {
  const rows: LastAnswerRow[] = await db.query(
    `WITH asked AS (
       SELECT a.site_id, q.question_id, max(a.submitted_at) AS submitted_at
       FROM assessment a JOIN questionnaire f ON f.tenant_id = a.tenant_id AND f.sha256 = a.questionnaire_sha256
       CROSS JOIN LATERAL unnest(f.asked) AS q (question_id)
       WHERE a.tenant_id = $1 AND a.site_id = ANY ($2::uuid[]) AND a.manual_family = $3 AND a.submitted_at IS NOT NULL
       GROUP BY a.site_id, q.question_id
     )
     SELECT c.site_id, c.question_id, c.meaning, c.state, c.value, c.dated::text, w.text_sealed, a.key_id
     FROM (
       SELECT DISTINCT ON (site_id, question_id) tenant_id, site_id, question_id, meaning, state, value, dated, source, counted_at
       FROM released_answer
       WHERE tenant_id = $1 AND site_id = ANY ($2::uuid[]) AND manual_family = $3
       ORDER BY site_id, question_id, id DESC
     ) c
     LEFT JOIN assessment a ON c.value IS NULL AND a.tenant_id = c.tenant_id AND 'assessment:' || a.id = c.source AND a.site_id = c.site_id
     LEFT JOIN answer w ON w.tenant_id = a.tenant_id AND w.assessment_id = a.id AND w.question_id = c.question_id
     LEFT JOIN asked l ON l.site_id = c.site_id AND l.question_id = c.question_id
     WHERE c.state = 'answered' AND (l.submitted_at IS NULL OR c.counted_at >= l.submitted_at)`,
    [tenantId, siteIds, family],
  );
  return rows.map((row) => ({
    siteId: row.site_id,
    question: row.question_id,
    meaning: row.meaning,
    value: row.value,
    dated: row.dated,
    text: row.text_sealed === null || row.key_id === null ? null : { sealed: row.text_sealed, keyId: row.key_id },
  }));
}

export interface PrefilledAnswer {
  readonly assessmentId: string;
  readonly supplierId: string;
  readonly question: string;
  readonly value: unknown;
  readonly textSealed: Buffer | null;
  readonly answeredOn: IsoDate;
}

/** One statement for all of them and their history. */
export async function insertPrefilled(
  db: EntityManager,
  tenantId: string,
  now: Date,
  answers: readonly PrefilledAnswer[],
  origin: 'prefilled' | 'third_party' = 'prefilled',
): Promise<void> {
  if (answers.length === 0) return;
  await db.query(
    `WITH given AS (
       SELECT * FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::jsonb[], $7::bytea[], $8::date[], $9::uuid[])
         AS n (assessment_id, question_id, supplier_id, value, text_sealed, answered_on, change_id)
     ), written AS (
       INSERT INTO answer (tenant_id, assessment_id, question_id, supplier_id, state, value, text_sealed, origin, answered_on, answered_by_kind, updated_at, version)
       SELECT $1::uuid, assessment_id, question_id, supplier_id, 'answered', value, text_sealed, $10::text, answered_on, 'system', $2::timestamptz, 1 FROM given
     )
     INSERT INTO answer_change (tenant_id, id, supplier_id, assessment_id, question_id, version, state, value, text_sealed, origin, changed_by_kind, changed_at)
     SELECT $1::uuid, change_id, supplier_id, assessment_id, question_id, 1, 'answered', value, text_sealed, $10::text, 'system', $2::timestamptz FROM given`,
    [
      tenantId,
      now,
      answers.map(({ assessmentId }) => assessmentId),
      answers.map(({ question }) => question),
      answers.map(({ supplierId }) => supplierId),
      answers.map(({ value }) => (value === null ? null : JSON.stringify(value))),
      answers.map(({ textSealed }) => textSealed),
      answers.map(({ answeredOn }) => answeredOn),
      answers.map(() => newId<string>()),
      origin,
    ],
  );
}
