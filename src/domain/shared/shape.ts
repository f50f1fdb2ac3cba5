import type { Problem } from './domain-error.js';

/** Looks at one value of an untrusted document and reports what is wrong with it, at a JSON pointer. */
export type Shape = (value: unknown, path: string, report: Report) => void;
export type Report = (path: string, message: string) => void;

/** A document that is wrong everywhere is refused without listing every line of it. */
const MAX_PROBLEMS = 100;

const typeName = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value);

/** Members must be there; members that nobody asked for are left alone. */
export const object =
  (members: Readonly<Record<string, Shape>>): Shape =>
  (value, path, report) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return report(path, `An object is expected, not ${typeName(value)}.`);
    for (const [name, shape] of Object.entries(members)) {
      const at = `${path}/${name}`;
      if (Object.hasOwn(value, name)) shape((value as Record<string, unknown>)[name], at, report);
      else report(at, 'This is missing.');
    }
  };

export const list =
  (item: Shape, least = 0): Shape =>
  (value, path, report) => {
    if (!Array.isArray(value)) return report(path, `A list is expected, not ${typeName(value)}.`);
    if (value.length < least) report(path, `At least ${least} must stand here.`);
    value.forEach((member: unknown, index) => item(member, `${path}/${index}`, report));
  };

export const nullable =
  (shape: Shape): Shape =>
  (value, path, report) =>
    value === null ? undefined : shape(value, path, report);

export const number =
  (low: number, high: number): Shape =>
  (value, path, report) =>
    typeof value === 'number' && value >= low && value <= high ? undefined : report(path, `A number from ${low} to ${high} is expected.`);

export const wholeNumber =
  (low: number, high: number): Shape =>
  (value, path, report) =>
    Number.isInteger(value) ? number(low, high)(value, path, report) : report(path, 'A whole number is expected.');

export const text: Shape = (value, path, report) =>
  typeof value === 'string' ? undefined : report(path, `A text is expected, not ${typeName(value)}.`);

export const flag: Shape = (value, path, report) => (typeof value === 'boolean' ? undefined : report(path, 'true or false is expected.'));

export const oneOf =
  (...allowed: readonly (string | number)[]): Shape =>
  (value, path, report) =>
    allowed.some((candidate) => candidate === value) ? undefined : report(path, `One of ${allowed.join(', ')} is expected.`);

export const matching =
  (pattern: RegExp, what: string): Shape =>
  (value, path, report) =>
    typeof value === 'string' && pattern.test(value) ? undefined : report(path, `${what} is expected.`);

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?Z)?$/;

/** A day, or an instant in UTC, that exists in the calendar. */
export const moment: Shape = (value, path, report) => {
  const parsed = typeof value === 'string' && DATE.test(value) ? Date.parse(value) : NaN;
  const exists = !Number.isNaN(parsed) && new Date(parsed).toISOString().slice(0, 10) === String(value).slice(0, 10);
  if (!exists) report(path, 'A date such as 2026-11-23, or an instant in UTC, is expected.');
};

/** Both must hold; the second looks only at what passed the first. */
export const both =
  (first: Shape, second: Shape): Shape =>
  (value, path, report) => {
    let passed = true;
    first(value, path, (at, message) => {
      passed = false;
      report(at, message);
    });
    if (passed) second(value, path, report);
  };

/** All that is wrong with a value (a hundred problems at most); empty: it has the shape. */
export const problemsOf = (shape: Shape, value: unknown, code: string): Problem[] => {
  const problems: Problem[] = [];
  shape(value, '', (path, message) => {
    if (problems.length < MAX_PROBLEMS) problems.push({ path, code, message });
  });
  return problems;
};
