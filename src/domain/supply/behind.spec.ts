import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type SupplyNode, walkUpstream } from './behind.js';

const METHOD = { inherited: { share: 0.6, depth: 5 } };
const RUNS = Number(process.env['PLUMBLINE_CASES'] ?? 1000);

const node = (supplier: string, own: number, upstream: readonly number[], more: Partial<SupplyNode> = {}): SupplyNode => ({
  supplierId: supplier,
  siteId: null,
  own: { point: own, best: own / 2, worst: own + 5 },
  changesOn: null,
  upstream,
  ...more,
});

/** Few places and many links, so that circles and many ways to one place are the rule. */
const graphs = fc
  .integer({ min: 1, max: 7 })
  .chain((size) =>
    fc.array(fc.record({ supplier: fc.nat(4), own: fc.integer({ min: 0, max: 95 }), upstream: fc.uniqueArray(fc.nat(size - 1)) }), {
      minLength: size,
      maxLength: size,
    }),
  )
  .map((drawn) => drawn.map(({ supplier, own, upstream }) => node(`supplier ${supplier}`, own, upstream)));

/** Every place that is `depth` steps away by any way, seen before or not. */
function everyWay(graph: readonly SupplyNode[], share: number, limit: number): { point: number; best: number; worst: number } | null {
  const found: { readonly node: SupplyNode; readonly left: number }[] = [];
  let layer = new Set([0]);
  for (let depth = 1; depth <= limit; depth += 1) {
    layer = new Set([...layer].flatMap((position) => graph[position]!.upstream));
    for (const position of layer) {
      const far = graph[position]!;
      if (far.supplierId !== graph[0]!.supplierId) found.push({ node: far, left: share ** depth });
    }
  }
  if (found.length === 0) return null;
  const top = (figure: 'point' | 'best' | 'worst') => Math.max(...found.map(({ node: { own }, left }) => left * own[figure]));
  return { point: top('point'), best: top('best'), worst: top('worst') };
}

describe('what is inherited', () => {
  it('is, on every graph, the highest share of an own risk over every way there is: the fewest steps to a place suffice', () => {
    const shares = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(graphs, shares, fc.integer({ min: 1, max: 6 }), (graph, share, depth) => {
        const { behind } = walkUpstream(graph, 0, { inherited: { share, depth } });
        const expected = everyWay(graph, share, depth);
        if (expected === null) expect(behind).toBeNull();
        else for (const figure of ['point', 'best', 'worst'] as const) expect(behind?.inherited[figure]).toBeCloseTo(expected[figure], 9);
      }),
      { numRuns: RUNS },
    );
  });

  it('never falls when a link is added or an own risk rises, and never exceeds the share of the gravest', () => {
    fc.assert(
      fc.property(graphs, fc.nat(6), fc.nat(6), (graph, from, to) => {
        const before = walkUpstream(graph, 0, METHOD).behind?.inherited.point ?? 0;
        const linked = graph.map((one, at) =>
          at === from % graph.length ? { ...one, upstream: [...one.upstream, to % graph.length] } : one,
        );
        const graver = graph.map((one, at) => (at === to % graph.length ? { ...one, own: { ...one.own, point: one.own.point + 3 } } : one));
        expect(walkUpstream(linked, 0, METHOD).behind?.inherited.point ?? 0).toBeGreaterThanOrEqual(before);
        expect(walkUpstream(graver, 0, METHOD).behind?.inherited.point ?? 0).toBeGreaterThanOrEqual(before);
        expect(before).toBeLessThanOrEqual(0.6 * Math.max(...graph.map(({ own }) => own.point)) + 1e-9);
      }),
      { numRuns: RUNS },
    );
  });

  it('is explained by a path of links that are there, to the one whose share it is', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { behind } = walkUpstream(graph, 0, METHOD);
        if (behind === null) return;
        let [at, steps] = [graph[0]!, 0];
        for (const next of behind.path) {
          expect(at.upstream.map((position) => graph[position])).toContain(next);
          [at, steps] = [next, steps + 1];
        }
        expect(behind.inherited.point).toBeCloseTo(0.6 ** steps * at.own.point, 9);
      }),
      { numRuns: RUNS },
    );
  });

  it('does not reach beyond the method’s depth', () => {
    const chain = [0, 1, 2, 3, 4, 5, 6].map((at) => node(`s${at}`, at === 6 ? 90 : 10, at === 6 ? [] : [at + 1]));
    expect(walkUpstream(chain, 0, METHOD).behind?.inherited.point).toBeCloseTo(6, 9);
    expect(walkUpstream(chain, 1, METHOD).behind?.inherited.point).toBeCloseTo(0.6 ** 5 * 90, 9);
  });

  it('is nothing of a supplier’s own, whatever circle leads back to it', () => {
    const circle = [node('a', 10, [1], { siteId: 'a1' }), node('b', 0, [2]), node('a', 90, [0])];
    expect(walkUpstream(circle, 0, METHOD).behind).toMatchObject({ inherited: { point: 0 }, path: [{ supplierId: 'b' }] });
  });

  it('changes on the first day on which a link within reach does', () => {
    const dated = [
      node('a', 1, [1], { changesOn: '2026-09-01' }),
      node('b', 1, [2], { changesOn: '2026-08-01' }),
      node('c', 1, [], { changesOn: '2026-07-01' }),
    ];
    expect(walkUpstream(dated, 0, METHOD).changesOn).toBe('2026-07-01');
    expect(walkUpstream(dated, 0, { inherited: { share: 0.6, depth: 1 } }).changesOn).toBe('2026-09-01');
    expect(walkUpstream([], 0, METHOD)).toEqual({ behind: null, changesOn: null });
  });
});
