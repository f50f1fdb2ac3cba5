import type { OpenAPIObject } from '@nestjs/swagger';
import type { Verb } from './routes.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

interface Operation {
  readonly requestBody?: Schema & { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
}

export interface ExampleBody {
  readonly multipart: boolean;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What no schema says: values by the name of the property. */
export type KnownValues = Readonly<Record<string, unknown>>;

/** A body that is as right as the OpenAPI document lets one guess: what is required, and whatever carries an id. null: the route takes none. */
export function exampleBody(document: OpenAPIObject, verb: Verb, path: string, known: KnownValues): ExampleBody | null {
  const address = `${path.startsWith('/health') ? '' : '/api/v1'}${path.replaceAll(/:(\w+)/g, '{$1}')}`;
  const operation = (document.paths[address] as Readonly<Record<string, Operation>> | undefined)?.[verb];
  if (operation === undefined) throw new Error(`${verb} ${address} is not in the OpenAPI document`);
  const content = operation.requestBody?.content;
  if (content === undefined) return null;
  const multipart = content['multipart/form-data'] !== undefined;
  const schema = (content['multipart/form-data'] ?? content['application/json'])?.schema ?? {};
  return { multipart, fields: exampleOf(document, schema, '', known) as Record<string, unknown> };
}

function exampleOf(document: OpenAPIObject, given: Schema, name: string, known: KnownValues): unknown {
  if (name in known) return known[name];
  const schema = resolve(document, given);
  if (schema.properties !== undefined || schema.type === 'object') return objectOf(document, schema, known);
  if (schema.type === 'array') return [exampleOf(document, schema.items ?? {}, '', known)];
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
  if (schema.type === 'boolean') return false;
  return textOf(schema);
}

const objectOf = (document: OpenAPIObject, schema: Schema, known: KnownValues): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(schema.properties ?? {})
      .filter(([name, property]) => property.format !== 'binary' && (schema.required?.includes(name) === true || name in known))
      .map(([name, property]) => [name, exampleOf(document, property, name, known)]),
  );

function textOf({ format, minLength = 1 }: Schema): string {
  if (format === 'date') return '2030-01-01';
  if (format === 'date-time') return '2030-01-01T00:00:00.000Z';
  if (format === 'email') return 'someone@example.org';
  if (format === 'uuid') return '01890000-0000-7000-8000-000000000001';
  return 'example text'.padEnd(minLength, '.');
}

function resolve(document: OpenAPIObject, schema: Schema): Schema {
  if (schema.$ref !== undefined)
    return resolve(document, (document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''] ?? {}) as Schema);
  const parts = schema.allOf ?? (schema.oneOf === undefined ? undefined : schema.oneOf.slice(0, 1));
  if (parts === undefined) return schema;
  return parts
    .map((part) => resolve(document, part))
    .reduce((all, part) => ({ ...all, ...part, properties: { ...all.properties, ...part.properties } }));
}
