import type { KeyRing } from '../../../platform/vault/key-ring.js';
import type { EntryRow } from './review-entries.queries.js';
import type { ReviewEntryView, ThreadEntryView, ThreadView } from './review-threads.dto.js';

/** What opens the words of a thread, and the names of those who speak in it. */
export interface ThreadReader {
  readonly keyId: string;
  readonly ring: KeyRing;
  readonly names: ReadonlyMap<string, string>;
}

/** As our own people read it. */
export const viewReviewEntry = (row: EntryRow, reader: ThreadReader): ReviewEntryView => ({
  ...viewEntry(row, reader),
  by: { kind: row.by_kind, id: row.by_id, name: reader.names.get(row.by_id) ?? null },
  question: row.question_id,
  forSupplier: row.shown,
});

/** As the supplier reads it: which of the buyer's people has written something is not told. */
export function viewThreads(rows: readonly EntryRow[], reader: ThreadReader): ThreadView[] {
  const threads = new Map<string, ThreadEntryView[]>();
  for (const row of rows) threads.set(row.question_id, [...(threads.get(row.question_id) ?? []), viewEntry(row, reader)]);
  return [...threads].map(([question, entries]) => ({ question, entries }));
}

export const viewEntry = (row: EntryRow, { keyId, ring, names }: ThreadReader): ThreadEntryView => ({
  id: row.id,
  kind: row.kind,
  round: row.round,
  text: ring.open(keyId, row.text_sealed),
  by: {
    kind: row.by_kind,
    id: row.by_kind === 'contact' ? row.by_id : null,
    name: row.by_kind === 'contact' ? (names.get(row.by_id) ?? null) : null,
  },
  at: row.at.toISOString(),
});
