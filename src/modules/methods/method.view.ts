import type { Indices } from '../../domain/indices/indices.js';
import type { MethodSummaryView, OwnMethodView } from './methods.dto.js';
import type { MethodDetail, MethodHead } from './methods.queries.js';

export const viewMethodHead = (row: MethodHead): MethodSummaryView => ({
  id: row.id,
  name: row.name,
  label: row.label,
  basedOn: row.baseVersion,
  sha256: row.sha256,
  state: row.state,
  adoptOn: row.adoptOn,
  retiredOn: row.retiredOn,
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt?.toISOString() ?? null,
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  version: row.version,
});

/** With its adjustments, each sector value beside that of the index. */
export function viewMethod(row: MethodDetail, indices: Indices): OwnMethodView {
  const shipped = new Map(indices.sectors.sectors.map(({ isic, value }) => [isic, value]));
  const { sectorValues, floors, cadence } = row.adjustments;
  return {
    ...viewMethodHead(row),
    sectorValues: sectorValues.map(({ isic, value, reason }) => ({
      isic,
      value,
      shipped: shipped.get(isic) ?? null,
      reason: { ...reason },
    })),
    floors: floors.map(({ id, value, when, reason }) => ({ id, value, when, reason: { ...reason } })),
    cadence: cadence === null ? null : { ...cadence },
  };
}
