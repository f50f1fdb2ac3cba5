import type { ASTNode } from '@marcbachmann/cel-js';

/** Names that a condition may call. Everything else is refused, above all `matches`, whose patterns can run for minutes. */
const ALLOWED = new Set([
  'has',
  'size',
  'contains',
  'startsWith',
  'endsWith',
  'exists',
  'all',
  'exists_one',
  'filter',
  'map',
  'double',
  'int',
  'string',
]);

const COMPREHENSIONS = new Set(['exists', 'all', 'exists_one', 'filter', 'map']);

/** One thing wrong with a condition; `code` is stable, `at` is the character where it stands. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly at: number;
}

/** A literal that is compared with an input: `answers.R4 == 'none'`. Options and boundaries are checked against these. */
export interface Comparison {
  readonly path: string;
  readonly literal: string | number;
}

/** What a walk over the syntax tree finds out about a condition without evaluating it. */
export interface Syntax {
  /** Dotted paths, each once, in the order of first use: `answers.R3`, `answers.P3.total`, `site.country`. */
  readonly reads: readonly string[];
  readonly comparisons: readonly Comparison[];
  /** Every number written in the condition. */
  readonly numbers: readonly number[];
  /** Inputs that are not only compared with literals: a function is called of them, or they are compared with one another. */
  readonly computed: readonly string[];
  readonly faults: readonly Fault[];
}

interface Walk {
  readonly reads: Set<string>;
  readonly comparisons: Comparison[];
  readonly numbers: Set<number>;
  readonly computed: Set<string>;
  readonly faults: Fault[];
}

/** Names bound by a comprehension, each with the input whose members it takes (null: something computed). */
type Scope = ReadonlyMap<string, string | null>;

const pathOf = (node: ASTNode, scope: Scope): string | null => {
  if (node.op === 'id') return scope.has(node.args) ? (scope.get(node.args) ?? null) : node.args;
  if (node.op === '.') return extend(pathOf(node.args[0], scope), node.args[1]);
  if (node.op === '[]' && node.args[1].op === 'value' && typeof node.args[1].args === 'string') {
    return extend(pathOf(node.args[0], scope), node.args[1].args);
  }
  return null;
};

const extend = (parent: string | null, field: string): string | null => (parent === null ? null : `${parent}.${field}`);

const literalOf = (node: ASTNode): string | number | null => {
  if (node.op === '-_') {
    const inner = literalOf(node.args);
    return typeof inner === 'number' ? -inner : null;
  }
  if (node.op !== 'value') return null;
  if (typeof node.args === 'string' || typeof node.args === 'number') return node.args;
  return typeof node.args === 'bigint' ? Number(node.args) : null;
};

const literalsOf = (node: ASTNode): (string | number)[] =>
  (node.op === 'list' ? node.args : [node]).flatMap((item) => {
    const literal = literalOf(item);
    return literal === null ? [] : [literal];
  });

const compare = (left: ASTNode, right: ASTNode, scope: Scope, walk: Walk): void => {
  for (const [input, other] of [
    [left, right],
    [right, left],
  ] as const) {
    const path = pathOf(input, scope);
    if (path?.includes('.')) walk.comparisons.push(...literalsOf(other).map((literal) => ({ path, literal })));
  }
};

const visitCall = (
  name: string,
  receiver: ASTNode | null,
  args: readonly ASTNode[],
  node: ASTNode,
  scope: Scope,
  depth: number,
  walk: Walk,
): void => {
  if (!ALLOWED.has(name)) {
    walk.faults.push({ code: 'CONDITION_FUNCTION', message: `a condition may not use "${name}"`, at: node.start });
    return;
  }
  if (receiver) visit(receiver, scope, depth, walk);
  const variable = args[0];
  if (!receiver || !COMPREHENSIONS.has(name) || variable?.op !== 'id') {
    if (receiver) for (const arg of args) compare(receiver, arg, scope, walk);
    args.forEach((arg) => visit(arg, scope, depth, walk));
    return;
  }
  if (depth > 0) walk.faults.push({ code: 'CONDITION_NESTED', message: `"${name}" stands inside another loop`, at: node.start });
  const inner = new Map(scope).set(variable.args, pathOf(receiver, scope));
  args.slice(1).forEach((arg) => visit(arg, inner, depth + 1, walk));
};

const visitAccess = (node: ASTNode & { op: '.' | '[]' | 'id' }, scope: Scope, depth: number, walk: Walk): void => {
  const path = pathOf(node, scope);
  if (path?.includes('.')) {
    walk.reads.add(path);
    walk.computed.add(path);
  } else if (node.op === 'id') {
    if (!scope.has(node.args)) {
      walk.faults.push({
        code: 'CONDITION_WHOLE_INPUT',
        message: `"${node.args}" is read as a whole; name one of its fields`,
        at: node.start,
      });
    }
  } else {
    visit(node.args[0], scope, depth, walk);
    if (node.op === '[]') visit(node.args[1], scope, depth, walk);
  }
};

const visitValue = (node: ASTNode, walk: Walk): void => {
  const literal = literalOf(node);
  if (typeof literal === 'number') walk.numbers.add(literal);
};

const isLiteral = (node: ASTNode): boolean => (node.op === 'list' ? node.args : [node]).every((item) => literalOf(item) !== null);

/** An input that is compared with literals is read and nothing more. */
const visitOperand = (op: string, node: ASTNode, other: ASTNode, scope: Scope, depth: number, walk: Walk): void => {
  const path = ['==', '!=', 'in'].includes(op) && isLiteral(other) ? pathOf(node, scope) : null;
  if (path?.includes('.')) walk.reads.add(path);
  else visit(node, scope, depth, walk);
};

const visit = (node: ASTNode, scope: Scope, depth: number, walk: Walk): void => {
  switch (node.op) {
    case 'value':
      return visitValue(node, walk);
    case 'id':
    case '.':
    case '[]':
      return visitAccess(node, scope, depth, walk);
    case 'call':
      return visitCall(node.args[0], null, node.args[1], node, scope, depth, walk);
    case 'rcall':
      return visitCall(node.args[0], node.args[1], node.args[2], node, scope, depth, walk);
    case '!_':
    case '-_':
      return visit(node.args, scope, depth, walk);
    case 'list':
    case '?:':
      return node.args.forEach((item) => visit(item, scope, depth, walk));
    case 'map':
      return node.args.flat().forEach((item) => visit(item, scope, depth, walk));
    case '.?':
    case '[?]':
      walk.faults.push({ code: 'CONDITION_SYNTAX', message: 'optional access is not used in conditions', at: node.start });
      return;
    default:
      compare(node.args[0], node.args[1], scope, walk);
      visitOperand(node.op, node.args[0], node.args[1], scope, depth, walk);
      visitOperand(node.op, node.args[1], node.args[0], scope, depth, walk);
  }
};

/** Reads a parsed condition: its inputs, the literals it compares them with, and what it may not contain. */
export const walkSyntax = (root: ASTNode): Syntax => {
  const walk: Walk = { reads: new Set(), comparisons: [], numbers: new Set(), computed: new Set(), faults: [] };
  visit(root, new Map(), 0, walk);
  return {
    reads: [...walk.reads],
    comparisons: walk.comparisons,
    numbers: [...walk.numbers],
    computed: [...walk.computed],
    faults: walk.faults,
  };
};
