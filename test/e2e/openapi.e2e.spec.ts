import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { World } from '../support/world.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let world: World;
let document: Document;
let operations: readonly { readonly name: string; readonly verb: string; readonly operation: Operation }[];

beforeAll(async () => {
  world = await World.start({ work: false });
  document = (await world.http.get('/api/openapi.json').expect(200)).body as Document;
  operations = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).map(([verb, operation]) => ({ name: `${verb.toUpperCase()} ${path}`, verb, operation })),
  );
});
afterAll(() => world.stop());

const namesOf = (found: readonly { readonly name: string }[]): readonly string[] => found.map(({ name }) => name);

/** A schema that says nothing: `{}`, or an object without properties. */
const isBlank = ({ $ref, type, properties, additionalProperties, items, enum: values, allOf, oneOf, anyOf }: Schema): boolean => {
  if ($ref !== undefined || values !== undefined || allOf !== undefined || oneOf !== undefined || anyOf !== undefined) return false;
  if (type === 'array') return items === undefined || isBlank(items);
  if (type === 'object') return additionalProperties === undefined && Object.keys(properties ?? {}).length === 0;
  return type === undefined;
};

describe('the OpenAPI document', () => {
  it('is served beside a page to browse it', async () => {
    expect(document.openapi).toMatch(/^3\./);
    expect((await world.http.get('/api/docs')).text).toContain('swagger-ui');
  });

  it('names every operation once and says in a sentence what it is for', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(namesOf(operations.filter(({ operation }) => (operation.summary ?? '') === ''))).toEqual([]);
  });

  it('describes every body that is taken and everything that is answered', () => {
    const blankBodies = operations.filter(({ operation }) =>
      Object.values(operation.requestBody?.content ?? {}).some(({ schema }) => schema === undefined || isBlank(schema)),
    );
    expect(namesOf(blankBodies)).toEqual([]);
    const mute = operations.filter(({ operation }) =>
      Object.entries(operation.responses).every(
        ([status, { content }]) =>
          status !== '204' && Object.values(content ?? {}).every(({ schema }) => schema === undefined || isBlank(schema)),
      ),
    );
    expect(namesOf(mute)).toEqual([]);
  });

  it('has no shape without fields, and no field without a type', () => {
    const blank = Object.entries(document.components.schemas).flatMap(([name, schema]) => [
      ...(isBlank(schema) ? [name] : []),
      ...Object.entries(schema.properties ?? {}).flatMap(([field, inner]) => (isBlank(inner) ? [`${name}.${field}`] : [])),
    ]);
    expect(blank).toEqual([]);
  });
});
