import { bandOf } from './band.js';
import { computeScore, type Computation } from './compute.js';
import { controlStrength } from './controls.js';
import { afterMoves, type Move, type Surroundings } from './helpful-moves.js';
import { sectorRisk } from './inherent.js';
import type { ScoreInputs } from './inputs.js';
import type { Band, Method } from './methodology.js';
import { round2 } from './rounding.js';
import { exposureRisk } from './workforce.js';

/** Why nothing that a site can show takes it out of its band; each alone is enough. */
export type Binding = 'zero_tolerance' | 'residual_floor' | 'inherited' | 'floor' | 'facts';

export type WayOut =
  | { readonly kind: 'lowest' }
  /** No shorter list leaves the band; of lists as short, none takes the residual lower. */
  | { readonly kind: 'list'; readonly moves: readonly Move[]; readonly residual: number; readonly band: Band }
  | { readonly kind: 'none'; readonly because: readonly Binding[] };

/** With more questions behind floors than this, the rest of them count as if floors did not read them. */
const MOST_BEHIND_FLOORS = 6;

/** How far an estimate may miss what the engine then computes. */
const MARGIN = 1e-6;

/**
 * The shortest list of moves after which the score lies in a lower band. The residual is monotone in three sums (exposures, controls, cases), so
 * of each kind the moves with the largest effect come first, whatever else is done: it is enough to try how many of each, and the shortest
 * that is found is the shortest there is. Moves that floors hang on are tried in every combination. What is found is computed by the engine.
 * A zero-tolerance case is not on any list: while one is open, that is the reason why there is none.
 */
export function wayOut(method: Method, inputs: ScoreInputs, moves: readonly Move[], surroundings: Surroundings): WayOut {
  const now = computeScore(method, inputs).residual.value.point;
  const band = bandOf(method, now);
  const from = method.bands.find(({ id }) => id === band)?.from ?? 0;
  if (method.bands.every((one) => one.from >= from)) return { kind: 'lowest' };
  const open = moves.filter(({ zeroTolerance }) => !zeroTolerance);
  const behind = open.filter(({ ref }) => surroundings.floors?.questions.includes(ref)).slice(0, MOST_BEHIND_FLOORS);
  const others = open.filter((move) => !behind.includes(move));
  const effects = effectsOf(method, inputs, others);
  const starts = subsetsOf(behind).map((taken) => startOf(method, inputs, taken, surroundings));
  for (let length = 1; length <= open.length; length += 1) {
    const found = starts
      .flatMap((start) => listsOf(method, start, effects, length - start.taken.length, from))
      .sort((a, b) => a.estimate - b.estimate);
    for (const { moves: list } of found) {
      const residual = computeScore(method, afterMoves(inputs, list, surroundings)).residual.value.point;
      if (round2(residual) < from) return { kind: 'list', moves: inOrder(moves, list), residual, band: bandOf(method, residual) };
    }
  }
  return { kind: 'none', because: bindingsOf(method, inputs, open, surroundings, from) };
}

const inOrder = (all: readonly Move[], list: readonly Move[]): readonly Move[] => all.filter((move) => list.includes(move));

const subsetsOf = (moves: readonly Move[]): readonly (readonly Move[])[] =>
  moves.reduce<(readonly Move[])[]>((sets, move) => [...sets, ...sets.map((set) => [...set, move])], [[]]);

/** The moves of one kind by their effect, and what the first n of them amount to. */
interface Ranked {
  readonly moves: readonly Move[];
  readonly sums: readonly number[];
}

/** What the moves that no floor hangs on amount to, whatever else is done. */
interface Effects {
  /** Off the inherent risk before floors. */
  readonly exposures: Ranked;
  /** Onto the strength of the controls. */
  readonly controls: Ranked;
  /** For each number of cases closed, the largest fall there is. */
  readonly cases: readonly { readonly moves: readonly Move[]; readonly fall: number }[];
}

function effectsOf(method: Method, inputs: ScoreInputs, others: readonly Move[]): Effects {
  const prior = sectorRisk(method, inputs).point / 100;
  const strengths = new Map(inputs.controls.map((one) => [one.question, one.weight * controlStrength(method, one).point]));
  const risks = new Map(inputs.exposures.map((one) => [one.question, one.weight * exposureRisk(method, one, prior).point]));
  const share = (list: readonly { readonly weight: number }[]): number => 100 / list.reduce((sum, { weight }) => sum + weight, 0);
  const ofExposures = method.inherent.weights.workforce * share(inputs.exposures);
  const ofControls = share(inputs.controls);
  const effectOf = ({ ref, to }: Move): number => {
    if (to === null) return 0;
    if ('score' in to) return (to.weight * controlStrength(method, to).point - (strengths.get(ref) ?? 0)) * ofControls;
    return ((risks.get(ref) ?? 0) - to.weight * exposureRisk(method, to, prior).point) * ofExposures;
  };
  const effects = (factor: Move['factor']): Ranked =>
    ranked(others.filter((move) => move.factor === factor).map((move) => ({ move, effect: effectOf(move) })));
  return { exposures: effects('exposure'), controls: effects('control'), cases: closings(method, inputs, others) };
}

