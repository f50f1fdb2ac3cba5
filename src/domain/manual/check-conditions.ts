import { comparisonsOf, conditionChecker, questionsReadBy } from '../expressions/cel.js';
import type { Problem } from '../shared/domain-error.js';
import { conditionInputs } from './condition-inputs.js';
import type { Question } from './manual.js';

/** A question with its path in the manual. */
export interface PlacedQuestion {
  readonly path: string;
  readonly question: Question;
}

/** A condition with the place where it stands. */
export interface PlacedCondition {
  readonly path: string;
  readonly condition: string;
}

const conditionsOf = ({ path, question }: PlacedQuestion): PlacedCondition[] => [
  ...(question.visible === null ? [] : [{ path: `${path}/visible`, condition: question.visible }]),
  ...question.redFlags.map((flag, i) => ({ path: `${path}/redFlags/${i}/when`, condition: flag.when })),
];

const unknownOptions = (condition: string, byId: ReadonlyMap<string, Question>): string[] =>
  comparisonsOf(condition).flatMap(({ path, literal }) => {
    const [root, id, ...rest] = path.split('.');
    const question = root === 'answers' && rest.length === 0 ? byId.get(id ?? '') : undefined;
    if (!question || question.options.length === 0 || question.options.some((option) => option.id === literal)) return [];
    return [`"${literal}" is not an option of ${question.id}, which has ${question.options.map((option) => `"${option.id}"`).join(', ')}`];
  });

/**
 * What is wrong with conditions over the answers to these questions: syntax, refused functions, unknown questions, type
 * clashes, options that do not exist. Used for a manual's own conditions and for the floors of a methodology.
 */
export const checkConditions = (
  conditions: readonly PlacedCondition[],
  questions: readonly Question[],
  moreInputs: Readonly<Record<string, Readonly<Record<string, string>>>> = {},
): Problem[] => {
  const check = conditionChecker({ ...conditionInputs(questions), ...moreInputs });
  const byId = new Map(questions.map((question) => [question.id, question]));
  return conditions.flatMap(({ path, condition }) => [
    ...check(condition).map(({ code, message }) => ({ path, code, message: `The condition is refused: ${message}.` })),
    ...unknownOptions(condition, byId).map((message) => ({
      path,
      code: 'CONDITION_UNKNOWN_OPTION',
      message: `The condition can never hold: ${message}.`,
    })),
  ]);
};

/** The first way from `id` back to itself through visibility conditions, or null. */
const wayBack = (id: string, gates: ReadonlyMap<string, readonly string[]>): string[] | null => {
  const tried = new Set<string>();
  const search = (from: string, way: string[]): string[] | null => {
    for (const next of gates.get(from) ?? []) {
      if (next === id) return [...way, next];
      if (tried.has(next)) continue;
      tried.add(next);
      const found = search(next, [...way, next]);
      if (found) return found;
    }
    return null;
  };
  return search(id, [id]);
};

/** Leaves out, again and again, what waits for nothing that is left: what remains lies on a circle, or behind one. */
const entangled = (gates: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, readonly string[]> => {
  const readers = new Map<string, string[]>();
  const waits = new Map<string, number>();
  for (const [id, read] of gates) {
    const known = read.filter((gate) => gates.has(gate));
    waits.set(id, known.length);
    for (const gate of known) readers.set(gate, [...(readers.get(gate) ?? []), id]);
  }
  const free = [...waits].filter(([, count]) => count === 0).map(([id]) => id);
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waits.delete(id);
    for (const reader of readers.get(id) ?? []) {
      const left = (waits.get(reader) ?? 0) - 1;
      waits.set(reader, left);
      if (left === 0) free.push(reader);
    }
  }
  return new Map([...gates].filter(([id]) => waits.has(id)).map(([id, read]) => [id, read.filter((gate) => waits.has(gate))]));
};

/** Each cycle once, at the first of its questions: nobody could ever say which of them to ask first. */
const checkCycles = (placed: readonly PlacedQuestion[]): Problem[] => {
  const gates = entangled(
    new Map(placed.map(({ question }) => [question.id, question.visible === null ? [] : questionsReadBy(question.visible)])),
  );
  const reported = new Set<string>();
  return placed.flatMap(({ path, question }) => {
    const way = reported.has(question.id) || !gates.has(question.id) ? null : wayBack(question.id, gates);
    if (!way) return [];
    way.forEach((id) => reported.add(id));
    return [{ path: `${path}/visible`, code: 'CONDITION_CYCLE', message: `The conditions go round in a circle: ${way.join(' -> ')}.` }];
  });
};

/** Every visibility condition and red flag of a manual, typed, and no circle among the conditions. */
export const checkManualConditions = (placed: readonly PlacedQuestion[]): Problem[] => [
  ...checkConditions(
    placed.flatMap(conditionsOf),
    placed.map(({ question }) => question),
  ),
  ...checkCycles(placed),
];
