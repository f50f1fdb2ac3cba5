import fastifyHelmet from '@fastify/helmet';
import fastifyMultipart from '@fastify/multipart';
import type { DynamicModule } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { createLog, NestLog } from '../log/log.js';
import { withRequestId } from '../log/request-context.js';
import type { Settings } from '../config/tokens.js';
import { newId } from '../db/ids.js';
import { serveLandingPages } from './landing.js';
import { documentApi } from './openapi.js';
import { refusalOf, type Refusal, sendProblem } from './problem.js';
import { ProblemFilter } from './problem.filter.js';
import { LOG, type Log } from '../log/log.module.js';
import { createValidationPipe, StorableTextPipe } from './validation.js';

const BODY_LIMIT = 1_048_576;
export const UPLOAD_LIMIT = 52_428_800;

const ADDRESS_REFUSED: Refusal = { status: 400, code: 'ADDRESS_INVALID', detail: 'The address is not well formed.', problems: [] };

/** The HTTP side of the product, ready to listen. */
export async function createApp(module: DynamicModule, { logLevel, trustedProxies }: Settings): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: (_address: string, hop: number) => hop < trustedProxies,
    genReqId: () => newId<string>(),
    // What Fastify refuses before any route is found.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, request.id, refusalOf(error) ?? ADDRESS_REFUSED),
    return503OnClosing: true,
    forceCloseConnections: true,
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: new NestLog(createLog(logLevel)),
    abortOnError: false,
  });
  const log = app.get<Log>(LOG);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-request-id', request.id).header('referrer-policy', 'no-referrer');
    withRequestId(request.id, done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    // The route's pattern, not its address: an address may hold what somebody searched for.
    const { url: route, config } = request.routeOptions;
    // When somebody was there can be what gives them away: @RouteConfig({ unlogged: true }).
    if ((config as { readonly unlogged?: boolean } | undefined)?.unlogged === true) return done();
    log.info(
      { requestId: request.id, method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
    done();
  });
  // A route that takes more says so: @RouteConfig({ bodyLimit }).
  fastify.addHook('onRoute', (route) => {
    const { bodyLimit } = (route.config ?? {}) as { readonly bodyLimit?: number };
    if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
  });
  fastify.removeContentTypeParser('text/plain');
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { directives: { defaultSrc: ["'self'"], imgSrc: ["'self'", 'data:'], upgradeInsecureRequests: null } },
    hsts: false,
  });
  await app.register(fastifyMultipart, { limits: { fileSize: UPLOAD_LIMIT, files: 1, fields: 20, fieldSize: 65_536, parts: 21 } });
  serveLandingPages(fastify);
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  app.useGlobalPipes(new StorableTextPipe(), createValidationPipe());
  app.useGlobalFilters(new ProblemFilter(log));
  await documentApi(app);
  return app;
}
