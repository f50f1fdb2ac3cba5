import type { EntityManager } from 'typeorm';
import type { Evidence } from '../../../domain/scoring/methodology.js';
import type { IsoDate } from '../../../domain/shared/instant.js';

/** What counted for a question of a site when a round was sent. */
export interface EarlierAnswer {
  readonly question_id: string;
  readonly meaning: number;
  readonly state: 'answered' | 'unknown';
  readonly value: unknown;
  readonly evidence: Evidence;
  readonly dated: IsoDate;
  readonly documented_until: IsoDate | null;
  readonly source: string;
  readonly text_sealed: Buffer | null;
  readonly key_id: string | null;
}

/** The latest of each question of the same family; words lie with the round in which they were written. */
export function earlierAnswers(db: EntityManager, tenantId: string, assessmentId: string): Promise<EarlierAnswer[]> {
  return db.query(
    `SELECT c.question_id, c.meaning, c.state, c.value, c.evidence, c.dated::text, c.documented_until::text, c.source, w.text_sealed, p.key_id
     FROM (
       SELECT DISTINCT ON (e.question_id) e.* FROM counted_answer e
       JOIN assessment a ON a.tenant_id = e.tenant_id AND a.site_id = e.site_id AND a.manual_family = e.manual_family AND e.counted_at < a.sent_at
       WHERE e.tenant_id = $1 AND a.id = $2 ORDER BY e.question_id, e.id DESC
     ) c
     LEFT JOIN assessment p ON c.value IS NULL AND p.tenant_id = c.tenant_id AND 'assessment:' || p.id = c.source AND p.site_id = c.site_id
     LEFT JOIN answer w ON w.tenant_id = p.tenant_id AND w.assessment_id = p.id AND w.question_id = c.question_id`,
    [tenantId, assessmentId],
  );
}
