import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { ReceiptView } from './receipts.dto.js';
import { ReceiptsService } from './receipts.service.js';

/** Proof of what was submitted, for both sides. */
@Controller()
export class ReceiptsController {
  constructor(private readonly receipts: ReceiptsService) {}

  /** The receipt of the newest submission, with the text from which its hash is computed. */
  @Get('respond/receipt')
  @Allow('respondent')
  @ApiTags('Respond')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: ReceiptView })
  ofRespondent(@CurrentActor() actor: RespondentActor): Promise<ReceiptView> {
    return this.receipts.read(actor, actor.assessmentId);
  }

  /** The receipt of an assessment's newest submission. */
  @Get('assessments/:id/receipt')
  @Allow('admin', 'officer', 'auditor')
  @ApiTags('Assessments')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: ReceiptView })
  ofAssessment(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<ReceiptView> {
    return this.receipts.read(actor, id);
  }
}
