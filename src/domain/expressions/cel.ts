import { type ASTNode, Environment, type ParseResult } from '@marcbachmann/cel-js';
import { DomainError } from '../shared/domain-error.js';
import { type Comparison, type Fault, type Syntax, walkSyntax } from './syntax.js';

/** Far above what a manual needs, far below what could keep a process busy. */
const LIMITS = { maxAstNodes: 250, maxDepth: 24, maxListElements: 100, maxMapEntries: 20, maxCallArguments: 8 };
const MAX_SOURCE = 2000;
const MAX_CACHED = 2000;
const MAX_DECIDED = 500;

/** Evaluation is untyped: the typed check happens once, when the content is loaded. */
const untyped = new Environment({ unlistedVariablesAreDyn: true, limits: LIMITS });

/** A type of CEL as a word (`string`, `double`, `list<string>`), or the fields of an object. */
export type InputType = string | { readonly [field: string]: InputType };

/** What a condition may read: root name to its fields. */
export type InputSchema = Readonly<Record<string, { readonly [field: string]: InputType }>>;

interface Compiled extends Syntax {
  readonly program: ParseResult | null;
  /** Ids of the questions among what it reads. */
  readonly questions: readonly string[];
  readonly ofSite: boolean;
  /** It reads whole answers and nothing else, so that their values alone decide it. */
  readonly ofAnswers: boolean;
  /** What it came to, by the values of what it reads. */
  readonly decided: Map<string, boolean | null>;
}

const compiled = new Map<string, Compiled>();

const summaryOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown error';
  return 'summary' in error && typeof error.summary === 'string' ? error.summary : (error.message.split('\n')[0] ?? '');
};

const positionOf = (error: unknown): number => {
  const range = error instanceof Error && 'range' in error ? error.range : undefined;
  return typeof range === 'object' && range !== null && 'start' in range && typeof range.start === 'number' ? range.start : 0;
};

const unreadable = (message: string, at: number): Compiled => ({
  program: null,
  questions: [],
  ofSite: false,
  ofAnswers: false,
  decided: new Map(),
  reads: [],
  comparisons: [],
  numbers: [],
  computed: [],
  faults: [{ code: 'CONDITION_SYNTAX', message, at }],
});

const questionsIn = (reads: readonly string[]): readonly string[] => [
  ...new Set(reads.flatMap((path) => (path.startsWith('answers.') ? [path.split('.')[1] ?? ''] : []))),
];

const compileAnew = (source: string): Compiled => {
  if (source.length > MAX_SOURCE) return unreadable(`a condition is at most ${MAX_SOURCE} characters long`, 0);
  try {
    const program = untyped.parse(source);
    const syntax = walkSyntax(program.ast);
    return {
      ...syntax,
      program: syntax.faults.length === 0 ? program : null,
      questions: questionsIn(syntax.reads),
      ofSite: syntax.reads.some((path) => path.startsWith('site.')),
      ofAnswers: syntax.reads.every((path) => path.startsWith('answers.') && path.split('.').length === 2),
      decided: new Map(),
    };
  } catch (error) {
    return unreadable(summaryOf(error), positionOf(error));
  }
};

/** Remembers by source, so that a sweep over thousands of sites parses each condition once; the oldest is forgotten first. */
const compile = (source: string): Compiled => {
  const known = compiled.get(source);
  if (known) return known;
  const fresh = compileAnew(source);
  const [oldest] = compiled.keys();
  if (compiled.size >= MAX_CACHED && oldest !== undefined) compiled.delete(oldest);
  compiled.set(source, fresh);
  return fresh;
};

/** Dotted paths that a condition reads, inside `has()` too; empty for a condition that cannot be parsed. */
export const readsOf = (source: string): readonly string[] => compile(source).reads;

/** The parsed condition, for saying it in words; null where it is refused. */
export const syntaxTreeOf = (source: string): ASTNode | null => compile(source).program?.ast ?? null;

/** Whether a condition reads anything of the site. */
export const readsSite = (source: string): boolean => compile(source).ofSite;

/** Ids of the questions whose answers a condition reads. */
export const questionsReadBy = (source: string): readonly string[] => compile(source).questions;

/** Literals that a condition compares with its inputs, so that options that do not exist are found. */
export const comparisonsOf = (source: string): readonly Comparison[] => compile(source).comparisons;

/** Inputs over which a condition decides by more than comparing them with literals. */
export const computedIn = (source: string): readonly string[] => compile(source).computed;

