import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLog, NestLog } from '../log/log.js';
import { withRequestId } from '../log/request-context.js';
import { newId } from '../db/ids.js';
import { documentApi } from './openapi.js';
import { ProblemFilter } from './problem.filter.js';
import { LOG, type Log } from '../log/log.module.js';
import { createValidationPipe, StorableTextPipe } from './validation.js';

const BODY_LIMIT = 1_048_576;
export const UPLOAD_LIMIT = 52_428_800;

/** The HTTP side of the product, ready to listen. */
export async function createApp(module: DynamicModule, logLevel: string): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId<string>(),
    return503OnClosing: true,
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(createLog(logLevel)),
    abortOnError: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('referrer-policy', 'no-referrer');
    withRequestId(request.id, done);
  });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null } },
    hsts: false,
  });
  await app.register(fastifyMultipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 20, fieldSize: 65_536, parts: 21 } });
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  app.useGlobalPipes(new StorableTextPipe(), createValidationPipe());
  app.useGlobalFilters(new ProblemFilter(app.get<Log>(LOG)));
  await documentApi(app);
  return app;
}
