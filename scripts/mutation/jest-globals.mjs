/** What the unit tests of the engine take from Jest, without Jest: they are loaded once and then run anew, in the same process, for every change of the engine. */
import { expect } from 'expect';

/** @typedef {{ name: string, before: (() => unknown)[], parent: Suite | null }} Suite */

const tests = [];
let suite = null;

const titled = (title, row, index) => `${title} #${index}${typeof row === 'string' ? ` ${row}` : ''}`;
const argumentsOf = (row) => (Array.isArray(row) ? row : [row]);

export const describe = (name, body) => {
  suite = { name, before: [], parent: suite };
  body();
  suite = suite.parent;
};
describe.each = (rows) => (name, body) => rows.forEach((row, index) => describe(titled(name, row, index), () => body(...argumentsOf(row))));

export const it = (name, body) => {
  const names = [];
  for (let at = suite; at !== null; at = at.parent) names.unshift(at.name);
  tests.push({ id: [...names, name].join(' > '), suite, body });
};
it.each = (rows) => (name, body) => rows.forEach((row, index) => it(titled(name, row, index), () => body(...argumentsOf(row))));

export const beforeAll = (body) => {
  suite.before.push(body);
};

/** Loads a file of tests. @returns its tests */
export const load = async (url) => {
  const from = tests.length;
  suite = { name: new URL(url).pathname.split('/').at(-1), before: [], parent: null };
  await import(url);
  suite = null;
  return tests.slice(from);
};

/** Runs one test with what its suites prepare before it; `prepared` remembers what was. Throws what the test throws. */
export const run = async (test, prepared) => {
  const suites = [];
  for (let at = test.suite; at !== null; at = at.parent) suites.unshift(at);
  for (const one of suites) {
    if (prepared.has(one)) continue;
    prepared.add(one);
    for (const before of one.before) await before();
  }
  await test.body();
};

export { expect };