/** The state from which a search begins: what floors hang on is decided. */
interface Start {
  readonly taken: readonly Move[];
  readonly score: Computation;
  readonly floor: number;
}

function startOf(method: Method, inputs: ScoreInputs, taken: readonly Move[], surroundings: Surroundings): Start {
  const started = afterMoves(inputs, taken, surroundings);
  const floors = started.floors.filter(({ truth }) => truth !== 'possible').map(({ value }) => value);
  return { taken, score: computeScore(method, started), floor: Math.max(-Infinity, ...floors) };
}

function ranked(effects: readonly { readonly move: Move; readonly effect: number }[]): Ranked {
  const sorted = effects.filter(({ effect }) => effect > 0).sort((a, b) => b.effect - a.effect);
  const sums = sorted.reduce<number[]>((all, { effect }) => [...all, (all.at(-1) ?? 0) + effect], [0]);
  return { moves: sorted.map(({ move }) => move), sums };
}

/** Critical cases count in full and the others up to a cap, so how many of each are closed decides. */
function closings(method: Method, { cases }: ScoreInputs, others: readonly Move[]): Effects['cases'] {
  const { points, minorCap } = method.cases;
  const weightOf = new Map(cases.map(({ id, severity }) => [id, { severity, points: points[severity] }]));
  const moves = others.filter(({ factor }) => factor === 'case');
  const grave = moves.filter(({ ref }) => weightOf.get(ref)?.severity === 'critical');
  const small = ranked(
    moves.filter((move) => !grave.includes(move)).map((move) => ({ move, effect: weightOf.get(move.ref)?.points ?? 0 })),
  );
  const ofSmall = cases.reduce((sum, { severity }) => (severity === 'critical' ? sum : sum + points[severity]), 0);
  const smallFall = (count: number): number =>
    Math.min(ofSmall, minorCap) - Math.min(Math.max(0, ofSmall - (small.sums[count] ?? 0)), minorCap);
  return Array.from({ length: grave.length + small.moves.length + 1 }, (_, closed) => {
    const least = Math.max(0, closed - small.moves.length);
    const most = Math.min(closed, grave.length);
    let best = { count: least, fall: -Infinity };
    for (let count = least; count <= most; count += 1) {
      const fall = count * points.critical + smallFall(closed - count);
      if (fall > best.fall) best = { count, fall };
    }
    return { moves: [...grave.slice(0, best.count), ...small.moves.slice(0, closed - best.count)], fall: best.fall };
  });
}

interface Candidate {
  readonly moves: readonly Move[];
  readonly estimate: number;
}

/** Lists of `length` further moves that may lie below `from`. */
function listsOf(method: Method, start: Start, effects: Effects, length: number, from: number): readonly Candidate[] {
  const { score, floor, taken } = start;
  const { exposures, controls, cases } = effects;
  const extra = score.cases.points + score.signals.points;
  const held = Math.max(score.bounds.inherited?.point ?? 0, score.bounds.residualFloor, score.bounds.zeroToleranceFloor);
  const found: Candidate[] = [];
  for (let e = 0; e <= Math.min(length, exposures.moves.length); e += 1) {
    const inherent = Math.max(score.inherent.base.point - (exposures.sums[e] ?? 0), floor);
    for (let c = 0; c <= Math.min(length - e, controls.moves.length); c += 1) {
      const closed = cases[length - e - c];
      if (closed === undefined) continue;
      const strength = score.controls.value.point + (controls.sums[c] ?? 0);
      const r1 = inherent * (1 - (method.controls.reduction * strength) / 100) + extra - closed.fall;
      const estimate = Math.max(r1, held);
      if (estimate < from - 0.005 + MARGIN) {
        found.push({ moves: [...taken, ...exposures.moves.slice(0, e), ...controls.moves.slice(0, c), ...closed.moves], estimate });
      }
    }
  }
  return found;
}

/** What holds the score up once everything is done. */
function bindingsOf(
  method: Method,
  inputs: ScoreInputs,
  moves: readonly Move[],
  surroundings: Surroundings,
  from: number,
): readonly Binding[] {
  const done = afterMoves(inputs, moves, surroundings);
  const { bounds, residual } = computeScore(method, done);
  const isAbove = (value: number): boolean => value > -Infinity && round2(value) >= from;
  const because: Binding[] = [];
  if (isAbove(bounds.zeroToleranceFloor)) because.push('zero_tolerance');
  if (isAbove(bounds.residualFloor)) because.push('residual_floor');
  if (isAbove(bounds.inherited?.point ?? -Infinity)) because.push('inherited');
  if (isAbove(residual.r1.point)) {
    const unfloored = computeScore(method, { ...done, floors: [] });
    because.push(isAbove(unfloored.residual.r1.point) ? 'facts' : 'floor');
  }
  return because.length === 0 ? ['facts'] : because;
}
