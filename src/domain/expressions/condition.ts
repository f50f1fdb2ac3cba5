import { evaluate, readsOf } from './cel.js';
import type { Truth } from './truth.js';

/** Beyond this many combinations a condition counts as undetermined, so that no manual can slow a sweep down. */
const MAX_COMBINATIONS = 4096;

/** A missing input and the values that it can take. `path` is dotted: `answers.R3`. */
export interface OpenInput {
  readonly path: string;
  readonly values: readonly unknown[];
}

type Inputs = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Most inputs hold none, and are left as they are. */
const holdsNull = (value: unknown): boolean => {
  if (value === null || value === undefined) return true;
  if (!isRecord(value)) return false;
  for (const key in value) {
    const inner = value[key];
    if (inner === null || inner === undefined || (typeof inner === 'object' && holdsNull(inner))) return true;
  }
  return false;
};

/** A null is a missing value: compared as it is, it would silently make `!=` true and `==` false. */
const withoutNulls = (value: unknown): unknown =>
  isRecord(value) && holdsNull(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, inner]) => inner !== null && inner !== undefined)
          .map(([key, inner]) => [key, withoutNulls(inner)]),
      )
    : value;

/** Inputs of one decision's own, so that its combinations are tried by setting values and not by copying all the others. */
const ownCopy = (inputs: Inputs): Record<string, unknown> =>
  Object.fromEntries(Object.entries(inputs).map(([root, fields]) => [root, isRecord(fields) ? { ...fields } : fields]));

const setValue = (inputs: Record<string, unknown>, path: readonly string[], value: unknown): void => {
  let fields = inputs;
  path.slice(0, -1).forEach((name, depth) => {
    const inner = fields[name];
    // The first level is a copy already; what lies deeper is still the caller's.
    const own = isRecord(inner) ? (depth === 0 ? inner : { ...inner }) : {};
    fields[name] = own;
    fields = own;
  });
  fields[path.at(-1) ?? ''] = value;
};

const touches = (open: string, read: string): boolean => open === read || read.startsWith(`${open}.`) || open.startsWith(`${read}.`);

interface Tally {
  readonly seen: Set<boolean | null>;
}

const tryAll = (condition: string, inputs: Record<string, unknown>, open: readonly OpenInput[], tally: Tally): void => {
  const [first, ...rest] = open;
  if (!first) {
    tally.seen.add(evaluate(condition, inputs));
    return;
  }
  const path = first.path.split('.');
  for (const value of first.values) {
    if (tally.seen.size > 1 || tally.seen.has(null)) return;
    setValue(inputs, path, value);
    tryAll(condition, inputs, rest, tally);
  }
};

const relevantTo = (condition: string, open: readonly OpenInput[]): readonly OpenInput[] => {
  if (open.length === 0) return open;
  const reads = readsOf(condition);
  return open.filter((input) => reads.some((read) => touches(input.path, read)));
};

const productOf = (open: readonly OpenInput[]): number => open.reduce((product, input) => product * input.values.length, 1);

/** How many combinations of its missing inputs deciding a condition may try; 0 where they are too many and none is tried. */
export const combinationsOf = (condition: string, open: readonly OpenInput[]): number => {
  const combinations = productOf(relevantTo(condition, open));
  return combinations > MAX_COMBINATIONS ? 0 : combinations;
};

/** Whether some combination gives a result that fits; also true where the values are not known, or too many to try. */
const someCombination = (
  condition: string,
  known: Inputs,
  open: readonly OpenInput[],
  fits: (result: boolean | null) => boolean,
): boolean => {
  const relevant = relevantTo(condition, open);
  if (relevant.length === 0) return fits(evaluate(condition, withoutNulls(known) as Inputs));
  if (productOf(relevant) > MAX_COMBINATIONS || relevant.some(({ values }) => values.length === 0)) return true;
  const inputs = ownCopy(withoutNulls(known) as Inputs);
  const paths = relevant.map(({ path }) => path.split('.'));
  const holdsFrom = (at: number): boolean => {
    const input = relevant[at];
    if (input === undefined) return fits(evaluate(condition, inputs));
    return input.values.some((value) => {
      setValue(inputs, paths[at] ?? [], value);
      return holdsFrom(at + 1);
    });
  };
  return holdsFrom(0);
};

/** Whether any combination of the values of its missing inputs fulfils a condition; also true where these are not known, or too many to try. */
export const canHold = (condition: string, known: Inputs, open: readonly OpenInput[]): boolean =>
  someCombination(condition, known, open, (result) => result === true);

/** Whether `truthOf` is anything but "false": said at the first combination that shows it, where `truthOf` would go on to tell true from undetermined. */
export const mayHold = (condition: string, known: Inputs, open: readonly OpenInput[]): boolean =>
  someCombination(condition, known, open, (result) => result !== false);

/**
 * Says whether a condition holds while some of its inputs are missing: `true` if it holds for every combination of the
 * values these can take, `false` if for none, else `undetermined`. An evaluation error, a missing input that is not
 * listed as open and too many combinations are undetermined too: an unknown never becomes "no".
 * `known` maps root names to values (`{ answers, site }`); nulls in it are missing. Throws `CONDITION_REFUSED`.
 */
export const truthOf = (condition: string, known: Inputs, open: readonly OpenInput[]): Truth => {
  const relevant = relevantTo(condition, open);
  if (relevant.length === 0) return truthOfResult(evaluate(condition, withoutNulls(known) as Inputs));
  if (productOf(relevant) > MAX_COMBINATIONS) return 'undetermined';
  const tally: Tally = { seen: new Set() };
  tryAll(condition, ownCopy(withoutNulls(known) as Inputs), relevant, tally);
  if (tally.seen.size !== 1) return 'undetermined';
  if (tally.seen.has(true)) return 'true';
  return tally.seen.has(false) ? 'false' : 'undetermined';
};

/** What an evaluation says where nothing was missing: an error leaves it undecided. */
export const truthOfResult = (result: boolean | null): Truth => (result === null ? 'undetermined' : result ? 'true' : 'false');
