import type { EntityManager } from 'typeorm';
import type { CountedAnswer } from '../../domain/scoring/counted-answer.js';

/** A site's answers, column by column: each a text with a line an answer, the values one JSON list. */
interface AnswersRow {
  readonly site_id: string;
  readonly questions: string;
  readonly meanings: string;
  readonly states: string;
  readonly values: string;
  readonly evidence: string;
  readonly dates: string;
  readonly ends: string;
  readonly sources: string;
}

/**
 * The latest answer to each question, by site. One row a site: a row an answer would take server and process several times as long to
 * write and to read. Run as the respondent the database itself shows only what is released.
 */
export async function readCountedAnswers(
  db: EntityManager,
  siteIds: readonly string[],
  family: string,
  view: 'all' | 'released',
): Promise<ReadonlyMap<string, readonly CountedAnswer[]>> {
  const rows: AnswersRow[] = await db.query(
    `SELECT a.site_id, string_agg(a.question_id, E'\\n') AS questions, string_agg(a.meaning::text, E'\\n') AS meanings, string_agg(a.state, E'\\n') AS states,
            '[' || string_agg(coalesce(a.value::text, 'null'), ',') || ']' AS values, string_agg(a.evidence, E'\\n') AS evidence,
            string_agg(a.dated::text, E'\\n') AS dates, string_agg(coalesce(a.documented_until::text, ''), E'\\n') AS ends, string_agg(a.source, E'\\n') AS sources
     FROM (
       SELECT DISTINCT ON (site_id, question_id) site_id, question_id, meaning, state, value, evidence, dated, documented_until, source
       FROM ${view === 'released' ? 'released_answer' : 'counted_answer'}
       WHERE site_id = ANY ($1::uuid[]) AND manual_family = $2 ORDER BY site_id, question_id, id DESC
     ) a GROUP BY a.site_id`,
    [siteIds, family],
  );
  return new Map(rows.map((row) => [row.site_id, answersOf(row)]));
}

function answersOf(row: AnswersRow): readonly CountedAnswer[] {
  const values = JSON.parse(row.values) as readonly unknown[];
  const [meanings, states, evidence] = [row.meanings.split('\n'), row.states.split('\n'), row.evidence.split('\n')];
  const [dates, ends, sources] = [row.dates.split('\n'), row.ends.split('\n'), row.sources.split('\n')];
  return row.questions.split('\n').map((question, i) => ({
    question,
    meaning: Number(meanings[i]),
    state: states[i] as CountedAnswer['state'],
    value: values[i] ?? null,
    evidence: evidence[i] as CountedAnswer['evidence'],
    dated: dates[i] ?? '',
    documentedUntil: ends[i] === '' ? null : (ends[i] ?? null),
    source: sources[i] ?? '',
  }));
}
