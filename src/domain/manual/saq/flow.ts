/** Where the answers to a question lead: positions in the file, each later than its own; the number of questions: the end. */
export type Targets = readonly number[];

/** A question as a step of a walk. What it costs to read it is told in bits, because conditions try all answers still open. */
export interface Step {
  readonly targets: Targets;
  /** To read which answer was given. */
  readonly answerBits: number;
  /** To read whether it is asked at all; null where conditions cannot read it. */
  readonly askedBits: number | null;
}

/** A choice that decides whether another question is reached. */
export interface Gate {
  /** It is reached, and its answer leads to one of these: the other question follows for certain. */
  readonly targets: ReadonlySet<number>;
  /** Every walk that misses the other question passes this one: where this one is hidden, the other is reached anyhow. */
  readonly onEveryWayAround: boolean;
}

/** How a question is reached: always, never, or by one of the choices (by position) or along with one of the questions `asked`. */
export type Reach =
  | { readonly kind: 'always' }
  | { readonly kind: 'never' }
  | { readonly kind: 'gates'; readonly gates: ReadonlyMap<number, Gate>; readonly asked: readonly number[] };

/** The ways into a question and all that lead to it for certain. */
interface Ways {
  readonly choices: ReadonlyMap<number, ReadonlySet<number>>;
  readonly asked: readonly number[];
  readonly bits: number;
}

/** Reading whether a question is asked, instead of the choices before it, must be this much cheaper: choices are plainer to people. */
const PLAINNESS = 2;

const reachable = (targets: readonly Targets[]): readonly boolean[] => {
  const reached = targets.map((_, i) => i === 0);
  targets.forEach((ways, i) => {
    if (reached[i]) ways.forEach((target) => (reached[target] = true));
  });
  return reached;
};

/** The next question that every way from this one passes, whatever is answered on it: the meeting point of its ways. */
const meetingPoints = (targets: readonly Targets[]): readonly number[] => {
  const end = targets.length;
  const meets = Array.from({ length: end + 1 }, () => end);
  const common = (a: number, b: number): number => {
    let [low, high] = [a, b];
    while (low !== high) {
      if (low < high) low = meets[low] ?? end;
      else high = meets[high] ?? end;
    }
    return low;
  };
  for (let i = end - 1; i >= 0; i -= 1) meets[i] = (targets[i] ?? []).reduce(common, targets[i]?.[0] ?? end);
  return meets;
};

const meetingPointsOfStart = (meets: readonly number[]): ReadonlySet<number> => {
  const passed = new Set<number>();
  for (let at = 0; at < meets.length - 1; at = meets[at] ?? meets.length) passed.add(at);
  return passed;
};

const joined = (all: readonly Ways[], steps: readonly Step[]): Ways => {
  const choices = new Map<number, Set<number>>();
  for (const ways of all) {
    for (const [from, targets] of ways.choices) {
      const known = choices.get(from) ?? new Set<number>();
      targets.forEach((target) => known.add(target));
      choices.set(from, known);
    }
  }
  const asked = all.flatMap((ways) => ways.asked);
  const choiceBits = [...choices.keys()].reduce((total, from) => total + (steps[from]?.answerBits ?? 0), 0);
  return { choices, asked, bits: asked.reduce((total, at) => total + (steps[at]?.askedBits ?? 0), choiceBits) };
};

/**
 * For every question the ways into it. A question that leads to another for certain hands its ways on to it, or, where they
 * are many, itself: the other is asked along with it.
 */
const waysInto = (steps: readonly Step[], reached: readonly boolean[], meets: readonly number[]): readonly Ways[] => {
  const gathered = steps.map((): Ways[] => []);
  steps.forEach(({ targets }, from) => {
    if (!reached[from]) return;
    for (const target of targets) {
      if (meets[from] !== target) gathered[target]?.push({ choices: new Map([[from, new Set([target])]]), asked: [], bits: 0 });
    }
  });
  return steps.map(({ askedBits }, i) => {
    const ways = joined(gathered[i] ?? [], steps);
    const isCheaper = askedBits !== null && askedBits + PLAINNESS < ways.bits;
    gathered[meets[i] ?? steps.length]?.push(isCheaper ? { choices: new Map(), asked: [i], bits: askedBits } : ways);
    return ways;
  });
};

/** Which questions before `missed` still have a way past it. */
const waysAround = (missed: number, steps: readonly Step[]): Uint8Array => {
  const leaves = new Uint8Array(missed);
  for (let i = missed - 1; i >= 0; i -= 1) {
    for (const target of steps[i]?.targets ?? []) if (target > missed || leaves[target] === 1) leaves[i] = 1;
  }
  return leaves;
};

/** The questions that every walk passes which misses one: no way around it leads past them. */
const onEveryWayAround = (missed: number, steps: readonly Step[]): ReadonlySet<number> => {
  const leaves = waysAround(missed, steps);
  const reached = new Uint8Array(missed);
  const passed = new Set<number>();
  reached[0] = 1;
  let furthest = 0;
  for (let i = 0; i < missed; i += 1) {
    if (reached[i] === 0 || leaves[i] === 0) continue;
    if (furthest <= i) passed.add(i);
    for (const target of steps[i]?.targets ?? []) {
      if (target <= missed && leaves[target] !== 1) continue;
      if (target < missed) reached[target] = 1;
      if (target > furthest) furthest = target;
    }
  }
  return passed;
};

/**
 * For every question, what decides whether a walk by jumps comes to it. Only questions whose answers lead to different places
 * appear as gates, and only the nearest ones: a stretch without jumps shares the gates of its beginning, and where all ways
 * have met again there is none. So a condition grows with the jumps around a question, not with the file.
 */
export const reaches = (walk: readonly Step[]): readonly Reach[] => {
  const steps = walk.map((step) => ({ ...step, targets: [...new Set(step.targets)] }));
  const targets = steps.map((step) => step.targets);
  const reached = reachable(targets);
  const meets = meetingPoints(targets);
  const always = meetingPointsOfStart(meets);
  return waysInto(steps, reached, meets).map(({ choices, asked }, i) => {
    if (!reached[i]) return { kind: 'never' };
    if (always.has(i)) return { kind: 'always' };
    const passed = onEveryWayAround(i, steps);
    const gates = [...choices].map(([from, leading]) => [from, { targets: leading, onEveryWayAround: passed.has(from) }] as const);
    return { kind: 'gates', gates: new Map(gates), asked };
  });
};
