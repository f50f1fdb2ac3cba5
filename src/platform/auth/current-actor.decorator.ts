import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

export interface ActorRequest extends FastifyRequest {
  actor?: Actor;
}

/** The actor the access guard has established; typed by the parameter it decorates, since `@Allow` decides its kind. */
export const CurrentActor = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<ActorRequest>().actor,
);
