import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { DecideRelationshipDto, RelationshipStandingView, RelationshipStatesPage, SettleExitDto } from './relationship-states.dto.js';
import { RelationshipStatesService } from './relationship-states.service.js';

/** How we stand to a supplier: approved, conditional, on hold, responsible exit. */
@ApiTags('Suppliers')
@Controller('suppliers/:id/relationship/states')
export class RelationshipStatesController {
  constructor(private readonly states: RelationshipStatesService) {}

  /** Where the relationship stands, and every step that led there. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: RelationshipStatesPage })
  list(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PageQuery): Promise<RelationshipStatesPage> {
    return this.states.list(actor, id, query);
  }

  /** Decides, or proposes an exit. */
  @Post()
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: RelationshipStandingView })
  decide(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Body() body: DecideRelationshipDto,
  ): Promise<RelationshipStandingView> {
    return this.states.decide(actor, id, body);
  }

  /** Another person approves a proposed exit. */
  @Post(':stateId/approve')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: RelationshipStandingView })
  approve(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @IdParam('stateId') stateId: string,
    @Body() body: SettleExitDto,
  ): Promise<RelationshipStandingView> {
    return this.states.settle(actor, id, stateId, 'approved', body);
  }

  /** Declines a proposed exit, or takes one's own proposal back. */
  @Post(':stateId/decline')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: RelationshipStandingView })
  decline(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @IdParam('stateId') stateId: string,
    @Body() body: SettleExitDto,
  ): Promise<RelationshipStandingView> {
    return this.states.settle(actor, id, stateId, 'declined', body);
  }
}
