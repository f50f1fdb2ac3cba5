import { Body, Controller, Get, Header, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { AskExtensionDto, LastExtensionView } from './extensions.dto.js';
import { OwnExtensionsService } from './own-extensions.service.js';

@ApiTags('Respond')
@Controller('respond/extension')
@Allow('respondent')
export class OwnExtensionsController {
  constructor(private readonly extensions: OwnExtensionsService) {}

  /** The last wish for more time, and what was said to it. */
  @Get()
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: LastExtensionView })
  read(@CurrentActor() actor: RespondentActor): Promise<LastExtensionView> {
    return this.extensions.last(actor);
  }

  /** Asks for more time, once at a time. Until it is decided no reminders come. */
  @Post()
  @ApiCreatedResponse({ type: LastExtensionView })
  ask(@CurrentActor() actor: RespondentActor, @Body() body: AskExtensionDto): Promise<LastExtensionView> {
    return this.extensions.ask(actor, body);
  }
}
