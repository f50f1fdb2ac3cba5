import { computedIn, comparisonsOf, numbersIn, readsOf } from '../expressions/cel.js';
import type { OpenInput } from '../expressions/condition.js';
import type { Option, Question } from './manual.js';

/** Larger than any head count: what lies above every boundary. */
const MUCH = 1_000_000_000;

/** Beyond this many values the condition stays undetermined anyway (see `truthOf`). */
const MAX_VALUES = 4096;

/** The boundaries themselves, one number inside each gap between them, and both ends: every comparison with them is decided. */
const numbersAround = (boundaries: readonly number[], top: number): readonly number[] => {
  const inside = boundaries.filter((boundary) => boundary > 0 && boundary < top);
  const sorted = [...new Set([0, ...inside, top])].sort((a, b) => a - b);
  return sorted.flatMap((value, i) => {
    const next = sorted[i + 1];
    return next === undefined ? [value] : [value, (value + next) / 2];
  });
};

const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

const datesAround = (literals: readonly (string | number)[]): readonly string[] => {
  const dates = literals.filter((literal): literal is string => typeof literal === 'string' && !Number.isNaN(Date.parse(literal)));
  return [...new Set(['1900-01-01', ...dates.flatMap((date) => [date, dayAfter(date)]), '2999-12-31'])];
};

const subsetsOf = (items: readonly string[]): readonly string[][] =>
  items.reduce<string[][]>((sets, item) => [...sets, ...sets.map((set) => [...set, item])], [[]]);

/** The options that a condition names, and one for all others; every option where it does more than compare. */
const choicesOf = (question: Question, condition: string, named: ReadonlySet<string | number>): readonly string[] => {
  const ids = question.options.map(({ id }) => id);
  if (computedIn(condition).includes(`answers.${question.id}`)) return ids;
  const other = ids.find((id) => !named.has(id));
  return ids.filter((id) => named.has(id) || id === other);
};

/** Every combination of the options that the condition names, with any number of the others: the others differ in number only. */
const selectionsOf = (options: readonly Option[], named: ReadonlySet<string | number>): readonly (readonly string[])[] => {
  const free = options.filter((option) => !option.exclusive).map((option) => option.id);
  const ofInterest = free.filter((id) => named.has(id));
  const others = free.filter((id) => !named.has(id));
  if (2 ** ofInterest.length * (others.length + 1) > MAX_VALUES) return [];
  const combined = subsetsOf(ofInterest).flatMap((set) =>
    Array.from({ length: others.length + 1 }, (_, n) => [...set, ...others.slice(0, n)]),
  );
  return [...combined.filter((set) => set.length > 0), ...options.filter((option) => option.exclusive).map((option) => [option.id])];
};

/** Answers with parts: the parts that the condition reads in every combination, the others left at 0. */
const partsAround = (question: Question, condition: string): readonly Readonly<Record<string, number>>[] => {
  const read = question.parts.filter(({ id }) => readsOf(condition).includes(`answers.${question.id}.${id}`));
  const values = numbersAround(numbersIn(condition), MUCH);
  if (values.length ** read.length > MAX_VALUES) return [];
  const blank = Object.fromEntries(question.parts.map(({ id }) => [id, 0]));
  return read.reduce<Record<string, number>[]>(
    (all, { id }) => all.flatMap((one) => values.map((value) => ({ ...one, [id]: value }))),
    [blank],
  );
};

/**
 * Values that stand for every answer a question can take, as far as one condition can tell them apart: all options; for
 * numbers and dates each constant of the condition, what lies between and beyond. Empty: it cannot be said.
 */
export const candidateValues = (question: Question, condition: string): readonly unknown[] => {
  const literals = comparisonsOf(condition)
    .filter(({ path }) => path === `answers.${question.id}`)
    .map(({ literal }) => literal);
  switch (question.type) {
    case 'yes_no':
    case 'single':
      return choicesOf(question, condition, new Set(literals));
    case 'multiple':
      return selectionsOf(question.options, new Set(literals));
    case 'number':
      return question.parts.length > 0 ? partsAround(question, condition) : numbersAround(numbersIn(condition), MUCH);
    case 'percent':
      return numbersAround(numbersIn(condition), 100);
    case 'date':
      return datesAround(literals);
    case 'text':
    case 'file':
      return [];
  }
};

/** Larger lists are made anew each time: few conditions need them, and they would fill the memory. */
const MAX_KEPT = 64;

const kept = new WeakMap<Question, Map<string, OpenInput>>();

/** A question without an answer, as an open input of one condition. Kept as long as the question: it is asked for at every answer that is saved. */
export const openAnswer = (question: Question, condition: string): OpenInput => {
  const ofQuestion = kept.get(question) ?? new Map<string, OpenInput>();
  const known = ofQuestion.get(condition);
  if (known) return known;
  const open: OpenInput = { path: `answers.${question.id}`, values: candidateValues(question, condition) };
  if (open.values.length <= MAX_KEPT) kept.set(question, ofQuestion.set(condition, open));
  return open;
};

/** No country, sector or good bears this name: it stands for all that a condition does not name. */
const ANY_OTHER = '?';

/** What a condition reads of the site, as open inputs: every value it names, and one for all others. */
export const openSite = (condition: string): readonly OpenInput[] => {
  const named = (path: string): readonly string[] =>
    comparisonsOf(condition).flatMap(({ path: compared, literal }) => (compared === path && typeof literal === 'string' ? [literal] : []));
  return readsOf(condition)
    .filter((path) => path.startsWith('site.'))
    .map((path) => {
      if (path === 'site.workers') return { path, values: numbersAround(numbersIn(condition), MUCH) };
      const values = [...new Set([...named(path), ANY_OTHER])];
      return { path, values: path === 'site.goods' ? [[], values, ...values.map((value) => [value])] : values };
    });
};
