import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { ContentProblem } from './content-problem.js';
import type { YamlFile } from './yaml-file.js';

/** A problem found by a schema; `conditional` ones follow from another field, which may itself be the mistake. */
export interface SchemaProblem extends ContentProblem {
  readonly conditional: boolean;
}

/** Checks a file against the schema of this name (`manual-chapter.schema.json`). */
export type SchemaCheck = (schema: string, file: YamlFile) => readonly SchemaProblem[];

const unescape = (segment: string): string => segment.replaceAll('~1', '/').replaceAll('~0', '~');

const missingName = ({ params }: ErrorObject): string | undefined => {
  const { missingProperty, additionalProperty, propertyName } = params as Record<string, unknown>;
  const name = missingProperty ?? additionalProperty ?? propertyName;
  return typeof name === 'string' ? name : undefined;
};

const pathOf = (error: ErrorObject): string => {
  const segments = error.instancePath.split('/').slice(1).map(unescape);
  const name = missingName(error);
  return [...segments, ...(name === undefined ? [] : [name])].join('/');
};

const messageOf = (error: ErrorObject): string => {
  const { allowedValues, allowedValue, comparison, limit } = error.params as Record<string, unknown>;
  switch (error.keyword) {
    case 'required':
      return 'This is missing.';
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return 'This is not known here.';
    case 'propertyNames':
      return 'This name is not allowed here.';
    case 'enum':
      return `This must be one of ${JSON.stringify(allowedValues)}.`;
    case 'const':
      return `This must be ${JSON.stringify(allowedValue)}.`;
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `This must be ${String(comparison)} ${String(limit)}.`;
    default:
      return `This ${error.message ?? 'is not valid'}.`;
  }
};

const codeOf = (keyword: string): string => `SCHEMA_${keyword.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;

/** `if` only repeats what its branch says better. */
const NOISE = new Set(['if']);

const toProblem = (file: YamlFile, error: ErrorObject): SchemaProblem => {
  const path = pathOf(error);
  return {
    file: file.name,
    path,
    line: file.lineOf(path),
    code: codeOf(error.keyword),
    message: messageOf(error),
    conditional: /\/(then|else)\//.test(error.schemaPath),
  };
};

const isSchema = (value: unknown): value is { readonly $id?: string } => typeof value === 'object' && value !== null;

const compileFolder = async (folder: string): Promise<SchemaCheck> => {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const ids = new Map<string, string>();
  for (const name of (await readdir(folder)).filter((file) => file.endsWith('.schema.json')).sort()) {
    const schema: unknown = JSON.parse(await readFile(join(folder, name), 'utf8'));
    if (!isSchema(schema)) continue;
    ids.set(name, schema.$id ?? name);
    ajv.addSchema(schema, schema.$id === undefined ? name : undefined);
  }
  return (schemaName, file) => {
    const id = ids.get(schemaName);
    const validate: ValidateFunction | undefined = id === undefined ? undefined : ajv.getSchema(id);
    if (!validate) {
      const message = `The schema ${schemaName} does not exist.`;
      return [{ file: file.name, path: '$schema', line: file.lineOf('$schema'), code: 'SCHEMA_UNKNOWN', message, conditional: false }];
    }
    validate(file.value);
    return (validate.errors ?? []).filter((error) => !NOISE.has(error.keyword)).map((error) => toProblem(file, error));
  };
};

const compiled = new Map<string, Promise<SchemaCheck>>();

/** The schemas of a folder (`*.schema.json`), which may refer to one another by `$id`; compiled once per process. */
export const readSchemas = (folder: string): Promise<SchemaCheck> => {
  const known = compiled.get(folder);
  if (known) return known;
  const fresh = compileFolder(folder);
  compiled.set(folder, fresh);
  fresh.catch(() => compiled.delete(folder));
  return fresh;
};
