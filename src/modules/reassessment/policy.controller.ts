import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { PolicyDto, type PolicyView } from './policy.dto.js';
import { PolicyService } from './policy.service.js';

@ApiTags('Reassessment')
@Controller('reassessment-policy')
export class PolicyController {
  constructor(private readonly policy: PolicyService) {}

  /** How often sites are assessed again. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor): Promise<PolicyView> {
    return this.policy.read(actor);
  }

  /** Changes how often sites are assessed again, and with it every site's next date. */
  @Put()
  @Allow('admin', 'officer')
  change(@CurrentActor() actor: PersonActor, @Body() body: PolicyDto): Promise<PolicyView> {
    return this.policy.change(actor, body);
  }
}
