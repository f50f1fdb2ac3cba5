import type { Indices } from '../indices/indices.js';
import type { SectorValue } from './adjustments.js';

/** Said beside every score that rests on a tenant's own figure, after the edition it takes the place of. */
const OWN = '+ own';

const kept = new WeakMap<Indices, WeakMap<readonly SectorValue[], Indices>>();

/** The indices with a tenant's own sector values in them, each naming that it is. The same objects give the same object, whoever remembers by it. */
export function withSectorValues(indices: Indices, values: readonly SectorValue[]): Indices {
  if (values.length === 0) return indices;
  const ofIndices = kept.get(indices) ?? new WeakMap<readonly SectorValue[], Indices>();
  const known = ofIndices.get(values) ?? overlaid(indices, values);
  kept.set(indices, ofIndices.set(values, known));
  return known;
}

function overlaid(indices: Indices, values: readonly SectorValue[]): Indices {
  const own = new Map(values.map((one) => [one.isic, one]));
  const edition = `${indices.sectors.edition} ${OWN}`;
  const sectors = indices.sectors.sectors.map((entry) => {
    const value = own.get(entry.isic);
    return value === undefined ? entry : { ...entry, value: value.value, reason: value.reason, edition };
  });
  return { ...indices, sectors: { ...indices.sectors, sectors } };
}
