import { Body, Controller, Delete, Get, Header, HttpCode, Post, Query, UseGuards } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PageQuery } from '../../../platform/http/page.dto.js';
import { RateLimitGuard } from '../../../platform/http/rate-limit.guard.js';
import { DelegationsPage, DelegationView, NewDelegationDto } from './delegations.dto.js';
import { DelegationsService } from './delegations.service.js';

/** What a contact who holds the whole does with parts of it. */
@ApiTags('Respond')
@Controller('respond/delegations')
@Allow('respondent')
export class DelegationsController {
  constructor(private readonly delegations: DelegationsService) {}

  /** Hands some chapters to a colleague, who gets a link of their own by mail. */
  @Post()
  @UseGuards(RateLimitGuard)
  @ApiCreatedResponse({ type: DelegationView })
  create(@CurrentActor() actor: RespondentActor, @Body() body: NewDelegationDto): Promise<DelegationView> {
    return this.delegations.create(actor, body);
  }

  /** What was handed over so far, in order of entry. */
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: DelegationsPage })
  list(@CurrentActor() actor: RespondentActor, @Query() query: PageQuery): Promise<Page<DelegationView>> {
    return this.delegations.list(actor, query);
  }

  /** Takes a part back: the colleague's link opens nothing any more; what they answered stays. */
  @Delete(':id')
  @HttpCode(204)
  @ApiNoContentResponse()
  revoke(@CurrentActor() actor: RespondentActor, @IdParam() id: string): Promise<void> {
    return this.delegations.revoke(actor, id);
  }
}
