import { Body, Controller, HttpCode, Post, Put } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { IdParam } from '../../platform/http/id-param.js';
import { AnsweringService } from './answering.service.js';
import { SavedAnswersView, SaveOwnAnswersDto, SubmitOwnDto, SubmittedView } from './answers.dto.js';
import { SubmissionService } from './submission.service.js';

/** The buyer's own questions, which officers answer, and what a contact tells them on the phone. */
@ApiTags('Assessments')
@Controller('assessments/:id')
export class OwnAnswersController {
  constructor(
    private readonly answering: AnsweringService,
    private readonly submission: SubmissionService,
  ) {}

  /** Saves answers to the buyer's own questions, or those that a supplier's contact gives on the phone (`onBehalfOf`); all or none. */
  @Put('answers')
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SavedAnswersView })
  save(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Body() { answers, onBehalfOf }: SaveOwnAnswersDto,
  ): Promise<SavedAnswersView> {
    return this.answering.save(actor, id, answers, onBehalfOf?.toLowerCase() ?? null);
  }

  /** Submits the buyer's own answers, or a supplier's for a contact who says on the phone that they are complete. */
  @Post('submit')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: SubmittedView })
  submit(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: SubmitOwnDto): Promise<SubmittedView> {
    return this.submission.submit(actor, id, body.onBehalfOf?.toLowerCase() ?? null);
  }
}
