/** Where the answers to a question lead: positions in the file, each later than its own; the number of questions: the end. */
export type Targets = readonly number[];

/** One of the questions that decide whether another is reached. */
export interface Gate {
  /** It is reached, and answered with one of these: the other question follows for certain. */
  readonly targets: ReadonlySet<number>;
  /** Every walk that misses the other question passes this one: where this one is hidden, the other is reached anyhow. */
  readonly onEveryWayAround: boolean;
}

/** How a question is reached. `gates`, by position: one of them leads to it. */
export type Reach =
  { readonly kind: 'always' } | { readonly kind: 'never' } | { readonly kind: 'gates'; readonly gates: ReadonlyMap<number, Gate> };

const distinct = (targets: Targets): readonly number[] => [...new Set(targets)];

const reachable = (steps: readonly Targets[]): readonly boolean[] => {
  const reached = steps.map((_, i) => i === 0);
  steps.forEach((targets, i) => {
    if (reached[i]) targets.forEach((target) => (reached[target] = true));
  });
  return reached;
};

/** The next question that every way from this one passes, whatever is answered on it: the meeting point of its ways. */
const meetingPoints = (steps: readonly Targets[]): readonly number[] => {
  const end = steps.length;
  const meets = Array.from({ length: end + 1 }, () => end);
  const common = (a: number, b: number): number => {
    let [low, high] = [a, b];
    while (low !== high) {
      if (low < high) low = meets[low] ?? end;
      else high = meets[high] ?? end;
    }
    return low;
  };
  for (let i = end - 1; i >= 0; i -= 1) meets[i] = (steps[i] ?? []).reduce(common, steps[i]?.[0] ?? end);
  return meets;
};

const waysFrom = (start: number, until: number, meets: readonly number[]): readonly number[] => {
  const passed: number[] = [];
  for (let at = start; at !== until && at < meets.length - 1; at = meets[at] ?? until) passed.push(at);
  return passed;
};

/** Which questions before `missed` still have a way past it. */
const waysAround = (missed: number, steps: readonly Targets[]): Uint8Array => {
  const leaves = new Uint8Array(missed);
  for (let i = missed - 1; i >= 0; i -= 1) {
    for (const target of steps[i] ?? []) if (target > missed || leaves[target] === 1) leaves[i] = 1;
  }
  return leaves;
};

/** The questions that every walk passes which misses one: no way around it leads past them. */
const onEveryWayAround = (missed: number, steps: readonly Targets[]): ReadonlySet<number> => {
  const leaves = waysAround(missed, steps);
  const reached = new Uint8Array(missed);
  const passed = new Set<number>();
  reached[0] = 1;
  let furthest = 0;
  for (let i = 0; i < missed; i += 1) {
    if (reached[i] === 0 || leaves[i] === 0) continue;
    if (furthest <= i) passed.add(i);
    for (const target of steps[i] ?? []) {
      if (target <= missed && leaves[target] !== 1) continue;
      if (target < missed) reached[target] = 1;
      if (target > furthest) furthest = target;
    }
  }
  return passed;
};

/** The nearest choices before each question, with the targets from which it follows for certain. */
const choicesBefore = (
  steps: readonly Targets[],
  reached: readonly boolean[],
  meets: readonly number[],
): readonly Map<number, Set<number>>[] => {
  const choices = steps.map(() => new Map<number, Set<number>>());
  steps.forEach((targets, from) => {
    if (!reached[from] || targets.length < 2) return;
    for (const target of targets) {
      for (const passed of waysFrom(target, meets[from] ?? steps.length, meets)) {
        const known = choices[passed]?.get(from);
        if (known) known.add(target);
        else choices[passed]?.set(from, new Set([target]));
      }
    }
  });
  return choices;
};

/**
 * For every question, the choices that decide whether a walk by jumps comes to it. Only questions whose answers lead to
 * different places appear as gates, and only the nearest ones: a stretch without jumps shares the gates of its beginning,
 * and where all ways have met again there is none. So a condition grows with the jumps around a question, not with the file.
 */
export const reaches = (answers: readonly Targets[]): readonly Reach[] => {
  const steps = answers.map(distinct);
  const reached = reachable(steps);
  const meets = meetingPoints(steps);
  const always = new Set(waysFrom(0, steps.length, meets));
  return choicesBefore(steps, reached, meets).map((choices, i) => {
    if (!reached[i]) return { kind: 'never' };
    if (always.has(i)) return { kind: 'always' };
    const passed = onEveryWayAround(i, steps);
    const gates = [...choices].map(([from, targets]) => [from, { targets, onEveryWayAround: passed.has(from) }] as const);
    return { kind: 'gates', gates: new Map(gates) };
  });
};
