import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOG, type Log } from '../log/log.module.js';
import { type Refusal, refusalOf, sendProblem } from './problem.js';

const FAULT: Refusal = { status: 500, code: 'INTERNAL', detail: 'Something went wrong on our side; nothing was changed.', problems: [] };

/** Turns every refusal into a problem with a stable code; what is not a refusal is a fault of ours, logged and told without detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    sendProblem(http.getResponse<FastifyReply>(), request.id, refusalOf(error) ?? this.fault(error, request));
  }

  private fault(error: unknown, request: FastifyRequest): Refusal {
    const { message, stack } = error instanceof Error ? error : new Error('not an error');
    this.log.error({ route: request.routeOptions.url, error: message, stack }, 'request failed');
    return FAULT;
  }
}
