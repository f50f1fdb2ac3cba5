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
  return SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

/** Serves the document at /api/openapi.json and its browser at /api/docs. */
export async function documentApi(app: INestApplication): Promise<void> {
  const document = await describeApi(app);
  SwaggerModule.setup('api/docs', app, document, { jsonDocumentUrl: 'api/openapi.json', customSiteTitle: 'Plumbline API' });
}
