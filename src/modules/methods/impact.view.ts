import { round2 } from '../../domain/scoring/rounding.js';
import type { ImpactSiteView } from './impact.dto.js';
import type { NamedImpactRow } from './impact-rows.queries.js';

export const viewImpactSite = (row: NamedImpactRow): ImpactSiteView => ({
  siteId: row.siteId,
  site: row.site,
  supplierId: row.supplierId,
  supplier: row.supplier,
  country: row.country,
  isic: row.isic,
  residualBefore: row.residualBefore,
  residualAfter: row.residualAfter,
  change: round2(row.residualAfter - row.residualBefore),
  bandBefore: row.bandBefore,
  bandAfter: row.bandAfter,
  causes: row.causes.map((cause) => ({ ...cause })),
  contributions: row.contributions.map((contribution) => ({ ...contribution })),
  floorBefore: row.floorBefore,
  floorAfter: row.floorAfter,
  zeroToleranceBefore: row.zeroToleranceBefore,
  zeroToleranceAfter: row.zeroToleranceAfter,
  dueBefore: row.dueBefore,
  dueAfter: row.dueAfter,
});

/** Columns of the CSV, in order. */
export const IMPACT_COLUMNS = [
  'siteId',
  'site',
  'supplierId',
  'supplier',
  'country',
  'isic',
  'residualBefore',
  'residualAfter',
  'change',
  'bandBefore',
  'bandAfter',
  'causes',
  'floorBefore',
  'floorAfter',
  'zeroToleranceBefore',
  'zeroToleranceAfter',
  'dueBefore',
  'dueAfter',
] as const;

/** As a line of the CSV: a cause is `sector 14 +3.2`. */
export const impactLine = (row: NamedImpactRow): Readonly<Record<string, unknown>> => ({
  ...viewImpactSite(row),
  causes: row.causes.map(({ cause, ref, points }) =>
    [cause, ref, `${points > 0 ? '+' : ''}${points}`].filter((word) => word !== null).join(' '),
  ),
});
