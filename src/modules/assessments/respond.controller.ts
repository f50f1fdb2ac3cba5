import { Body, Controller, Get, Header, HttpCode, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { RespondentActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { AnsweringService } from './answering.service.js';
import { SaveAnswersDto, SavedAnswersView, SubmittedView } from './answers.dto.js';
import { ReadingService } from './reading.service.js';
import { RespondView } from './respond.dto.js';
import { ReviewThreadsService } from './reviewing/review-threads.service.js';
import { SubmissionService } from './submission.service.js';

/** What a supplier's contact does through the link of one assessment. */
@ApiTags('Respond')
@Controller('respond')
@Allow('respondent')
export class RespondController {
  constructor(
    private readonly reading: ReadingService,
    private readonly answering: AnsweringService,
    private readonly submission: SubmissionService,
    private readonly threads: ReviewThreadsService,
  ) {}

  /** The assessment with everything said so far. Reading it opens it, as often as one likes. */
  @Get()
  @Allow('respondent', 'delegate')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: RespondView })
  async read(@CurrentActor() actor: RespondentActor, @Query() { language }: LanguageQuery): Promise<RespondView> {
    return { ...(await this.reading.respond(actor, language)), threads: await this.threads.shown(actor) };
  }

  /** Saves one or several answers; all or none. */
  @Put('answers')
  @Allow('respondent', 'delegate')
  @ApiOkResponse({ type: SavedAnswersView })
  save(@CurrentActor() actor: RespondentActor, @Body() { answers }: SaveAnswersDto): Promise<SavedAnswersView> {
    return this.answering.save(actor, actor.assessmentId, answers);
  }

  /** Submits the answers; from then on they can be read, and changed only where they are returned. */
  @Post('submit')
  @HttpCode(200)
  @ApiOkResponse({ type: SubmittedView })
  submit(@CurrentActor() actor: RespondentActor): Promise<SubmittedView> {
    return this.submission.submit(actor, actor.assessmentId);
  }
}
