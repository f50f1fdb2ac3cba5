import type { Method, Range } from './methodology.js';
import { each } from './range.js';

/** One supplier behind the supplier: `depth` 1 is the next step upstream, `own` its residual before inheritance. */
export interface Upstream {
  readonly depth: number;
  readonly own: Range;
}

/** What a site inherits: the gravest supplier behind it, less with every step, up to the method's depth; null without any. */
export const inheritedRisk = (method: Method, upstream: readonly Upstream[]): Range | null => {
  const near = upstream.filter(({ depth }) => depth >= 1 && depth <= method.inherited.depth);
  if (near.length === 0) return null;
  return each((figure) => near.reduce((highest, { depth, own }) => Math.max(highest, method.inherited.share ** depth * own[figure]), 0));
};

/** A site that passes work on and names nobody: those behind it are taken to be like itself, and may be anything. */
export const inheritedFromUnnamed = (method: Method, inherent: Range): Range => ({
  point: method.inherited.share * inherent.point,
  best: 0,
  worst: method.inherited.share * 100,
});
