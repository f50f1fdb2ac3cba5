import { Controller, Get, Header, Query, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { FormsService } from './forms.service.js';
import { sendForm, XLSX } from './send-form.js';

@ApiTags('Assessments')
@Controller('assessments/:id')
export class FormsController {
  constructor(private readonly forms: FormsService) {}

  /** The questionnaire with its answers as a workbook, to be handed to a contact who has no connection. */
  @Get('form.xlsx')
  @Allow('admin', 'officer')
  @Header('cache-control', 'no-store')
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async download(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<StreamableFile> {
    return sendForm(await this.forms.ofAssessment(actor, id, language));
  }
}
