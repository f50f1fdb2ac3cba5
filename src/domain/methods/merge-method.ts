import { contentHash } from '../manual/content-hash.js';
import type { Methodology } from '../scoring/methodology.js';
import { type Adjustments, isUnadjusted } from './adjustments.js';

/** What scores by a method name: `1.1.0+t3` is the tenant's third on 1.1.0; where nothing is adjusted it is the shipped version itself. */
export const labelOf = (baseVersion: string, number: number, adjustments: Adjustments): string =>
  isUnadjusted(adjustments) ? baseVersion : `${baseVersion}+t${number}`;

/**
 * The whole method of a tenant, with a hash of its own. Sector values are no part of a methodology, so they are hashed with it and go
 * into the sector table instead (`withSectorValues`).
 */
export function mergeMethod(base: Methodology, number: number, adjustments: Adjustments): Methodology {
  if (isUnadjusted(adjustments)) return base;
  const { sectorValues, floors, cadence } = adjustments;
  const { sha256: baseSha256, ...figures } = base;
  const merged = {
    ...figures,
    version: labelOf(base.version, number, adjustments),
    floors: [...base.floors, ...floors],
    cadenceMonths: cadence ?? base.cadenceMonths,
  };
  return { ...merged, sha256: contentHash({ ...merged, base: baseSha256, sectorValues }) };
}
