import { textIn } from '../../domain/manual/manual.js';
import { wordsFor } from '../../domain/worker-survey/questions.js';
import type { SurveyManual } from './survey-questions.service.js';
import type { SurveyQuestionView, SurveyResultsView, WorkerSurveyView } from './worker-surveys.dto.js';
import type { SurveyRow } from './worker-surveys.queries.js';

/** A survey as officers see it; nothing in it changes when somebody answers. */
export const viewSurvey = (row: SurveyRow): WorkerSurveyView => ({
  id: row.id,
  siteId: row.site_id,
  supplierId: row.supplier_id,
  channel: row.channel,
  languages: [...row.languages],
  opensOn: row.opens_on,
  closesOn: row.closes_on,
  manualId: row.manual_id,
  manualVersion: row.manual_version,
  state: row.state,
  outcome: row.outcome,
  signalId: row.signal_id,
  createdAt: row.created_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  version: row.version,
});

/** What is shown of the answers. */
export function viewResults(
  row: SurveyRow,
  { manual, questions }: SurveyManual,
  { enough, atLeast, language }: { readonly enough: boolean; readonly atLeast: number; readonly language: string },
): SurveyResultsView {
  const { result } = row;
  const answers = new Map(result?.answers.map((answer) => [answer.question, answer]));
  const pictures = new Map(result?.pictures.map((picture) => [picture.question, picture]));
  const shown = questions.flatMap((question): SurveyQuestionView[] => {
    const [answer, picture] = [answers.get(question.id), pictures.get(question.id)];
    if (answer === undefined || picture === undefined) return [];
    const texts = new Map(question.options.map(({ id, text }) => [id, textIn(text, language, manual.baseLanguage)]));
    return [
      {
        question: question.id,
        text: wordsFor(question, language, manual.baseLanguage),
        hidden: picture.hidden,
        options: picture.options.map(({ option, share }) => ({ option, text: texts.get(option) ?? option, share })),
        unknown: picture.unknown,
        workers: answer.workers,
        site: answer.site,
        gap: answer.gap,
        ilo: [...answer.ilo],
      },
    ];
  });
  return {
    state: row.state,
    enough,
    workersAtLeast: atLeast,
    outcome: row.outcome,
    respondentsAtLeast: result?.respondentsAtLeast ?? null,
    questions: shown,
  };
}
