/** The manual's visibility conditions and red flags as rules of json-rules-engine, translated from their syntax trees. */
import { parse } from '@marcbachmann/cel-js';
import { Engine } from 'json-rules-engine';
import { questionsOf } from '../../dist/domain/manual/manual.js';

const OPERATORS = {
  '==': 'equal',
  '!=': 'notEqual',
  '>': 'greaterThan',
  '>=': 'greaterThanInclusive',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
};
const MIRRORED = { '>': '<', '>=': '<=', '<': '>', '<=': '>=' };

const pathOf = (node) => (node.op === 'id' ? [node.args] : node.op === '.' ? [...pathOf(node.args[0]), node.args[1]] : null);

const literalOf = (node) => {
  if (node.op === 'list') return node.args.map(literalOf);
  if (node.op !== 'value') throw new Error(`json-rules-engine has no word for "${node.op}"`);
  return typeof node.args === 'bigint' ? Number(node.args) : node.args;
};

/** `answers.P3.total` is the fact P3 and a path in it; `site.sector` is the fact site.sector. */
const factOf = ([root, name, ...rest]) => ({
  fact: root === 'answers' ? name : `${root}.${name}`,
  ...(rest.length > 0 ? { path: `$.${rest.join('.')}` } : {}),
});

const comparison = (op, left, right) => {
  const path = pathOf(left);
  if (path !== null) return { ...factOf(path), operator: OPERATORS[op], value: literalOf(right) };
  return comparison(MIRRORED[op] ?? op, right, left);
};

const membership = (item, list) => {
  const path = pathOf(item);
  return path === null
    ? { ...factOf(pathOf(list)), operator: 'contains', value: literalOf(item) }
    : { ...factOf(path), operator: 'in', value: literalOf(list) };
};

const flat = (op, key, node) => (node.op === op ? node.args.flatMap((part) => flat(op, key, part)) : [conditionOf(node)]);

function conditionOf(node) {
  if (node.op === '||') return { any: flat('||', 'any', node) };
  if (node.op === '&&') return { all: flat('&&', 'all', node) };
  if (node.op === '!_') return { not: conditionOf(node.args) };
  if (node.op === 'in') return membership(...node.args);
  if (node.op === 'call' && node.args[0] === 'has') return { ...factOf(pathOf(node.args[1][0])), operator: 'notEqual', value: null };
  if (OPERATORS[node.op] !== undefined) return comparison(node.op, ...node.args);
  throw new Error(`json-rules-engine has no word for "${node.op}"`);
}

const rootOf = (condition) => (condition.any || condition.all ? condition : { all: [condition] });

/** Which questions are asked, then which red flags are raised. Two engines: what is hidden must not raise a flag. */
export function peerOf(manual) {
  const [asked, flags] = [new Engine([], { allowUndefinedFacts: true }), new Engine([], { allowUndefinedFacts: true })];
  const gated = new Set();
  for (const question of questionsOf(manual)) {
    if (question.visible !== null) {
      gated.add(question.id);
      asked.addRule({ conditions: rootOf(conditionOf(parse(question.visible).ast)), event: { type: question.id } });
    }
    for (const flag of question.redFlags)
      flags.addRule({ conditions: rootOf(conditionOf(parse(flag.when).ast)), event: { type: flag.id, params: { question: question.id } } });
  }
  return {
    /** @returns ids of the questions hidden, and of the flags raised */
    async decide(answers, site) {
      const facts = { 'site.country': site.country, 'site.sector': site.isic, 'site.workers': site.workers };
      for (const { question, value } of answers) facts[question] = value;
      const shown = new Set((await asked.run(facts)).events.map(({ type }) => type));
      const hidden = [...gated].filter((id) => !shown.has(id));
      for (const id of hidden) delete facts[id];
      const raised = (await flags.run(facts)).events.filter(({ params }) => !hidden.includes(params.question)).map(({ type }) => type);
      return { hidden: hidden.sort(), raised: raised.sort() };
    },
  };
}
