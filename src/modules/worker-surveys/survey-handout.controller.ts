import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { SurveyHandout } from './survey-handout.service.js';
import { SURVEY_POLICY } from './survey-page.js';
import { SurveyHandoutView } from './worker-surveys.dto.js';

/** What is handed to workers, for those who may hand it out. An auditor reads results and needs no link. */
@ApiTags('Worker surveys')
@Controller('worker-surveys/:id')
@Allow('admin', 'officer')
export class SurveyHandoutController {
  constructor(private readonly handout: SurveyHandout) {}

  /** The address for workers, and what whoever hands it out must know. */
  @Get('handout')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: SurveyHandoutView })
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<SurveyHandoutView> {
    return this.handout.read(actor, id, language);
  }

  /** The address as a QR code, as SVG. */
  @Get('qr.svg')
  @Header('content-type', 'image/svg+xml; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiProduces('image/svg+xml')
  @ApiOkResponse({ schema: { type: 'string' } })
  svg(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<string> {
    return this.handout.svg(actor, id);
  }

  /** The address as a QR code, as PNG. */
  @Get('qr.png')
  @Header('cache-control', 'no-store')
  @ApiProduces('image/png')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async png(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<StreamableFile> {
    const content = await this.handout.png(actor, id);
    return new StreamableFile(content, { type: 'image/png', disposition: 'inline; filename="code.png"', length: content.length });
  }

  /** A page to print and hand out: who asks, what becomes of the answers, the code and the address. */
  @Get('page')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', SURVEY_POLICY)
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  page(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<string> {
    return this.handout.page(actor, id, language);
  }
}
