import type { EditionChange } from '../../domain/indices/compare-editions.js';
import type { IndexId } from '../../domain/indices/index-ids.js';
import type { IndexEntry } from '../../domain/indices/edition-entries.js';
import { textIn } from '../../domain/manual/manual.js';
import type { EditionDiffView, IndexEditionView, IndexEntryView } from './index-editions.dto.js';
import type { EditionRow } from './index-editions.queries.js';

const MOST_CHANGES = 500;

/** `own` holds the tenant's own editions that are in force: index -> id. */
export function viewEdition(row: EditionRow, own: ReadonlyMap<IndexId, string>): IndexEditionView {
  const shipped = row.version === null;
  const isInForce = shipped ? !own.has(row.index_id) : own.get(row.index_id) === row.id;
  return {
    id: shipped ? null : row.id,
    origin: shipped ? 'shipped' : 'own',
    index: row.index_id,
    title: row.title,
    edition: row.edition,
    year: row.year,
    source: row.source,
    attribution: row.attribution,
    licence: row.licence,
    lines: row.lines,
    sha256: row.sha256,
    state: row.withdrawn_at === null ? (isInForce ? 'in_force' : 'loaded') : 'withdrawn',
    loadedBy: row.loaded_by,
    loadedAt: row.loaded_at?.toISOString() ?? null,
    withdrawnBy: row.withdrawn_by,
    withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
    version: row.version,
  };
}

export const viewDiff = (against: string, changes: readonly EditionChange[]): EditionDiffView => ({
  against,
  added: changes.filter(({ kind }) => kind === 'added').length,
  removed: changes.filter(({ kind }) => kind === 'removed').length,
  changed: changes.filter(({ kind }) => kind === 'changed').length,
  changes: changes.slice(0, MOST_CHANGES).map((change) => ({ ...change })),
});

export const viewEntry = ({ key, iso3, good, isic, value, note }: IndexEntry, language = 'en'): IndexEntryView => ({
  key,
  iso3,
  good,
  isic,
  value,
  note: note === null ? null : textIn(note, language, 'en'),
});
