import { Body, Controller, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { ACCESS_TOKEN_MINUTES, AccessTokens } from '../../platform/auth/access-tokens.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { RateLimitGuard } from '../../platform/http/rate-limit.guard.js';
import { ChangePasswordDto, RefreshDto, SessionView, SignInDto } from './identity.dto.js';
import { PasswordsService } from './passwords.service.js';
import { PersonView } from './people.dto.js';
import { PeopleService } from './people.service.js';
import { type OpenSession, SessionsService } from './sessions.service.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('Identity')
@Controller()
export class AuthController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionsService,
    private readonly passwords: PasswordsService,
    private readonly people: PeopleService,
    private readonly accessTokens: AccessTokens,
  ) {}

  /** Signs a person in. The answer to a failure is the same, whatever was wrong. */
  @Post('auth/sign-in')
  @Allow('public')
  @UseGuards(RateLimitGuard)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async signIn(@Body() body: SignInDto): Promise<SessionView> {
    return this.view(await this.signIns.signIn(body));
  }

  /** Exchanges a refresh token for new tokens. Each can be used once; a second use ends the session. */
  @Post('auth/refresh')
  @Allow('public')
  @UseGuards(RateLimitGuard)
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  async refresh(@Body() body: RefreshDto): Promise<SessionView> {
    return this.view(await this.sessions.rotate(body.refreshToken));
  }

  /** Ends the session of the access token. */
  @Post('auth/sign-out')
  @Allow('admin', 'officer', 'auditor')
  @HttpCode(204)
  signOut(@CurrentActor() actor: PersonActor): Promise<void> {
    return this.sessions.signOut(actor);
  }

  /** Changes the own password and ends all other sessions. */
  @Post('auth/password')
  @Allow('admin', 'officer', 'auditor')
  @UseGuards(RateLimitGuard)
  @HttpCode(204)
  changePassword(@CurrentActor() actor: PersonActor, @Body() body: ChangePasswordDto): Promise<void> {
    return this.passwords.change(actor, body);
  }

  /** The person who asks. */
  @Get('me')
  @Allow('admin', 'officer', 'auditor')
  me(@CurrentActor() actor: PersonActor): Promise<PersonView> {
    return this.people.read(actor, actor.personId);
  }

  private async view({ sessionId, person, refreshToken }: OpenSession): Promise<SessionView> {
    const accessToken = await this.accessTokens.issue({ tenantId: person.tenant_id, personId: person.id, sessionId });
    return { accessToken, expiresInSeconds: ACCESS_TOKEN_MINUTES * 60, refreshToken, person: await this.people.viewSelf(person) };
  }
}
