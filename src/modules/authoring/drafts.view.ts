import type { Manual } from '../../domain/manual/manual.js';
import { toManual } from '../../platform/content/to-manual.js';
import type { DraftSummaryView, DraftView } from './drafts.dto.js';
import type { DraftHead, DraftRow } from './drafts.queries.js';

export const viewDraftHead = (row: DraftHead): DraftSummaryView => ({
  id: row.id,
  manual: row.manualId,
  version: row.version,
  family: row.family,
  title: { ...row.title },
  basedOn: row.basedOn === null ? null : { id: row.basedOn.id, version: row.basedOn.version },
  revision: row.revision,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const viewDraft = (row: DraftRow): DraftView => ({ ...viewDraftHead(row), content: { ...row.body } });

/** The manual that a draft holds so far. */
export const manualOf = ({ body, manualId, family, version }: DraftRow): Manual => toManual({ ...body, id: manualId, family, version });
