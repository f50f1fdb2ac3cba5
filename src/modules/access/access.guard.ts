import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '../../domain/shared/domain-error.js';
import type { Actor } from '../../platform/auth/actor.js';
import { ALLOW, type Access } from '../../platform/auth/allow.decorator.js';
import type { ActorRequest } from '../../platform/auth/current-actor.decorator.js';
import { LinksService } from '../assessments/links.service.js';
import { SessionsService } from '../identity/sessions.service.js';

/** Establishes who is asking, and refuses whoever the route's `@Allow` does not name. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly links: LinksService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const allowed =
      this.reflector.getAllAndOverride<readonly Access[] | undefined>(ALLOW, [context.getHandler(), context.getClass()]) ?? [];
    if (allowed.includes('public')) return true;
    const request = context.switchToHttp().getRequest<ActorRequest>();
    const actor = await this.actorOf(request.headers.authorization);
    if (!allowed.includes(accessOf(actor))) throw new DomainError('FORBIDDEN', 'forbidden', 'You may not do this.');
    request.actor = actor;
    return true;
  }

  private async actorOf(header: string | undefined): Promise<Actor> {
    const token = /^Bearer (\S+)$/.exec(header ?? '')?.[1];
    if (token === undefined) throw new DomainError('SIGN_IN_REQUIRED', 'unauthenticated', 'Sign in first, or use the link you were sent.');
    return token.startsWith('plk_') ? this.links.respondentOf(token) : this.sessions.personOf(token);
  }
}

const accessOf = (actor: Actor): Access => {
  if (actor.kind === 'person') return actor.role;
  if (actor.kind === 'contact') return actor.chapters === null ? 'respondent' : 'delegate';
  return 'public';
};
