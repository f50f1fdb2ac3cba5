import { Body, Controller, Get, Header, HttpCode, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { LanguageQuery } from '../../platform/http/language.dto.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { SurveyEnding } from './survey-ending.service.js';
import { SurveyResults } from './survey-results.service.js';
import { EndWorkerSurveyDto, NewWorkerSurveyDto, SurveyResultsView, WorkerSurveysPage, WorkerSurveyView } from './worker-surveys.dto.js';
import { WorkerSurveysService } from './worker-surveys.service.js';

/** Anonymous surveys of the workers of a site, as the buyer's people handle them. Nothing of them exists for the supplier. */
@ApiTags('Worker surveys')
@Controller()
export class WorkerSurveysController {
  constructor(
    private readonly surveys: WorkerSurveysService,
    private readonly results: SurveyResults,
    private readonly ending: SurveyEnding,
  ) {}

  /** Opens a survey of the workers of a site; one at a time. */
  @Post('sites/:id/worker-surveys')
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: WorkerSurveyView })
  open(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: NewWorkerSurveyDto): Promise<WorkerSurveyView> {
    return this.surveys.open(actor, id, body);
  }

  /** Surveys of a site, newest first. */
  @Get('sites/:id/worker-surveys')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: WorkerSurveysPage })
  list(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: PageQuery): Promise<Page<WorkerSurveyView>> {
    return this.surveys.list(actor, id, query);
  }

  /** One survey. Nothing in it changes when somebody answers. */
  @Get('worker-surveys/:id')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: WorkerSurveyView })
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<WorkerSurveyView> {
    return this.surveys.read(actor, id);
  }

  /** What it has come to once it is counted; before, whether enough have answered, as of today's first look. */
  @Get('worker-surveys/:id/results')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: SurveyResultsView })
  showResults(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<SurveyResultsView> {
    return this.results.read(actor, id, language);
  }

  /** Ends the survey now and counts it: its link takes no more answers, and a held signal comes of it. */
  @Post('worker-surveys/:id/count')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: WorkerSurveyView })
  count(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: EndWorkerSurveyDto): Promise<WorkerSurveyView> {
    return this.ending.count(actor, id, version);
  }

  /** Withdraws the survey: answers not yet counted are wiped unread, and the signal of a counted one is withdrawn. */
  @Post('worker-surveys/:id/withdraw')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: WorkerSurveyView })
  withdraw(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() { version }: EndWorkerSurveyDto): Promise<WorkerSurveyView> {
    return this.ending.withdraw(actor, id, version);
  }
}
