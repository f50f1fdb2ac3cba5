import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { AgreeRepaymentDto, EndRepaymentDto, RepaymentPlansPage, RepaymentPlanView } from './repayments.dto.js';
import { RepaymentsService } from './repayments.service.js';

@ApiTags('Corrective actions')
@Controller('corrective-actions/:id')
export class RepaymentsController {
  constructor(private readonly repayments: RepaymentsService) {}

  /** All repayment plans of an action, newest first. */
  @Get('repayment-plans')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: RepaymentPlansPage })
  list(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PageQuery): Promise<Page<RepaymentPlanView>> {
    return this.repayments.list(actor, id, query);
  }

  /** Recruitment fees are paid back by a plan agreed with the workers: the finding counts as major for as long as it is kept. */
  @Post('repayment-plan')
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: RepaymentPlanView })
  agree(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: AgreeRepaymentDto): Promise<RepaymentPlanView> {
    return this.repayments.agree(actor, id, body);
  }

  /** A payment was missed, or the plan no longer stands: the finding counts as critical again. */
  @Post('repayment-plan/end')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: RepaymentPlanView })
  end(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: EndRepaymentDto): Promise<RepaymentPlanView> {
    return this.repayments.end(actor, id, body);
  }
}
