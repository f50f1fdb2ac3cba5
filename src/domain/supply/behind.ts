import type { Method, Range } from '../scoring/methodology.js';
import type { IsoDate } from '../shared/instant.js';

/** A supplier, or one of its sites, with what is known of its risk and who supplies it. */
export interface SupplyNode {
  readonly supplierId: string;
  /** null: which of its sites is not known, so the gravest counts. */
  readonly siteId: string | null;
  /** Its risk before inheritance. */
  readonly own: Range;
  /** The next day on which one of the links to it begins or has ended. */
  readonly changesOn: IsoDate | null;
  /** Positions in the graph of those that supply it. */
  readonly upstream: readonly number[];
}

/** Who is behind a site, as far as the method looks. */
export interface Behind {
  readonly inherited: Range;
  /** From the next step upstream to the one whose risk makes the point; never empty. */
  readonly path: readonly SupplyNode[];
}

export interface Walk {
  /** null: nobody is named behind it. */
  readonly behind: Behind | null;
  /** The next day on which time alone changes who is behind it. */
  readonly changesOn: IsoDate | null;
}

interface Reached {
  readonly position: number;
  readonly depth: number;
  readonly from: number;
}

/**
 * Walks upstream from one place, every supplier at its fewest steps: a longer way to the same one counts less, since each step takes its share.
 * A supplier is never behind itself, so a circle of links adds nothing of its own; whoever joins the circle from outside is met once.
 */
export function walkUpstream(
  graph: readonly SupplyNode[],
  root: number,
  { inherited: { share, depth: limit } }: Pick<Method, 'inherited'>,
): Walk {
  const start = graph[root];
  if (start === undefined) return { behind: null, changesOn: null };
  const reached = reachedFrom(graph, root, limit);
  const others = reached.filter(({ position }) => graph[position]?.supplierId !== start.supplierId);
  const highest = { point: 0, best: 0, worst: 0 };
  let gravest: { readonly at: Reached; readonly value: number } | null = null;
  for (const at of others) {
    const own = graph[at.position]?.own;
    if (own === undefined) continue;
    const left = share ** at.depth;
    highest.best = Math.max(highest.best, left * own.best);
    highest.worst = Math.max(highest.worst, left * own.worst);
    highest.point = Math.max(highest.point, left * own.point);
    if (gravest === null || left * own.point > gravest.value) gravest = { at, value: left * own.point };
  }
  const changesOn = firstChange(graph, root, reached, limit);
  return { behind: gravest === null ? null : { inherited: highest, path: pathTo(graph, root, reached, gravest.at) }, changesOn };
}

/** Nearest first, and within one depth in the order of the graph, so that the same graph always tells the same path. */
function reachedFrom(graph: readonly SupplyNode[], root: number, limit: number): readonly Reached[] {
  const seen = new Uint8Array(graph.length);
  seen[root] = 1;
  const reached: Reached[] = [];
  let [frontier, depth] = [[root], 1];
  // Where every place is known already the links among them tell nothing more.
  while (frontier.length > 0 && depth <= limit && reached.length < graph.length - 1) {
    const next: number[] = [];
    for (const from of frontier) {
      if (reached.length === graph.length - 1) break;
      for (const position of graph[from]?.upstream ?? []) {
        if (seen[position] !== 0) continue;
        seen[position] = 1;
        reached.push({ position, depth, from });
        next.push(position);
      }
    }
    [frontier, depth] = [next, depth + 1];
  }
  return reached;
}

function pathTo(graph: readonly SupplyNode[], root: number, reached: readonly Reached[], last: Reached): readonly SupplyNode[] {
  const from = new Map(reached.map((one) => [one.position, one.from]));
  const path: SupplyNode[] = [];
  for (let position = last.position; position !== root; position = from.get(position) ?? root) {
    const node = graph[position];
    if (node !== undefined) path.unshift(node);
  }
  return path;
}

function firstChange(graph: readonly SupplyNode[], root: number, reached: readonly Reached[], limit: number): IsoDate | null {
  const asked = [root, ...reached.filter(({ depth }) => depth < limit).map(({ position }) => position)];
  return asked.reduce<IsoDate | null>((first, position) => {
    const date = graph[position]?.changesOn ?? null;
    return date === null || (first !== null && first <= date) ? first : date;
  }, null);
}
