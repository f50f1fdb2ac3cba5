import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/shared/domain-error.js';
import { Clock } from '../clock/clock.js';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { HitCounter, networkOf } from './hit-counter.js';

/** For routes that check or set passwords and tokens: each can be called only so often a minute from one address. Every process counts for itself. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  private readonly counter: HitCounter;

  constructor(
    @Inject(SETTINGS) settings: Settings,
    private readonly clock: Clock,
  ) {
    this.counter = new HitCounter(settings.signInsPerMinute);
  }

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const route = `${context.getClass().name}.${context.getHandler().name}`;
    const waitMs = this.counter.hit(`${route} ${networkOf(http.getRequest<FastifyRequest>().ip)}`, this.clock.now().getTime());
    if (waitMs === 0) return true;
    void http.getResponse<FastifyReply>().header('retry-after', String(Math.ceil(waitMs / 1_000)));
    throw new DomainError('TOO_MANY_REQUESTS', 'too_many', 'Too many requests; wait a minute and try again.');
  }
}
