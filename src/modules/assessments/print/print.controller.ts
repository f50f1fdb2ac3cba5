import { Controller, Get, Header, Query } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { PrintQuery } from './print.dto.js';
import { PRINT_POLICY } from './print-page.js';
import { PrintService } from './print.service.js';

/** Questionnaires as pages without any script. */
@Controller()
export class PrintController {
  constructor(private readonly print: PrintService) {}

  /** All questions on one page to print, with the answers if wanted; a delegate gets their own part. */
  @Get('respond/print')
  @Allow('respondent', 'delegate')
  @ApiTags('Respond')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PRINT_POLICY)
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  ofRespondent(@CurrentActor() actor: RespondentActor, @Query() query: PrintQuery): Promise<string> {
    return this.print.page(actor, actor.assessmentId, query);
  }

  /** All questions of an assessment on one page to print, with the answers if wanted. */
  @Get('assessments/:id/print')
  @Allow('admin', 'officer', 'auditor')
  @ApiTags('Assessments')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PRINT_POLICY)
  @Header('cache-control', 'no-store')
  @ApiProduces('text/html')
  @ApiOkResponse({ schema: { type: 'string' } })
  ofAssessment(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PrintQuery): Promise<string> {
    return this.print.page(actor, id, query);
  }
}