/** Every number written in a condition: where its truth may change. */
export const numbersIn = (source: string): readonly number[] => compile(source).numbers;

/**
 * Evaluates a condition over `inputs`. Null: it could not be decided (a key is missing, types clash, the result is not a
 * boolean). Throws `CONDITION_REFUSED` for a source that `checkCondition` would not let pass: content was not checked.
 */
export const evaluate = (source: string, inputs: Readonly<Record<string, unknown>>): boolean | null => {
  const { program, faults } = compile(source);
  if (!program) throw new DomainError('CONDITION_REFUSED', 'invalid', `The condition "${source}" is refused: ${faults[0]?.message ?? ''}.`);
  try {
    const result: unknown = program(inputs);
    return typeof result === 'boolean' ? result : null;
  } catch {
    return null;
  }
};

/** Values that tell themselves apart as text; null: they do not. */
const keyOf = (questions: readonly string[], valueOf: (question: string) => unknown): string | null => {
  let key = '';
  for (const question of questions) {
    const value = valueOf(question);
    if (typeof value === 'string') key += `'${value}\0`;
    else if (typeof value === 'number') key += `${value}\0`;
    else if (value === undefined) key += '\0';
    else return null;
  }
  return key;
};

/**
 * `evaluate` for a condition that reads nothing but whole answers, remembered by their values, since thousands of sites give the same few;
 * `undefined`: it reads something else, or an answer that is a list or an object. A question without a value is a missing key.
 */
export const evaluateAnswers = (source: string, valueOf: (question: string) => unknown): boolean | null | undefined => {
  const { ofAnswers, questions, decided } = compile(source);
  const key = ofAnswers ? keyOf(questions, valueOf) : null;
  if (key === null) return undefined;
  const known = decided.get(key);
  if (known !== undefined) return known;
  const answers: Record<string, unknown> = {};
  for (const question of questions) if (valueOf(question) !== undefined) answers[question] = valueOf(question);
  const result = evaluate(source, { answers });
  if (decided.size < MAX_DECIDED) decided.set(key, result);
  return result;
};

const typeAt = (schema: InputSchema, path: string): InputType | undefined =>
  path.split('.').reduce<InputType | undefined>((type, field) => {
    if (typeof type !== 'object' || !Object.hasOwn(type, field)) return undefined;
    return type[field];
  }, schema);

const unknownInputs = (source: string, schema: InputSchema): Fault[] =>
  readsOf(source)
    .filter((path) => typeAt(schema, path) === undefined)
    .map((path) => {
      const [root, name] = path.split('.');
      const code =
        root === 'answers' && !Object.hasOwn(schema['answers'] ?? {}, name ?? '')
          ? 'CONDITION_UNKNOWN_QUESTION'
          : 'CONDITION_UNKNOWN_INPUT';
      return { code, message: `it reads "${path}", which does not exist or cannot be read`, at: Math.max(0, source.indexOf(path)) };
    });

const hint = (summary: string): string =>
  /double.*int|int.*double/.test(summary) ? `${summary}; write numbers with a point, 10.0 and not 10` : summary;

const typedEnvironment = (schema: InputSchema): Environment => {
  const environment = new Environment({ unlistedVariablesAreDyn: false, limits: LIMITS });
  for (const [name, fields] of Object.entries(schema)) environment.registerVariable({ name, schema: fields });
  return environment;
};

/** Returns a checker for many conditions over the same inputs, because building the typed environment is the dear part. */
export const conditionChecker = (schema: InputSchema): ((source: string) => readonly Fault[]) => {
  const typed = typedEnvironment(schema);
  return (source) => {
    const { faults } = compile(source);
    if (faults.length > 0) return faults;
    const unknown = unknownInputs(source, schema);
    if (unknown.length > 0) return unknown;
    const result = typed.check(source);
    if (!result.valid) return [{ code: 'CONDITION_TYPE', message: hint(summaryOf(result.error)), at: positionOf(result.error) }];
    if (result.type !== 'bool')
      return [{ code: 'CONDITION_NOT_BOOLEAN', message: `it gives ${result.type ?? 'nothing'}, not true or false`, at: 0 }];
    return [];
  };
};

/** Everything wrong with one condition over these inputs: syntax, refused functions, unknown inputs (in `has()` too), type clashes. */
export const checkCondition = (source: string, schema: InputSchema): readonly Fault[] => conditionChecker(schema)(source);
