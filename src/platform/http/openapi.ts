import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

/** The OpenAPI document, made from the controllers and their DTOs. */
export async function describeApi(app: INestApplication): Promise<OpenAPIObject> {
  const { default: metadata } = await import('../../metadata.js');
  await SwaggerModule.loadPluginMetadata(metadata);
  const config = new DocumentBuilder()
    .setTitle('Plumbline')
    .setDescription(
      'Supply-chain due diligence against labour exploitation and human trafficking. Refusals are RFC 9457 problems with a stable `code`.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An access token from sign-in, or the token of a respondent’s link.' })
    .addSecurityRequirements('bearer')
    .build();
  return withProblems(
    SwaggerModule.createDocument(app, config, {
      operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
    }),
  );
}

const PROBLEM = {
  type: 'object',
  required: ['type', 'title', 'status', 'code', 'instance', 'problems'],
  properties: {
    type: { type: 'string', description: 'The code as a URN.' },
    title: { type: 'string', description: 'A sentence for people.' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; docs/refusals lists them all.' },
    instance: { type: 'string', description: 'Id of the request, as in the header x-request-id and in the log.' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        properties: { path: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
        required: ['path', 'code', 'message'],
      },
    },
  },
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** Every operation may refuse, and always in the same form. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: PROBLEM } };
  for (const path of Object.values(document.paths)) {
    for (const method of METHODS) {
      const operation = path[method];
      if (operation === undefined) continue;
      operation.responses['default'] = {
        description:
          'Refused: 400 input, 401 not signed in, 403 not allowed, 404 not there, 409 conflict, 413 too large, 415 type, 429 too many.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
  return document;
}

/** Serves the document at /api/openapi.json and its browser at /api/docs. */
export async function documentApi(app: INestApplication): Promise<void> {
  const document = await describeApi(app);
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'Plumbline API' });
}
