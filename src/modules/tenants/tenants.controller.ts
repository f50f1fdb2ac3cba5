import { Body, Controller, Get, Post, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { RateLimitGuard } from '../../platform/http/rate-limit.guard.js';
import { SignUpDto, SignUpView, TenantView } from './tenant.dto.js';
import { TenantsService } from './tenants.service.js';

@ApiTags('Tenants')
@Controller()
export class TenantsController {
  constructor(private readonly tenants: TenantsService) {}

  /** Signs up an organisation with its first admin. */
  @Post('tenants')
  @Allow('public')
  @UseGuards(RateLimitGuard)
  signUp(@Body() body: SignUpDto): Promise<SignUpView> {
    return this.tenants.signUp(body);
  }

  /** The organisation of the person who asks. */
  @Get('tenant')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor): Promise<TenantView> {
    return this.tenants.read(actor);
  }
}
