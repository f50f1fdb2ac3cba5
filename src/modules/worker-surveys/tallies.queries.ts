import type { EntityManager } from 'typeorm';
import { UNKNOWN_CHOICE } from '../../domain/worker-survey/read-response.js';
import { type Choice, emptyTally, type Tally } from '../../domain/worker-survey/tally.js';

/** Everyone who picked something at a question. */
const PEOPLE = '';

/** Counts one more respondent. false where as many have answered as the link takes. */
export async function addRespondent(db: EntityManager, tenantId: string, surveyId: string): Promise<boolean> {
  const [rows]: [unknown[], number] = await db.query(
    `UPDATE worker_survey SET respondents = respondents + 1 WHERE tenant_id = $1 AND id = $2 AND state = 'open' AND respondents < most_respondents RETURNING id`,
    [tenantId, surveyId],
  );
  return rows.length > 0;
}

/** Adds one person's choices to the sums, in one statement: no row stands for the person. */
export async function addChoices(db: EntityManager, tenantId: string, surveyId: string, choices: readonly Choice[]): Promise<void> {
  const sums = choices.flatMap(({ question, options }) =>
    options.length === 0 ? [[question, UNKNOWN_CHOICE]] : [[question, PEOPLE], ...options.map((option) => [question, option])],
  );
  await db.query(
    `INSERT INTO worker_survey_tally (tenant_id, survey_id, question_id, choice, people)
     SELECT $1, $2, c.question_id, c.choice, 1 FROM unnest($3::text[], $4::text[]) AS c (question_id, choice) ORDER BY 3, 4
     ON CONFLICT (tenant_id, survey_id, question_id, choice) DO UPDATE SET people = worker_survey_tally.people + 1`,
    [tenantId, surveyId, sums.map(([question]) => question), sums.map(([, choice]) => choice)],
  );
}

export async function readTallies(db: EntityManager, tenantId: string, surveyId: string): Promise<readonly Tally[]> {
  const rows: { question_id: string; choice: string; people: number }[] = await db.query(
    'SELECT question_id, choice, people FROM worker_survey_tally WHERE tenant_id = $1 AND survey_id = $2 ORDER BY question_id, choice',
    [tenantId, surveyId],
  );
  const tallies = new Map<string, Tally>();
  for (const { question_id: question, choice, people } of rows) {
    const tally = tallies.get(question) ?? emptyTally(question);
    tallies.set(question, {
      ...tally,
      ...(choice === PEOPLE && { people }),
      ...(choice === UNKNOWN_CHOICE && { unknown: people }),
      ...(choice !== PEOPLE && choice !== UNKNOWN_CHOICE && { options: { ...tally.options, [choice]: people } }),
    });
  }
  return [...tallies.values()];
}

/** Wipes the sums of a survey that has ended: nothing can be counted back from what is shown. */
export async function wipeTallies(db: EntityManager, tenantId: string, surveyId: string): Promise<void> {
  await db.query('DELETE FROM worker_survey_tally WHERE tenant_id = $1 AND survey_id = $2', [tenantId, surveyId]);
}
