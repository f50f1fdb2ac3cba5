import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import {
  ChangeSupplyLinkDto,
  NewSupplyLinkDto,
  SupplyLinksPage,
  SupplyLinksQuery,
  SupplyLinkView,
  WithdrawSupplyLinkDto,
} from './supply-links.dto.js';
import { SupplyLinksService } from './supply-links.service.js';

@ApiTags('Supply')
@Controller('supply-links')
export class SupplyLinksController {
  constructor(private readonly links: SupplyLinksService) {}

  /** Who supplies whom, oldest first; of one supplier by either end. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: SupplyLinksPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: SupplyLinksQuery): Promise<Page<SupplyLinkView>> {
    return this.links.list(actor, query);
  }

  /** Enters that one supplier supplies another. Circles are allowed, and do no harm. */
  @Post()
  @Allow('admin', 'officer')
  create(@CurrentActor() actor: PersonActor, @Body() body: NewSupplyLinkDto): Promise<SupplyLinkView> {
    return this.links.create(actor, body);
  }

  /** One link. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SupplyLinkView> {
    return this.links.read(actor, id);
  }

  /** Changes what is sent, and leaves the rest; its ends and its kind stay. */
  @Patch(':id')
  @Allow('admin', 'officer')
  change(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ChangeSupplyLinkDto): Promise<SupplyLinkView> {
    return this.links.change(actor, id, body);
  }

  /** Takes a link back: it counts no more, and can still be read. */
  @Post(':id/withdraw')
  @Allow('admin', 'officer')
  @HttpCode(200)
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: WithdrawSupplyLinkDto): Promise<SupplyLinkView> {
    return this.links.withdraw(actor, id, version);
  }
}
