import { DomainError } from '../shared/domain-error.js';

/** The names and places from the root to the value being written; put into words only when something is refused. */
type Trail = (string | number)[];

const LONE_SURROGATE = /\p{Surrogate}/u;
/** Deeper than any document of ours; also what stops a value that contains itself. */
const MAX_DEPTH = 200;

/** RFC 6901: `~` and `/` inside a name are escaped. */
const pointer = (trail: Trail): string => trail.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const refuse = (trail: Trail, why: string): never => {
  throw new DomainError('JSON_NOT_CANONICAL', 'invalid', `This value has no canonical JSON: ${why}`, [
    { path: pointer(trail), code: 'JSON_NOT_CANONICAL', message: why },
  ]);
};

/** JSON.stringify escapes half a surrogate pair as `\ud…`; only a text that shows this mark is worth a closer look. */
const text = (value: string, trail: Trail): string => {
  const quoted = JSON.stringify(value);
  return quoted.includes('\\ud') && LONE_SURROGATE.test(value) ? refuse(trail, 'the text holds half of a surrogate pair') : quoted;
};

/** Realm-independent, so that a value from another JavaScript context counts as plain too. */
const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
};

const list = (values: readonly unknown[], trail: Trail): string => {
  let out = '[';
  for (let index = 0; index < values.length; index += 1) {
    trail.push(index);
    out += index === 0 ? write(values[index], trail) : `,${write(values[index], trail)}`;
    trail.pop();
  }
  return `${out}]`;
};

const members = (value: Readonly<Record<string, unknown>>, trail: Trail): string => {
  let out = '{';
  // The default order of `sort` is by UTF-16 code unit, which is what RFC 8785 asks for.
  for (const name of Object.keys(value).sort()) {
    trail.push(name);
    if (out.length > 1) out += ',';
    out += `${text(name, trail)}:${write(value[name], trail)}`;
    trail.pop();
  }
  return `${out}}`;
};

const write = (value: unknown, trail: Trail): string => {
  if (trail.length > MAX_DEPTH) return refuse(trail, 'it is nested too deeply or contains itself');
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return text(value, trail);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : refuse(trail, `${value} is not a JSON number`);
    case 'object':
      if (Array.isArray(value)) return list(value, trail);
      return isPlain(value) ? members(value as Readonly<Record<string, unknown>>, trail) : refuse(trail, 'it is not a plain object');
    default:
      return refuse(trail, `${typeof value} is not a JSON type`);
  }
};

/** Whether the names stand in order already and everything is JSON: then what the engine itself writes is canonical, many times faster. */
const isInOrder = (value: unknown, depth: number): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) if (!isInOrder(value[index], depth + 1)) return false;
    return true;
  }
  if (!isPlain(value)) return false;
  let before: string | null = null;
  for (const name of Object.keys(value)) {
    if ((before !== null && before > name) || !isInOrder((value as Readonly<Record<string, unknown>>)[name], depth + 1)) return false;
    before = name;
  }
  return true;
};

/** null: it has to be written name by name, or refused. */
const writtenAtOnce = (value: unknown): string | null => {
  if (!isInOrder(value, 0)) return null;
  const written = JSON.stringify(value);
  return written.includes('\\ud') ? null : written;
};

/**
 * The one spelling of a JSON value (RFC 8785), so that a hash of it can be recomputed in any language. What JSON cannot say
 * exactly is refused, never dropped: NaN, infinities, `undefined` (also as a member), functions, bigints, dates, maps, and
 * texts with half of a surrogate pair throw JSON_NOT_CANONICAL with the JSON pointer of the place.
 */
export const canonicalJson = (value: unknown): string => writtenAtOnce(value) ?? write(value, []);
