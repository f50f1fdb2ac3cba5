import type { EntityManager } from 'typeorm';
import type { SiteFacts } from '../../domain/questionnaire/answer.js';
import type { CountedAnswer } from '../../domain/scoring/counted-answer.js';
import type { Evidence } from '../../domain/scoring/methodology.js';

/** What conditions may read of a site; undeclared goods are unknown, not none. */
export async function readSiteFacts(db: EntityManager, siteId: string): Promise<SiteFacts | null> {
  const rows: SiteFacts[] = await db.query(
    `SELECT country, isic AS sector, workers,
            CASE WHEN goods_mode <> 'undeclared' THEN jsonb_path_query_array(goods, '$[*].good') END AS goods
     FROM site WHERE id = $1`,
    [siteId],
  );
  return rows[0] ?? null;
}

/** The answers in force for a site: the latest to each question of a family of manuals. */
export function readAnswersInForce(db: EntityManager, siteId: string, family: string): Promise<readonly CountedAnswer[]> {
  return db.query(
    `SELECT DISTINCT ON (question_id) question_id AS question, meaning, state, value, evidence, to_char(dated, 'YYYY-MM-DD') AS dated,
            to_char(documented_until, 'YYYY-MM-DD') AS "documentedUntil", source
     FROM counted_answer WHERE site_id = $1 AND manual_family = $2 ORDER BY question_id, id DESC`,
    [siteId, family],
  );
}

/** An answer about to count for a site. */
export interface NewCountedAnswer {
  readonly id: string;
  readonly supplierId: string;
  readonly siteId: string;
  readonly questionId: string;
  readonly meaning: number;
  readonly value: unknown;
  readonly evidence: Evidence;
  readonly dated: string;
  readonly documentedUntil: string | null;
  readonly source: string;
  readonly manualId: string;
  readonly manualVersion: string;
  readonly manualFamily: string;
}

export async function insertCountedAnswer(db: EntityManager, tenantId: string, answer: NewCountedAnswer, now: Date): Promise<void> {
  await db.query(
    `INSERT INTO counted_answer (tenant_id, id, supplier_id, site_id, question_id, state, value, evidence, dated, documented_until, source,
                                 manual_id, manual_version, counted_at, manual_family, meaning)
     VALUES ($1, $2, $3, $4, $5, 'answered', $6::jsonb, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
    [
      tenantId,
      answer.id,
      answer.supplierId,
      answer.siteId,
      answer.questionId,
      answer.value === null ? null : JSON.stringify(answer.value),
      answer.evidence,
      answer.dated,
      answer.documentedUntil,
      answer.source,
      answer.manualId,
      answer.manualVersion,
      now,
      answer.manualFamily,
      answer.meaning,
    ],
  );
}
