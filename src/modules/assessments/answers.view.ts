import type { Completeness } from '../../domain/questionnaire/completeness.js';
import { daysBetween, type IsoDate } from '../../domain/shared/instant.js';
import type { AnswerView, CompletenessView, ContactNameView, WriterView } from './answers.dto.js';
import type { AnswerRow } from './answers.queries.js';
import type { OpenedRound } from './opened-round.js';

/** What is needed to show who wrote an answer, and how old it is. */
export interface AnswerContext {
  /** By id; whoever is erased, or is not to be named to this reader, is missing. */
  readonly names: ReadonlyMap<string, string>;
  readonly today: IsoDate;
}

/** An answer as it leaves: free text and comment opened. */
export function viewAnswer(round: OpenedRound, row: AnswerRow, { names, today }: AnswerContext): AnswerView {
  return {
    question: row.question_id,
    state: row.state,
    value: round.answers[row.question_id]?.value ?? null,
    comment: round.ring.open(round.assessment.key_id, row.comment_sealed),
    origin: row.origin,
    answeredOn: row.answered_on,
    ageDays: Math.max(0, Math.floor(daysBetween(row.answered_on, today))),
    by: viewWriter(row.answered_by_kind, row.answered_by, names),
    onBehalfOf: viewContactName(row.on_behalf_of, names),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  };
}

export const viewWriter = (kind: string, id: string | null, names: ReadonlyMap<string, string>): WriterView => ({
  kind,
  id,
  name: id === null ? null : (names.get(id) ?? null),
});

export const viewContactName = (id: string | null, names: ReadonlyMap<string, string>): ContactNameView | null =>
  id === null ? null : { id, name: names.get(id) ?? null };

export const viewCompleteness = ({ chapters, total }: Completeness): CompletenessView => ({
  chapters: chapters.map((chapter) => ({ ...chapter, missing: [...chapter.missing] })),
  total: { ...total, missing: [...total.missing] },
});
