import { Body, Controller, Delete, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { NewLinkDto, NewLinkView } from './links.dto.js';
import { LinksService } from './links.service.js';

@ApiTags('Assessments')
@Controller('assessments/:id/links')
export class LinksController {
  constructor(private readonly links: LinksService) {}

  /** Makes a link for a contact and tells its address once; no letter is sent. */
  @Post()
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: NewLinkView })
  create(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: NewLinkDto): Promise<NewLinkView> {
    return this.links.create(actor, id, body);
  }

  /** From now on the link opens nothing. */
  @Delete(':linkId')
  @HttpCode(204)
  @Allow('admin', 'officer')
  @ApiNoContentResponse()
  revoke(@CurrentActor() actor: PersonActor, @IdParam() id: string, @IdParam('linkId') linkId: string): Promise<void> {
    return this.links.revoke(actor, id, linkId);
  }
}
