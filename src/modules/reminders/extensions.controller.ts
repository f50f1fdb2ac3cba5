import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ApproveExtensionDto, DeclineExtensionDto, ExtensionsPage, ExtensionsQuery, ExtensionView } from './extensions.dto.js';
import { ExtensionsService } from './extensions.service.js';

@ApiTags('Reminders')
@Controller('extension-requests')
export class ExtensionsController {
  constructor(private readonly extensions: ExtensionsService) {}

  /** Suppliers' wishes for more time, the longest waiting first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ExtensionsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: ExtensionsQuery): Promise<Page<ExtensionView>> {
    return this.extensions.list(actor, query);
  }

  /** Gives more time: the due date moves, links open longer, reminders begin anew, and the contact is told. */
  @Post(':id/approve')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ExtensionView })
  approve(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ApproveExtensionDto): Promise<ExtensionView> {
    return this.extensions.approve(actor, id, body);
  }

  /** Keeps the due date, and tells the contact why. */
  @Post(':id/decline')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ExtensionView })
  decline(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: DeclineExtensionDto): Promise<ExtensionView> {
    return this.extensions.decline(actor, id, body);
  }
}
