import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { AssessmentDetailView, AssessmentsPage, AssessmentsQuery, type AssessmentView } from './assessments.dto.js';
import { AssessmentsService } from './assessments.service.js';
import { ReadingService } from './reading.service.js';
import { AcceptDto, ReturnDto } from './review.dto.js';
import { SendAssessmentsDto, SendingView } from './sending.dto.js';
import { SendingService } from './sending.service.js';

@ApiTags('Assessments')
@Controller('assessments')
export class AssessmentsController {
  constructor(
    private readonly sending: SendingService,
    private readonly assessments: AssessmentsService,
    private readonly reading: ReadingService,
  ) {}

  /** Sends an assessment to each site that can be asked, and says of every other why not. */
  @Post()
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: SendingView })
  send(@CurrentActor() actor: PersonActor, @Body() body: SendAssessmentsDto): Promise<SendingView> {
    return this.sending.send(actor, body);
  }

  /** Newest first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: AssessmentsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: AssessmentsQuery): Promise<Page<AssessmentView>> {
    return this.assessments.list(actor, query);
  }

  /** One assessment with its questions, answers, files, reviews and links. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: AssessmentDetailView })
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<AssessmentDetailView> {
    return this.reading.detail(actor, id, language);
  }

  /** Accepts what was submitted; answers count with the proof that the review found. */
  @Post(':id/accept')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: AssessmentDetailView })
  accept(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: AcceptDto): Promise<AssessmentDetailView> {
    return this.assessments.accept(actor, id, body);
  }

  /** Sends some answers back with comments; the others stay as they are. */
  @Post(':id/return')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: AssessmentDetailView })
  return(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ReturnDto): Promise<AssessmentDetailView> {
    return this.assessments.return(actor, id, body);
  }

  /** Ends an open assessment; what counted before stays. */
  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: AssessmentDetailView })
  cancel(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<AssessmentDetailView> {
    return this.assessments.cancel(actor, id);
  }
}
