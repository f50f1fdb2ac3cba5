import type { ASTNode } from '@marcbachmann/cel-js';
import { readsSite, syntaxTreeOf } from '../expressions/cel.js';
import { type Question, textIn } from '../manual/manual.js';
import type { ConditionWords, FormWords } from './form-words.js';
import { optionLabels } from './option-labels.js';
import { fill } from './words-in.js';

/** What a condition is said with. */
export interface Telling {
  readonly words: FormWords;
  readonly language: string;
  readonly baseLanguage: string;
  readonly questions: ReadonlyMap<string, Question>;
}

/** Longer ones help nobody. */
const MOST = 300;

interface Target {
  readonly question: Question;
  /** Id of the question, with the words of a part. */
  readonly name: string;
}

const pathOf = (node: ASTNode): readonly string[] | null => {
  if (node.op === 'id') return [node.args];
  if (node.op !== '.') return null;
  const before = pathOf(node.args[0]);
  return before === null ? null : [...before, node.args[1]];
};

const targetOf = (node: ASTNode, { questions, language, baseLanguage }: Telling): Target | null => {
  const [root, id, part, ...rest] = pathOf(node) ?? [];
  const question = questions.get(id ?? '');
  if (root !== 'answers' || question === undefined || rest.length > 0) return null;
  if (part === undefined) return { question, name: question.id };
  const found = question.parts.find((one) => one.id === part);
  return found === undefined ? null : { question, name: `${question.id} (${textIn(found.text, language, baseLanguage)})` };
};

const literalsOf = (node: ASTNode): readonly (string | number)[] | null => {
  if (node.op === 'value') {
    if (typeof node.args === 'string' || typeof node.args === 'number') return [node.args];
    return typeof node.args === 'bigint' ? [Number(node.args)] : null;
  }
  if (node.op !== 'list') return null;
  const items = node.args.map(literalsOf);
  return items.every((item) => item !== null) ? items.flat() : null;
};

/** Options by their words; what is no option of a question with options cannot be told. */
const valueOf = ({ question }: Target, literals: readonly (string | number)[], telling: Telling): string | null => {
  const labels = optionLabels(question, telling.language, telling.baseLanguage);
  const told = literals.map((literal) => (question.options.length > 0 ? labels.get(String(literal)) : String(literal)));
  return told.length > 0 && told.every((one) => one !== undefined) ? told.join(telling.words.condition.orValue) : null;
};

const compared = (key: keyof ConditionWords, input: ASTNode, other: ASTNode, telling: Telling): string | null => {
  const target = targetOf(input, telling);
  const literals = literalsOf(other);
  if (target === null || literals === null) return null;
  const value = valueOf(target, literals, telling);
  return value === null ? null : fill(telling.words.condition[key], { question: target.name, value });
};

const COMPARISONS: Readonly<Record<string, readonly [direct: keyof ConditionWords, mirrored: keyof ConditionWords]>> = {
  '==': ['is', 'is'],
  '!=': ['isNot', 'isNot'],
  '>': ['more', 'less'],
  '>=': ['atLeast', 'atMost'],
  '<': ['less', 'more'],
  '<=': ['atMost', 'atLeast'],
};

const tellIn = (member: ASTNode, set: ASTNode, negated: boolean, telling: Telling): string | null =>
  compared(negated ? 'isNot' : 'is', member, set, telling) ?? compared(negated ? 'includesNot' : 'includes', set, member, telling);

/** `answers.X.exists(o, o == 'a')` and `answers.X.exists(o, o in ['a', 'b'])`. */
const tellExists = (receiver: ASTNode, args: readonly ASTNode[], negated: boolean, telling: Telling): string | null => {
  const [variable, body] = args;
  if (variable?.op !== 'id' || body === undefined || (body.op !== '==' && body.op !== 'in')) return null;
  const [left, right] = body.args;
  if (left.op !== 'id' || left.args !== variable.args) return null;
  return compared(negated ? 'includesNot' : 'includes', receiver, right, telling);
};

const NEGATED: Readonly<Record<string, string>> = { '==': '!=', '!=': '==', '>': '<=', '>=': '<', '<': '>=', '<=': '>' };

const isJoined = ({ op }: ASTNode): boolean => op === '&&' || op === '||';

/** Both sides, each in brackets where it is joined in the other way. */
const tellJoined = (op: string, sides: readonly ASTNode[], negated: boolean, telling: Telling): string | null => {
  const told = sides.map((side) => {
    const words = tell(side, negated, telling);
    return words === null || !isJoined(side) || side.op === op ? words : `(${words})`;
  });
  const [left, right] = told;
  if (left === null || right === null || left === undefined || right === undefined) return null;
  return fill(telling.words.condition[(op === '&&') === negated ? 'or' : 'and'], { left, right });
};

const tellCompared = (op: string, sides: readonly ASTNode[], negated: boolean, telling: Telling): string | null => {
  const keys = COMPARISONS[negated ? (NEGATED[op] ?? '') : op];
  const [left, right] = sides;
  if (keys === undefined || left === undefined || right === undefined) return null;
  return compared(keys[0], left, right, telling) ?? compared(keys[1], right, left, telling);
};

const tell = (node: ASTNode, negated: boolean, telling: Telling): string | null => {
  switch (node.op) {
    case '!_':
      return tell(node.args, !negated, telling);
    case '&&':
    case '||':
      return tellJoined(node.op, node.args, negated, telling);
    case 'in':
      return tellIn(node.args[0], node.args[1], negated, telling);
    case 'rcall':
      return node.args[0] === 'exists' ? tellExists(node.args[1], node.args[2], negated, telling) : null;
    case '==':
    case '!=':
    case '>':
    case '>=':
    case '<':
    case '<=':
      return tellCompared(node.op, node.args, negated, telling);
    default:
      return null;
  }
};

/** When a question is asked, in plain words; where a condition is too involved for that, what it depends on. */
export const describeCondition = (condition: string, telling: Telling): string => {
  const tree = syntaxTreeOf(condition);
  const told = tree === null ? null : tell(tree, false, telling);
  if (told !== null && told.length <= MOST) return fill(telling.words.askedWhen, { condition: told });
  return readsSite(condition) ? `${telling.words.depends} ${telling.words.dependsOnSite}` : telling.words.depends;
};
