import type { SampleAnswers } from '../platform/content/load-sample-answers.js';
import type { ApiClient } from './api-client.js';

/** What a respondent's page needs to know, and all that the demo reads of it. */
interface Round {
  readonly assessmentId: string;
  readonly site: { readonly name: string };
  readonly questionnaire: {
    readonly chapters: readonly { readonly questions: readonly { readonly id: string; readonly visible: boolean }[] }[];
  };
  readonly answers: readonly { readonly question: string; readonly version: number }[];
}

interface Saved {
  readonly answers: readonly { readonly question: string; readonly version: number }[];
  readonly visible: readonly string[];
  readonly completeness: { readonly total: { readonly missing: readonly string[] } };
}

export interface Submitted {
  readonly assessmentId: string;
  /** Questions with a document for the officer to accept. */
  readonly documented: readonly string[];
}

/** How many suppliers answer at the same time. */
const AT_ONCE = 6;

/** Opens every link and answers as the firm's kind does. A kind that leaves questions blank never submits: its silence is counted. */
export async function answerAll(
  api: ApiClient,
  tokens: readonly string[],
  kindOf: (siteName: string) => SampleAnswers,
): Promise<readonly Submitted[]> {
  const submitted: Submitted[] = [];
  const waiting = [...tokens];
  const answerNext = async (): Promise<void> => {
    for (let token = waiting.shift(); token !== undefined; token = waiting.shift()) {
      const one = await answerOne(api.as(token), kindOf);
      if (one !== null) submitted.push(one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, answerNext));
  return submitted;
}

async function answerOne(respondent: ApiClient, kindOf: (siteName: string) => SampleAnswers): Promise<Submitted | null> {
  const round = await respondent.get<Round>('/respond');
  const kind = kindOf(round.site.name);
  const { visible, missing } = await saveAnswers(respondent, round, kind);
  if (missing.length > 0) return null;
  const documented = kind.documented.filter((question) => visible.includes(question));
  for (const question of documented) await uploadDocument(respondent, question, round.site.name);
  await respondent.post('/respond/submit');
  return { assessmentId: round.assessmentId, documented };
}

/** Answers open further questions, so it goes on until nothing new is asked. */
async function saveAnswers(
  respondent: ApiClient,
  round: Round,
  kind: SampleAnswers,
): Promise<{ visible: readonly string[]; missing: readonly string[] }> {
  const versions = new Map(round.answers.map(({ question, version }) => [question, version]));
  const given = new Set<string>();
  const shown = round.questionnaire.chapters.flatMap(({ questions }) =>
    questions.filter((question) => question.visible).map(({ id }) => id),
  );
  let [visible, missing]: [readonly string[], readonly string[]] = [shown, shown];
  for (;;) {
    const next = visible.filter((question) => !given.has(question) && kind.answers[question] !== undefined);
    if (next.length === 0) return { visible, missing };
    const answers = next.map((question) => ({ question, version: versions.get(question) ?? 0, ...stated(kind.answers[question]) }));
    const saved = await respondent.put<Saved>('/respond/answers', { answers });
    for (const question of next) given.add(question);
    visible = saved.visible;
    missing = saved.completeness.total.missing;
  }
}

const stated = (answer: SampleAnswers['answers'][string] | undefined): { state: string; value?: unknown } =>
  answer === undefined || answer.state === 'unknown' ? { state: 'unknown' } : { state: 'answered', value: answer.value };

async function uploadDocument(respondent: ApiClient, question: string, siteName: string): Promise<void> {
  const content = new TextEncoder().encode(`Sample document of the demo for question ${question}, ${siteName}.\n`);
  await respondent.upload('/respond/evidence', { question }, { name: `${question}.txt`, type: 'text/plain', content });
}
