import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { LinkMessageView } from './link-message.dto.js';
import { LinkMessageService } from './link-message.service.js';

@ApiTags('Assessments')
@Controller('assessments/:id/links')
export class LinkMessageController {
  constructor(private readonly messages: LinkMessageService) {}

  /** A short text with the link, to share by messenger: in the language asked for, else in the contact's, else in English. */
  @Get(':linkId/message')
  @Header('cache-control', 'no-store')
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: LinkMessageView })
  read(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @IdParam('linkId') linkId: string,
    @Query() { language }: LanguageQuery,
  ): Promise<LinkMessageView> {
    return this.messages.read(actor, id, linkId, language);
  }
}
