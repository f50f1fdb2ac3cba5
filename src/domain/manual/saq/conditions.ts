import type { QuestionType } from '../manual.js';
import { type Gate, type Reach, reaches, type Step } from './flow.js';

/** An answer and the position it leads to. */
export interface Leading {
  readonly option: string;
  readonly target: number;
}

/** A question as its place in the flow shows it. Without options every answer leads to `next`. */
export interface FlowQuestion {
  readonly id: string;
  readonly type: QuestionType;
  readonly answers: readonly Leading[];
  readonly next: number;
}

/** Beyond this many alternatives a chain of them is folded in halves, because conditions may not be nested deeply. */
const MAX_CHAIN = 4;

const anyOf = (terms: readonly string[]): string => {
  if (terms.length <= MAX_CHAIN) return terms.join(' || ');
  const half = Math.ceil(terms.length / 2);
  return `(${anyOf(terms.slice(0, half))}) || (${anyOf(terms.slice(half))})`;
};

const quoted = (options: readonly string[]): string => options.map((option) => `'${option}'`).join(', ');

const isOneOf = (path: string, options: readonly string[]): string =>
  options.length === 1 ? `${path} == ${quoted(options)}` : `${path} in [${quoted(options)}]`;

const isNoneOf = (path: string, options: readonly string[]): string =>
  options.length === 1 ? `${path} != ${quoted(options)}` : `!(${path} in [${quoted(options)}])`;

const idsOf = (answers: readonly Leading[]): readonly string[] => answers.map(({ option }) => option);

/** Of a single choice: the picked option leads to one of the targets. Says whichever is shorter, these options or not the others. */
const singleLeads = ({ id, answers }: FlowQuestion, targets: ReadonlySet<number>): string => {
  const path = `answers.${id}`;
  const leading = answers.filter(({ target }) => targets.has(target));
  const others = answers.filter(({ target }) => !targets.has(target));
  return others.length < leading.length ? isNoneOf(path, idsOf(others)) : isOneOf(path, idsOf(leading));
};

/** Some option of a list is picked: said of these options, or of the others where they are fewer. */
const picksAny = ({ id, answers }: FlowQuestion, options: readonly string[]): string => {
  const others = idsOf(answers).filter((option) => !options.includes(option));
  if (options.length === 1) return `${quoted(options)} in answers.${id}`;
  if (others.length >= options.length) return `answers.${id}.exists(o, ${isOneOf('o', options)})`;
  return `!answers.${id}.all(o, ${isOneOf('o', others)})`;
};

const picksNone = (question: FlowQuestion, options: readonly string[]): string => {
  const any = picksAny(question, options);
  if (any.startsWith('!')) return any.slice(1);
  return options.length === 1 ? `!(${any})` : `!${any}`;
};

/**
 * Of a multiple choice the picked option that skips least wins, so that one option never hides what another one asks for.
 * The targets come in runs of neighbours: a run wins when something of it is picked and nothing that leads nearer.
 */
const multipleLeads = (question: FlowQuestion, targets: ReadonlySet<number>): string => {
  const { answers } = question;
  const inOrder = [...new Set(answers.map(({ target }) => target))].sort((a, b) => a - b);
  const leadingTo = (wanted: readonly number[]): readonly string[] => idsOf(answers.filter(({ target }) => wanted.includes(target)));
  const terms = inOrder.flatMap((target, i) => {
    const before = inOrder[i - 1];
    if (!targets.has(target) || (before !== undefined && targets.has(before))) return [];
    const until = inOrder.findIndex((other, j) => j > i && !targets.has(other));
    const nearer = leadingTo(inOrder.slice(0, i));
    if (until === -1) return [picksNone(question, nearer)];
    const any = picksAny(question, leadingTo(inOrder.slice(i, until)));
    return [nearer.length === 0 ? any : `${any} && ${picksNone(question, nearer)}`];
  });
  return anyOf(terms);
};

/**
 * A gate that is hidden has no answer that counts, and without an answer nothing can be decided: hence `has()`. It is left out
 * where the hiding of the gate means that another one leads here, because "true or undecided" is true.
 */
const termOf = (question: FlowQuestion, { targets, onEveryWayAround }: Gate): string => {
  const leads = question.type === 'multiple' ? multipleLeads(question, targets) : singleLeads(question, targets);
  if (onEveryWayAround) return leads;
  return `has(answers.${question.id}) && ${leads.includes('||') ? `(${leads})` : leads}`;
};

/** A visibility condition in CEL (null: always asked), or why there is none. */
export type Condition =
  { readonly kind: 'cel'; readonly cel: string | null } | { readonly kind: 'never' } | { readonly kind: 'too many gates' };

/** Far above what fits into a condition: what is longer need not be written out to be refused. */
const MAX_GATES = 60;

const conditionOf = (reach: Reach, questions: readonly FlowQuestion[]): Condition => {
  if (reach.kind === 'always') return { kind: 'cel', cel: null };
  if (reach.kind === 'never') return { kind: 'never' };
  if (reach.gates.size + reach.asked.length > MAX_GATES) return { kind: 'too many gates' };
  const terms = [...reach.gates].flatMap(([position, gate]) => {
    const question = questions[position];
    return question ? [termOf(question, gate)] : [];
  });
  const along = reach.asked.flatMap((position) => {
    const question = questions[position];
    return question ? [`has(answers.${question.id})`] : [];
  });
  return { kind: 'cel', cel: anyOf([...along, ...terms]) };
};

/** Bits that tell the answers of a question apart, as far as conditions try them. */
const MAX_BITS = 12;
const NUMBER_BITS = 1.6;

const stepOf = ({ type, answers, next }: FlowQuestion): Step => {
  const targets = answers.length > 0 ? answers.map(({ target }) => target) : [next];
  const isRead = type !== 'text' && type !== 'file';
  const askedBits = answers.length > 0 ? Math.log2(answers.length) : NUMBER_BITS;
  return {
    targets,
    askedBits: isRead ? askedBits : null,
    answerBits: type === 'multiple' ? Math.min(MAX_BITS, answers.length) : askedBits,
  };
};

/**
 * The visibility condition of each question under which it is asked exactly when a walk by jumps comes to it. A gate that is
 * blank or unknown may still lead anywhere, so what hangs on it is asked.
 */
export const conditionsOf = (questions: readonly FlowQuestion[]): readonly Condition[] =>
  reaches(questions.map(stepOf)).map((reach) => conditionOf(reach, questions));
