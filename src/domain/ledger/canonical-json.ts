import { DomainError } from '../shared/domain-error.js';

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Deeper than any document of ours; also what stops a value that contains itself. */
const MAX_DEPTH = 200;

const refuse = (path: string, why: string): never => {
  throw new DomainError('JSON_NOT_CANONICAL', 'invalid', `This value has no canonical JSON: ${why}`, [
    { path, code: 'JSON_NOT_CANONICAL', message: why },
  ]);
};

/** RFC 6901: `~` and `/` inside a name are escaped. */
const pointer = (path: string, name: string): string => `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const text = (value: string, path: string): string =>
  LONE_SURROGATE.test(value) ? refuse(path, 'the text holds half of a surrogate pair') : JSON.stringify(value);

/** Realm-independent, so that a value from another JavaScript context counts as plain too. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const list = (values: readonly unknown[], path: string, depth: number): string => {
  let out = '[';
  for (let index = 0; index < values.length; index += 1) {
    out += (index === 0 ? '' : ',') + write(values[index], `${path}/${index}`, depth + 1);
  }
  return `${out}]`;
};

const members = (value: object, path: string, depth: number): string => {
  let out = '{';
  // The default order of `sort` is by UTF-16 code unit, which is what RFC 8785 asks for.
  for (const [name, member] of Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const at = pointer(path, name);
    out += `${out.length === 1 ? '' : ','}${text(name, at)}:${write(member, at, depth + 1)}`;
  }
  return `${out}}`;
};

const write = (value: unknown, path: string, depth: number): string => {
  if (depth > MAX_DEPTH) return refuse(path, 'it is nested too deeply or contains itself');
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return text(value, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : refuse(path, `${value} is not a JSON number`);
    case 'object':
      if (Array.isArray(value)) return list(value, path, depth);
      return isPlain(value) ? members(value, path, depth) : refuse(path, 'it is not a plain object');
    default:
      return refuse(path, `${typeof value} is not a JSON type`);
  }
};

/**
 * The one spelling of a JSON value (RFC 8785), so that a hash of it can be recomputed in any language. What JSON cannot say
 * exactly is refused, never dropped: NaN, infinities, `undefined` (also as a member), functions, bigints, dates, maps, and
 * texts with half of a surrogate pair throw JSON_NOT_CANONICAL with the JSON pointer of the place.
 */
export const canonicalJson = (value: unknown): string => write(value, '', 0);
