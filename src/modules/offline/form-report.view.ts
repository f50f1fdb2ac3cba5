import type { FormDecision } from '../../domain/offline/decide-form.js';
import type { PlacedProblem } from '../../domain/spreadsheet/workbook.js';
import type { FormAnswerView, FormQuestionView, FormReportView, OnlineAnswerView } from './form-report.dto.js';
import type { SeenAnswer, SeenRound } from './seen-round.js';

const viewOnline = ({ state, value, comment, by, updatedAt, version }: SeenAnswer): OnlineAnswerView => ({
  state,
  value,
  comment,
  byName: by.name,
  byKind: by.kind,
  updatedAt,
  version,
});

const viewYours = ({ read }: FormDecision): FormAnswerView | null =>
  read.answer === null ? null : { state: read.answer.state, value: read.answer.value, comment: read.comment };

/** Both answers are shown only where somebody must choose between them. */
function viewQuestion(decision: FormDecision, online: ReadonlyMap<string, SeenAnswer>): FormQuestionView {
  const { read, outcome, problems } = decision;
  const isConflict = outcome === 'conflict';
  const theirs = isConflict ? online.get(read.question) : undefined;
  return {
    question: read.question,
    place: read.place,
    outcome,
    problems: problems.map((problem) => ({ ...problem })),
    yours: isConflict ? viewYours(decision) : null,
    theirs: theirs === undefined ? null : viewOnline(theirs),
  };
}

/** What became of an uploaded form, question by question. */
export function viewReport(
  dryRun: boolean,
  problems: readonly PlacedProblem[],
  decisions: readonly FormDecision[],
  { answers }: SeenRound,
): FormReportView {
  const online = new Map(answers.map((answer) => [answer.question, answer]));
  const counts: Record<string, number> = {};
  for (const { outcome } of decisions) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return {
    dryRun,
    counts,
    questions: decisions.map((decision) => viewQuestion(decision, online)),
    problems: problems.map((problem) => ({ ...problem })),
  };
}
