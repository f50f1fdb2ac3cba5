/**
 * Reading untyped values with a neutral value in place of what is not there. The schema has already reported what is
 * wrong; these let the domain's checks run on the rest, so that an editor sees all problems at once.
 */
export type Plain = Readonly<Record<string, unknown>>;

export const asRecord = (value: unknown): Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Plain) : {};

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const asString = (value: unknown): string => (typeof value === 'string' ? value : '');

export const asNumber = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

export const asNumberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export const asNumbers = (value: unknown): readonly number[] => asList(value).filter((item) => typeof item === 'number');

export const asStrings = (value: unknown): readonly string[] => asList(value).filter((item) => typeof item === 'string');

export const asText = (value: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(asRecord(value)).map(([language, text]) => [language, asString(text)]));

export const asTextOrNull = (value: unknown): Readonly<Record<string, string>> | null =>
  value === undefined || value === null ? null : asText(value);

export const asOneOf = <T extends string>(value: unknown, allowed: readonly T[], otherwise: T): T =>
  allowed.find((item) => item === value) ?? otherwise;

export const asSomeOf = <T extends string>(value: unknown, allowed: readonly T[]): readonly T[] =>
  asList(value).flatMap((item) => allowed.filter((one) => one === item));
