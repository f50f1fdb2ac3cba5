import type { Completeness } from '../../domain/questionnaire/completeness.js';
import type { AnswerView, CompletenessView, WriterView } from './answers.dto.js';
import type { AnswerRow } from './answers.queries.js';
import type { OpenedRound } from './opened-round.js';

/** An answer as it leaves: free text and comment opened. `names` are those of contacts, by id. */
export function viewAnswer(round: OpenedRound, row: AnswerRow, names: ReadonlyMap<string, string>): AnswerView {
  return {
    question: row.question_id,
    state: row.state,
    value: round.answers[row.question_id]?.value ?? null,
    comment: round.ring.open(round.assessment.key_id, row.comment_sealed),
    origin: row.origin,
    answeredOn: row.answered_on,
    by: viewWriter(row, names),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

const viewWriter = (row: AnswerRow, names: ReadonlyMap<string, string>): WriterView => ({
  kind: row.answered_by_kind,
  id: row.answered_by,
  name: row.answered_by === null ? null : (names.get(row.answered_by) ?? null),
});

export const viewCompleteness = ({ chapters, total }: Completeness): CompletenessView => ({
  chapters: chapters.map((chapter) => ({ ...chapter, missing: [...chapter.missing] })),
  total: { ...total, missing: [...total.missing] },
});
