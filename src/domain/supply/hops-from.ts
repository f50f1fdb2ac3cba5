import type { SupplyPlace } from './supply-place.js';

/** A link by its two ends. */
export interface Between {
  readonly id: string;
  readonly supplied: SupplyPlace;
  readonly upstream: SupplyPlace;
}

/** A link, and how many steps upstream its far end is. */
export interface HopAt {
  readonly linkId: string;
  readonly depth: number;
}

const keyOf = ({ supplierId, siteId }: SupplyPlace): string => `${supplierId} ${siteId ?? ''}`;

/** The links by which a supplier gets what it gets, each once at its fewest steps, nearest first and then in the order given. */
export function hopsFrom(root: SupplyPlace, bySupplied: ReadonlyMap<string, readonly Between[]>, limit: number): readonly HopAt[] {
  const [seen, told] = [new Set([keyOf(root)]), new Set<string>()];
  const hops: HopAt[] = [];
  let frontier: readonly SupplyPlace[] = [root];
  for (let depth = 1; depth <= limit && frontier.length > 0; depth += 1) {
    const next: SupplyPlace[] = [];
    for (const place of frontier) {
      for (const { id, supplied, upstream } of bySupplied.get(place.supplierId) ?? []) {
        if (place.siteId !== null && supplied.siteId !== null && supplied.siteId !== place.siteId) continue;
        if (!told.has(id)) hops.push({ linkId: id, depth });
        told.add(id);
        if (!seen.has(keyOf(upstream))) next.push(upstream);
        seen.add(keyOf(upstream));
      }
    }
    frontier = next;
  }
  return hops;
}

export function bySuppliedOf(links: readonly Between[]): ReadonlyMap<string, readonly Between[]> {
  const all = new Map<string, Between[]>();
  for (const link of links) {
    const known = all.get(link.supplied.supplierId);
    if (known === undefined) all.set(link.supplied.supplierId, [link]);
    else known.push(link);
  }
  return all;
}
