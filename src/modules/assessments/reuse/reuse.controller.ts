import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor, RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { ConfirmingService } from './confirming.service.js';
import { CopyingService } from './copying.service.js';
import { ConfirmAnswersDto, ConfirmedView, CopiedView, CopyAnswersDto, CopyOwnAnswersDto } from './reuse.dto.js';

/** Answering once: confirming what was carried over, and copying it to other sites. */
@Controller()
export class ReuseController {
  constructor(
    private readonly confirming: ConfirmingService,
    private readonly copying: CopyingService,
  ) {}

  /** Says of answers carried over that they still hold; what must be looked at one by one is named and left. */
  @Post('respond/answers/confirm')
  @HttpCode(200)
  @Allow('respondent', 'delegate')
  @ApiTags('Respond')
  @ApiOkResponse({ type: ConfirmedView })
  confirm(@CurrentActor() actor: RespondentActor, @Body() body: ConfirmAnswersDto): Promise<ConfirmedView> {
    return this.confirming.confirm(actor, body);
  }

  /** Copies answers to the open questionnaires of the supplier's other sites, where nobody has answered yet. */
  @Post('respond/copy')
  @HttpCode(200)
  @Allow('respondent')
  @ApiTags('Respond')
  @ApiOkResponse({ type: CopiedView })
  copy(@CurrentActor() actor: RespondentActor, @Body() { assessmentId, siteIds }: CopyOwnAnswersDto): Promise<CopiedView> {
    return this.copying.copy(actor, assessmentId?.toLowerCase() ?? actor.assessmentId, { siteIds });
  }

  /** Copies the answers of this assessment to the open questionnaires of the supplier's other sites. */
  @Post('assessments/:id/copy')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiTags('Assessments')
  @ApiOkResponse({ type: CopiedView })
  copyAsOfficer(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { siteIds }: CopyAnswersDto): Promise<CopiedView> {
    return this.copying.copy(actor, id, { siteIds });
  }
}
