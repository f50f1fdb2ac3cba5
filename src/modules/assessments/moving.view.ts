import type { KeyRing } from '../../platform/vault/key-ring.js';
import type { MoveRow, SetAsideRow } from './moves.queries.js';
import type { MoveView, SetAsideAnswerView } from './moving.dto.js';

export const viewMove = (row: MoveRow, answers: readonly SetAsideRow[], keyId: string, ring: KeyRing): MoveView => ({
  id: row.id,
  from: { id: row.from_manual_id, version: row.from_manual_version },
  to: { id: row.to_manual_id, version: row.to_manual_version },
  movedBy: row.moved_by,
  movedAt: row.moved_at.toISOString(),
  changes: row.changes.map(({ question, reason, version }) => ({ question, reason, version })),
  setAside: answers.map((answer) => viewSetAside(answer, keyId, ring)),
});

const viewSetAside = (row: SetAsideRow, keyId: string, ring: KeyRing): SetAsideAnswerView => ({
  question: row.question_id,
  reason: row.reason,
  state: row.state,
  value: row.text_sealed === null ? row.value : ring.open(keyId, row.text_sealed),
  comment: ring.open(keyId, row.comment_sealed),
  answeredOn: row.answered_on,
  byKind: row.answered_by_kind,
  byId: row.answered_by,
  onBehalfOf: row.on_behalf_of,
  updatedAt: row.updated_at.toISOString(),
  version: row.version,
});
